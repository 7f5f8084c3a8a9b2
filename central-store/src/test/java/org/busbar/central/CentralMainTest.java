package org.busbar.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.busbar.central.db.Database;
import org.busbar.central.db.DatabaseConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CentralMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String... args) {
    CommandLine line = CentralMain.commandLine(environment, Clock.systemUTC());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(args);
  }

  @Test
  void helpAndVersionAreOnStandardOutput() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(out.toString()).contains("serve", "migrate", "Exit codes");
    assertThat(run(Map.of(), "--version")).isZero();
    assertThat(out.toString()).contains("busbar-central ");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void noCommandAndUnknownOptionsAreWrongUsage() {
    assertThat(run(Map.of())).isEqualTo(2);
    assertThat(run(Map.of(), "serve", "--prot", "1")).isEqualTo(2);
  }

  @Test
  void migrateWithoutADatabaseSaysWhatToSet() {
    assertThat(run(Map.of(), "migrate")).isEqualTo(3);
    assertThat(err.toString()).contains("DATABASE_URL", "--data-dir");
  }

  @Test
  void aDatabaseThatIsNotThereIsExitCodeSixWithItsAddress() {
    Map<String, String> environment =
        Map.of("DATABASE_URL", "postgresql://joe:geheim@127.0.0.1:1/x");
    assertThat(run(environment, "migrate", "--database-wait", "0")).isEqualTo(6);
    assertThat(err.toString()).contains("127.0.0.1:1/x").doesNotContain("geheim", "Exception");
  }

  @Test
  void twoDatabasesAreOneTooMany(@TempDir Path dir) {
    Map<String, String> environment = Map.of("DATABASE_URL", "postgresql://db/x");
    assertThat(run(environment, "migrate", "--data-dir", dir.toString())).isEqualTo(3);
  }

  @Test
  void aDataDirectoryOfAnotherVersionIsRefusedAtOnce(@TempDir Path dir) throws IOException {
    Files.createDirectories(dir.resolve("pgdata"));
    Files.writeString(dir.resolve("pgdata").resolve("PG_VERSION"), "12\n");
    assertThat(run(Map.of(), "migrate", "--data-dir", dir.toString())).isEqualTo(6);
    assertThat(err.toString()).contains("PostgreSQL 12", "17");
  }

  @Test
  void badSettingsOfTheServerAreNamedBeforeAnythingStarts() {
    Map<String, String> port = Map.of("PORT", "eighty");
    assertThat(run(port, "serve", "--data-dir", "x")).isEqualTo(3);
    assertThat(err.toString()).contains("PORT", "eighty");
    assertThat(run(Map.of(), "serve", "--data-dir", "x", "--open-telemetry", "--host", "0.0.0.0"))
        .isEqualTo(3);
    assertThat(err.toString()).contains("--open-telemetry", "127.0.0.1");
    assertThat(run(Map.of(), "serve", "--data-dir", "x", "--retention-months", "0")).isEqualTo(3);
    assertThat(run(Map.of(), "serve", "--data-dir", "x", "--port", "70000")).isEqualTo(3);
  }

  @Test
  void anEmbeddedDatabaseKeepsItsSchemaFromOneStartToTheNext(@TempDir Path dir) {
    assertThat(run(Map.of(), "migrate", "--data-dir", dir.toString())).isZero();
    assertThat(out.toString()).doesNotContain(" 0 migrations applied");
    assertThat(run(Map.of(), "migrate", "--data-dir", dir.toString())).isZero();
    assertThat(out.toString()).contains(": 0 migrations applied, 0 partitions made");
  }

  @Test
  void aDataDirectoryInUseIsRefusedAndItsDatabaseGoesOn(@TempDir Path dir) throws Exception {
    DatabaseConfig config = new DatabaseConfig(null, dir, 4, Duration.ofSeconds(30));
    try (Database first = Database.open(config, Clock.systemUTC())) {
      assertThat(run(Map.of(), "migrate", "--data-dir", dir.toString())).isEqualTo(6);
      assertThat(err.toString()).contains(dir.toString(), "in use by another busbar-central");
      int one = first.jdbi().withHandle(h -> h.createQuery("SELECT 1").mapTo(Integer.class).one());
      assertThat(one).isEqualTo(1);
    }
  }
}
