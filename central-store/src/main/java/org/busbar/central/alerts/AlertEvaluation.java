package org.busbar.central.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.busbar.central.alerts.SiteVerdict.Change;
import org.busbar.central.alerts.SiteVerdict.Transition;
import org.busbar.central.db.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges every reading that has not been judged, in order of time, whichever way it came in. Any
 * number of nodes may run this at once: a site's progress, states, alerts and events change in one
 * transaction, and only when the progress is still what this run saw.
 */
public final class AlertEvaluation {
  /** A reading older than this when it is judged never raises. */
  static final Duration LATE = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(AlertEvaluation.class);
  private static final int SITES_AT_ONCE = 500;
  private static final int READINGS_OF_A_SITE = 2_000;

  private final Jdbi jdbi;
  private final Clock clock;
  private final AlertRules rules;

  public AlertEvaluation(Jdbi jdbi, Clock clock, AlertRules rules) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.rules = rules;
  }

  /** Judges what is new; a site that fails keeps its progress and is tried again next time. */
  public Outcome run() {
    List<SiteNews> sites = jdbi.withHandle(AlertStore::sitesWithNews);
    Outcome total = Outcome.NOTHING;
    for (int from = 0; from < sites.size(); from += SITES_AT_ONCE) {
      total = total.plus(judge(sites.subList(from, Math.min(sites.size(), from + SITES_AT_ONCE))));
    }
    return total;
  }

  private Outcome judge(List<SiteNews> sites) {
    Instant now = clock.instant();
    // States are read after the progress: a site that moved in between fails the comparison below.
    Map<Long, List<SiteReading>> readings =
        jdbi.withHandle(handle -> AlertStore.newReadings(handle, sites, READINGS_OF_A_SITE));
    Map<Long, Map<String, RuleState>> states =
        jdbi.withHandle(handle -> AlertStore.states(handle, sites));
    List<SiteNews> quiet = new ArrayList<>();
    Map<Long, Instant> through = new HashMap<>();
    Outcome total = Outcome.NOTHING;
    for (SiteNews site : sites) {
      List<SiteReading> fresh = readings.getOrDefault(site.siteId(), List.of());
      if (fresh.size() == READINGS_OF_A_SITE) {
        through.put(site.siteId(), fresh.get(fresh.size() - 1).time());
      }
      SiteVerdict verdict =
          SiteVerdict.of(
              rules,
              new SiteVerdict.Case(
                  site.config(), states.getOrDefault(site.siteId(), Map.of()), fresh),
              now.minus(LATE));
      total = total.plus(new Outcome(1, 0, 0, verdict.failures().size()));
      if (verdict.quiet()) {
        quiet.add(site);
      } else {
        total = total.plus(write(site, verdict, through, now));
      }
    }
    if (!quiet.isEmpty()) {
      jdbi.useTransaction(
          handle -> {
            // Two nodes that moved many sites in different orders would stand in each other's way.
            handle
                .createQuery(Sql.load("commands/wait_for_lock"))
                .bind("name", "busbar.alerts.progress")
                .mapTo(Integer.class)
                .one();
            AlertStore.advance(handle, quiet, through);
          });
    }
    return total;
  }

  private Outcome write(
      SiteNews site, SiteVerdict verdict, Map<Long, Instant> through, Instant now) {
    try {
      return jdbi.inTransaction(
          handle -> {
            if (AlertStore.advance(handle, List.of(site), through).isEmpty()) {
              return Outcome.NOTHING;
            }
            return apply(handle, site, verdict, now);
          });
    } catch (RuntimeException e) {
      LOG.warn(
          "alerts of site {} could not be written; tried again at the next run", site.siteId(), e);
      return new Outcome(0, 0, 0, 1);
    }
  }

  private static Outcome apply(Handle handle, SiteNews site, SiteVerdict verdict, Instant now) {
    int raised = 0;
    int resolved = 0;
    for (Transition transition : verdict.transitions()) {
      switch (transition.effect()) {
        case RAISE -> raised += AlertStore.raise(handle, site, transition, now) ? 1 : 0;
        case RESOLVE -> resolved += AlertStore.recover(handle, site, transition, now) ? 1 : 0;
        case NONE -> throw new IllegalStateException("a transition without effect");
      }
    }
    for (Change change : verdict.changes()) {
      if (!AlertStore.putState(handle, site, change, now)) {
        // Somebody resolved the alert by hand meanwhile: judge again from there.
        handle.rollback();
        return Outcome.NOTHING;
      }
    }
    return new Outcome(0, raised, resolved, 0);
  }

  /**
   * What a run did.
   *
   * @param sites sites judged, 0 or more
   * @param raised alerts raised, 0 or more
   * @param resolved alerts that resolved by themselves, 0 or more
   * @param failures rules or sites that failed, 0 or more
   */
  public record Outcome(int sites, int raised, int resolved, int failures) {
    static final Outcome NOTHING = new Outcome(0, 0, 0, 0);

    Outcome plus(Outcome other) {
      return new Outcome(
          sites + other.sites,
          raised + other.raised,
          resolved + other.resolved,
          failures + other.failures);
    }
  }
}
