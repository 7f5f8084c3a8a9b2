package org.busbar.central.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestData;
import org.busbar.central.db.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class SiteKeysTest {
  private final AtomicLong nanos = new AtomicLong();

  private SiteKeys keys(Database database) {
    return new SiteKeys(database.jdbi(), Clock.fixed(TestDatabase.NOW, ZoneOffset.UTC), nanos::get);
  }

  @Test
  void aKeyThatIsRevokedWhileItIsRememberedIsRefusedWithinAMinute(Database database) {
    TestData data = new TestData(database);
    long site = data.site(data.organization());
    String key = "Bearer " + data.key(site);
    SiteKeys keys = keys(database);
    assertThat(keys.check(key, "a")).isEqualTo(new SiteKeys.Check.Accepted(site));
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "UPDATE identity.site_keys SET revoked_at = ? WHERE site_id = ?",
                    TestDatabase.NOW.atOffset(ZoneOffset.UTC),
                    site));
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(keys.check(key, "a")).isEqualTo(new SiteKeys.Check.Refused());
  }

  @Test
  void anExpiredKeyIsRefused(Database database) {
    TestData data = new TestData(database);
    long site = data.site(data.organization());
    String key = "Bearer " + data.key(site);
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "UPDATE identity.site_keys SET expires_at = ? WHERE site_id = ?",
                    TestDatabase.NOW.atOffset(ZoneOffset.UTC),
                    site));
    assertThat(keys(database).check(key, "a")).isEqualTo(new SiteKeys.Check.Refused());
  }

  @Test
  void anAddressThatSendsWrongKeysDoesNotLockOutAKeyThatIsKnown(Database database) {
    TestData data = new TestData(database);
    long site = data.site(data.organization());
    String key = "Bearer " + data.key(site);
    SiteKeys keys = keys(database);
    assertThat(keys.check(key, "a")).isEqualTo(new SiteKeys.Check.Accepted(site));
    for (int i = 0; i < 100; i++) {
      keys.check("Bearer nonsense", "a");
    }
    assertThat(keys.check("Bearer nonsense", "a")).isInstanceOf(SiteKeys.Check.TooMany.class);
    assertThat(keys.check(key, "a")).isEqualTo(new SiteKeys.Check.Accepted(site));
    assertThat(keys.check("Bearer nonsense", "b")).isEqualTo(new SiteKeys.Check.Refused());
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(keys.check("Bearer nonsense", "a")).isEqualTo(new SiteKeys.Check.Refused());
  }
}
