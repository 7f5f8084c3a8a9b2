package org.busbar.central.http;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.busbar.central.query.Capability;
import org.busbar.central.query.OpenAlert;

/** The open alerts as a list; also fetched alone when alerts change. */
final class AlertList {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

  private final Template alert = Template.load("alert");
  private final Template acknowledge = Template.load("acknowledge");
  private final Template list = Template.load("alerts");

  /** How many of the alerts are critical, in words for the tile. */
  static String criticalText(List<OpenAlert> alerts) {
    long critical = alerts.stream().filter(a -> a.severity().equals("critical")).count();
    return critical == 0 ? "none critical" : critical + " critical";
  }

  /** The severity of the first alert, which is the worst; none without an alert. */
  static String worst(List<OpenAlert> alerts) {
    return alerts.isEmpty() ? "none" : alerts.get(0).severity();
  }

  Html render(List<OpenAlert> alerts, Session session, Instant now) {
    Html body =
        alerts.isEmpty()
            ? Template.load("alerts-none").render(Map.of())
            : Html.join(alerts.stream().map(one -> render(one, session, now)).toList());
    return list.render(
        Map.of(
            "count", alerts.size(),
            "critical", criticalText(alerts),
            "worst", worst(alerts),
            "summary", summary(alerts),
            "alerts", body));
  }

  private static String summary(List<OpenAlert> alerts) {
    long waiting = alerts.stream().filter(OpenAlert::unacknowledged).count();
    if (alerts.isEmpty()) {
      return "";
    }
    return "%d open, %d not acknowledged".formatted(alerts.size(), waiting);
  }

  private Html render(OpenAlert open, Session session, Instant now) {
    ZoneId zone = ZoneId.of(open.timezone());
    return alert.render(
        Map.of(
            "severity", open.severity(),
            "title", open.title(),
            "message", open.message(),
            "site",
                open.equipmentName() == null
                    ? open.siteName()
                    : open.siteName() + " · " + open.equipmentName(),
            "since", MOMENT.format(open.createdAt().atZone(zone)),
            "sinceIso", open.createdAt(),
            "sinceMillis", open.createdAt().toEpochMilli(),
            "age", Figures.age(open.createdAt(), now),
            "action", action(open, session)));
  }

  private Html action(OpenAlert open, Session session) {
    if (!open.unacknowledged()) {
      return new Html(
          "<span class=\"acknowledged\">Acknowledged by %s</span>"
              .formatted(
                  Html.text(Objects.requireNonNullElse(open.acknowledgedBy(), "somebody"))
                      .markup()));
    }
    if (!session.access().may(Capability.ACKNOWLEDGE_ALERTS)) {
      return Html.EMPTY;
    }
    return acknowledge.render(
        Map.of(
            "siteId", open.siteId(),
            "alertId", open.alertId(),
            "title", open.title(),
            "csrf", session.csrfToken()));
  }
}
