package org.busbar.central.http;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.busbar.central.query.FleetSite;
import org.busbar.central.query.HourlyCharge;
import org.jspecify.annotations.Nullable;

/** One line of the fleet table; assets/js/fleet.js keeps it up to date. */
final class SiteRow {
  private final Template template = Template.load("site-row");

  Html render(FleetSite site, List<HourlyCharge> hours, Instant now) {
    Map<String, Object> values = new HashMap<>();
    values.put("id", site.siteId());
    values.put("name", site.name());
    values.put("urgency", site.urgency());
    values.put("stale", site.staleAt(now) ? "stale" : "fresh");
    values.put("staleAfter", site.staleAfterSeconds());
    values.put("connectivity", site.connectivity());
    values.put("note", note(site));
    values.put("seen", millis(site.lastSeenAt()));
    values.put("measured", millis(site.timestamp()));
    values.put("age", Figures.age(site.timestamp(), now));
    values.put("spark", Sparkline.of(hours, now));
    putNow(values, site.now());
    values.put("todaySolar", Figures.energy(site.today().solarKwh()));
    values.put("todayImport", Figures.energy(site.today().importKwh()));
    values.put("todayExport", Figures.energy(site.today().exportKwh()));
    values.put("alerts", site.openAlerts());
    values.put("worst", worst(site.worstRank()));
    return template.render(values);
  }

  private static void putNow(Map<String, Object> values, FleetSite.Now now) {
    Double charge = now.chargeLevel();
    values.put("charge", Figures.percent(charge));
    values.put("chargeWidth", charge == null ? "0" : String.format(Locale.ROOT, "%.1f", charge));
    values.put("chargeBand", band(charge));
    values.put("battery", Figures.power(now.batteryPowerKw()));
    values.put("batteryWord", Figures.batteryWord(now.batteryPowerKw()));
    values.put("solar", Figures.power(now.solarPowerKw()));
    values.put("grid", Figures.power(now.gridPowerKw()));
    values.put("gridWord", Figures.gridWord(now.gridPowerKw()));
    values.put("load", Figures.power(now.loadPowerKw()));
  }

  private static String band(@Nullable Double charge) {
    if (charge == null) {
      return "none";
    }
    return charge < 10 ? "critical" : charge < 20 ? "low" : "normal";
  }

  private static String note(FleetSite site) {
    if (!site.status().equals("active")) {
      return site.status();
    }
    return "good".equals(site.dataQuality()) || site.dataQuality() == null
        ? ""
        : site.dataQuality() + " data";
  }

  private static String worst(@Nullable Integer rank) {
    if (rank == null) {
      return "none";
    }
    return switch (rank) {
      case 1 -> "critical";
      case 2 -> "error";
      case 3 -> "warning";
      default -> "info";
    };
  }

  private static String millis(@Nullable Instant instant) {
    return instant == null ? "" : Long.toString(instant.toEpochMilli());
  }
}
