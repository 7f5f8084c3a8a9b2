package org.busbar.central.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.busbar.central.db.Database;
import org.busbar.central.db.DatabaseUnavailable;
import org.busbar.central.db.Migrations;
import org.busbar.central.db.Sql;
import org.busbar.central.db.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@ExtendWith(TestDatabase.class)
final class SeedTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:30Z");
  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

  private final Database database;

  SeedTest(Database database) {
    this.database = database;
  }

  private Seed at(Instant now) {
    return new Seed(database.jdbi(), Clock.fixed(now, ZoneOffset.UTC));
  }

  private List<Map<String, Object>> rows(String sql) {
    return database.jdbi().withHandle(handle -> handle.select(sql).mapToMap().list());
  }

  @BeforeEach
  void reset() throws DatabaseUnavailable {
    database.jdbi().useTransaction(handle -> handle.execute(Sql.load("commands/reset")));
    Migrations.apply(database, TestDatabase.NOW);
  }

  @Test
  void seedingTwiceIsTheSameAsOnce(@TempDir Path keys) throws IOException {
    int readings = seed(NOW, keys);
    assertThat(readings).isEqualTo(3 * 24 * 60);
    List<Map<String, Object>> before = everything();
    String key = Files.readString(keys.resolve("berlin.key"));
    assertThat(seed(NOW.plus(Duration.ofMinutes(5)), keys)).isZero();
    assertThat(everything()).isEqualTo(before);
    assertThat(Files.readString(keys.resolve("berlin.key"))).isEqualTo(key);
    assertThat(Files.getPosixFilePermissions(keys.resolve("berlin.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(before.get(0))
        .containsEntry("organizations", 1L)
        .containsEntry("sites", 3L)
        .containsEntry("equipment", 12L)
        .containsEntry("users", 3L)
        .containsEntry("keys", 3L)
        .containsEntry("hours", 3 * 24L);
  }

  private int seed(Instant now, Path keys) throws IOException {
    Seed seed = at(now);
    seed.places();
    seed.accounts("a long password");
    int readings = 0;
    KeyFiles files =
        new KeyFiles(database.jdbi(), Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
    for (SeededSite site : seed.sites()) {
      files.ensure(keys, site);
      readings += seed.history(site, 1);
    }
    seed.rollUp();
    return readings;
  }

  private List<Map<String, Object>> everything() {
    return rows(
        "SELECT (SELECT count(*) FROM organizations) AS organizations, (SELECT count(*) FROM sites) AS sites,"
            + " (SELECT count(*) FROM equipment) AS equipment, (SELECT count(*) FROM organization_users) AS users,"
            + " (SELECT count(*) FROM identity.accounts) AS accounts, (SELECT count(*) FROM identity.site_keys) AS keys,"
            + " (SELECT count(*) FROM telemetry_hourly) AS hours, (SELECT count(*) FROM telemetry_daily) AS days,"
            + " (SELECT md5(string_agg(t::text, ',' ORDER BY site_id, \"timestamp\")) FROM telemetry_readings t)"
            + " AS readings, (SELECT md5(string_agg(l::text, ',' ORDER BY site_id)) FROM ingest.latest_readings l)"
            + " AS latest");
  }

  @Test
  void aKeyFileOfAnotherDatabaseIsReplacedByOneThatIsAccepted(@TempDir Path keys)
      throws IOException {
    Files.writeString(
        keys.resolve("berlin.key"),
        "busbar_000000000000_0000000000000000000000000000000000000000000");
    Seed seed = at(NOW);
    seed.places();
    KeyFiles files =
        new KeyFiles(database.jdbi(), Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());
    SeededSite berlin = seed.sites().get(0);
    assertThat(files.ensure(keys, berlin)).isTrue();
    assertThat(files.ensure(keys, berlin)).isFalse();
    assertThat(Files.readString(keys.resolve("berlin.key")))
        .matches("busbar_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}\n");
  }

  @Test
  void historyObeysTheEnergyBalanceAndTheChargeFollowsThePower() {
    Seed seed = at(NOW);
    seed.places();
    seed.sites().forEach(site -> seed.history(site, 2));
    assertThat(
            rows(
                "SELECT * FROM telemetry_readings WHERE"
                    + " abs(solar_power_kw + grid_power_kw - load_power_kw - battery_power_kw) > 0.01"
                    + " OR solar_power_kw < 0 OR load_power_kw <= 0"
                    + " OR battery_charge_level NOT BETWEEN 21 AND 95 OR battery_temperature > 45"))
        .isEmpty();
    assertThat(
            rows(
                "SELECT site_id FROM (SELECT t.site_id, t.\"timestamp\","
                    + " lead(battery_charge_level) OVER w - battery_charge_level AS moved,"
                    + " 100 * battery_power_kw / 60 / s.battery_capacity_kwh AS by_power"
                    + " FROM telemetry_readings t JOIN sites s ON s.id = t.site_id"
                    + " WINDOW w AS (PARTITION BY t.site_id ORDER BY t.\"timestamp\")) x"
                    + " WHERE abs(moved - by_power) > 0.01"))
        .isEmpty();
    assertThat(
            rows(
                "SELECT site_id, max(solar_power_kw) AS day, min(solar_power_kw) AS night"
                    + " FROM telemetry_readings GROUP BY 1"))
        .hasSize(3)
        .allSatisfy(
            row -> {
              assertThat((Float) row.get("day")).isGreaterThan(2f);
              assertThat((Float) row.get("night")).isZero();
            });
  }

  @Test
  void nothingIsInventedAmongRealReadings() {
    Seed seed = at(NOW);
    seed.places();
    long site = seed.sites().get(0).id();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO telemetry_readings (site_id, \"timestamp\") VALUES (?, '2026-11-22T06:00:00Z')",
                    site));
    assertThat(seed.history(seed.sites().get(0), 1)).isEqualTo(18 * 60);
    assertThat(
            rows("SELECT 1 FROM telemetry_readings WHERE \"timestamp\" > '2026-11-22T06:00:00Z'"))
        .isEmpty();
  }

  @Test
  void thePasswordIsKeptAsArgon2idAndAnExistingOneStays() {
    Seed seed = at(NOW);
    seed.places();
    seed.accounts("first password");
    assertThat(seed.accounts("second password")).isEmpty();
    String hash =
        (String)
            rows("SELECT password_hash FROM identity.accounts WHERE email = 'owner@example.org'")
                .get(0)
                .get("password_hash");
    // v=19 and m=19456,t=2,p=1, then salt and hash in Base64 without padding.
    String[] parts = hash.split("\\$", -1);
    assertThat(parts[1]).isEqualTo("argon2id");
    byte[] salt = Base64.getDecoder().decode(parts[4]);
    assertThat(ARGON2ID.hash("first password".getBytes(StandardCharsets.UTF_8), salt).getBytes())
        .isEqualTo(Base64.getDecoder().decode(parts[5]));
  }

  @Test
  void resetDeletesNothingWithoutTheWord() {
    at(NOW).places();
    StringWriter said = new StringWriter();
    int code =
        new CommandLine(new ResetCommand(Map.of(), Clock.fixed(NOW, ZoneOffset.UTC)))
            .setErr(new PrintWriter(said))
            .execute("--data-dir", "nowhere");
    assertThat(code).isEqualTo(2);
    assertThat(said.toString()).contains("--yes-delete-everything");
    assertThat(rows("SELECT 1 FROM sites")).hasSize(3);
  }
}
