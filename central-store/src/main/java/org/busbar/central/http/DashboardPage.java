package org.busbar.central.http;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.busbar.central.query.FleetSite;
import org.busbar.central.query.HourlyCharge;
import org.busbar.central.query.OpenAlert;
import org.jspecify.annotations.Nullable;

/** The dashboard as HTML: complete without a script, kept up to date by assets/js. */
final class DashboardPage {
  private final Template page = Template.load("dashboard");
  private final Template option = Template.load("site-option");
  private final Html noSites = Template.load("sites-none").render(Map.of());
  private final SiteRow row = new SiteRow();

  /**
   * What the page shows.
   *
   * @param sites in the order of the table
   * @param curves charge levels of 24 hours by site
   * @param openAlerts worst first
   * @param alerts the list of alerts
   * @param chartSite whose curves are drawn; empty = no site yet
   */
  record Content(
      List<FleetSite> sites,
      Map<Long, List<HourlyCharge>> curves,
      List<OpenAlert> openAlerts,
      Html alerts,
      Optional<FleetSite> chartSite) {}

  Html render(Content content, Session session, Instant now) {
    Map<String, Object> values = new HashMap<>();
    values.put("organization", session.organization());
    values.put("email", session.access().email());
    values.put("role", session.access().role());
    values.put("csrf", session.csrfToken());
    values.put("now", now.toEpochMilli());
    putTotals(values, Totals.of(content.sites(), now));
    values.put("openAlerts", content.openAlerts().size());
    values.put("critical", AlertList.criticalText(content.openAlerts()));
    values.put("worst", AlertList.worst(content.openAlerts()));
    values.put("alerts", content.alerts());
    values.put("rows", rows(content, now));
    values.put("chartSite", content.chartSite().map(site -> "" + site.siteId()).orElse(""));
    values.put("options", options(content));
    return page.render(values);
  }

  private static void putTotals(Map<String, Object> values, Totals totals) {
    values.put("online", totals.online());
    values.put("sites", totals.sites());
    values.put("exceptional", totals.exceptional());
    values.put("solar", Figures.power(totals.solarKw()));
    values.put("load", Figures.power(totals.loadKw()));
    values.put("grid", Figures.power(totals.gridKw()));
    values.put("gridWord", word(totals.gridKw(), Figures.gridWord(totals.gridKw())));
    values.put("battery", Figures.power(totals.batteryKw()));
    values.put("batteryWord", word(totals.batteryKw(), Figures.batteryWord(totals.batteryKw())));
  }

  private static String word(@Nullable Double value, String word) {
    return value == null ? "no fresh data" : word;
  }

  private Html rows(Content content, Instant now) {
    if (content.sites().isEmpty()) {
      return noSites;
    }
    return Html.join(
        content.sites().stream()
            .map(
                site ->
                    row.render(site, content.curves().getOrDefault(site.siteId(), List.of()), now))
            .toList());
  }

  private Html options(Content content) {
    long chosen = content.chartSite().map(FleetSite::siteId).orElse(0L);
    return Html.join(
        content.sites().stream()
            .map(
                site ->
                    option.render(
                        Map.of(
                            "id",
                            site.siteId(),
                            "name",
                            site.name(),
                            "selected",
                            new Html(site.siteId() == chosen ? " selected" : ""))))
            .toList());
  }
}
