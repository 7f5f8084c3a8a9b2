package org.busbar.central.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Jdbi;

/** The sites of an organization as the dashboard shows them. */
public final class Fleet {
  private final Jdbi jdbi;

  public Fleet(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Every site that {@code access} admits, sites without data too, by id. */
  public List<FleetSite> sites(Access access, Instant now) {
    return jdbi.withHandle(
        handle ->
            Scope.of(access)
                .bind(handle.createQuery(Sql.load("queries/fleet")))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, ctx) -> FleetSite.of(row, now))
                .list());
  }

  /**
   * Those of {@code siteIds} that belong to the organization; whoever passes them on asks access.
   */
  public List<FleetSite> sites(long organizationId, Collection<Long> siteIds, Instant now) {
    return jdbi.withHandle(
        handle ->
            new Scope(organizationId, List.copyOf(siteIds))
                .bind(handle.createQuery(Sql.load("queries/fleet")))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, ctx) -> FleetSite.of(row, now))
                .list());
  }

  /**
   * Charge level (%) by the hour over the last 24 hours, by site; a site without data is absent.
   */
  public Map<Long, List<HourlyCharge>> chargeCurves(Access access, Instant now) {
    Map<Long, List<HourlyCharge>> curves = new HashMap<>();
    jdbi.useHandle(
        handle ->
            Scope.of(access)
                .bind(handle.createQuery(Sql.load("queries/fleet_sparklines")))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, ctx) -> HourlyCharge.of(row))
                .forEach(
                    hour ->
                        curves.computeIfAbsent(hour.siteId(), id -> new ArrayList<>()).add(hour)));
    return curves;
  }

  /** Name and zone of one site, if {@code access} admits it. */
  public Optional<SiteName> site(Access access, long siteId) {
    return jdbi.withHandle(
        handle ->
            Scope.of(access)
                .bind(handle.createQuery(Sql.load("queries/site_name")))
                .bind("site_id", siteId)
                .map((row, ctx) -> new SiteName(siteId, row.getString(2), row.getString(3)))
                .findOne());
  }

  /**
   * A site's name.
   *
   * @param siteId id of the site
   * @param name text of strangers: escape it
   * @param timezone IANA name
   */
  public record SiteName(long siteId, String name, String timezone) {}
}
