package org.busbar.central;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.busbar.central.db.DatabaseConfig;
import org.busbar.central.db.DatabaseUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which database a command works on; used by every command as a mix-in. */
public final class DatabaseOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Directory of an embedded PostgreSQL, made when it is missing. Without it DATABASE_URL"
              + " names the server.")
  @Nullable Path dataDir;

  @Option(
      names = "--pool-size",
      paramLabel = "N",
      defaultValue = "10",
      description = "Connections to the database at most, 2 to 200 (default: ${DEFAULT-VALUE}).")
  int poolSize;

  @Option(
      names = "--database-wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long to go on trying when the database does not answer at start, 0 to 600 (default:"
              + " ${DEFAULT-VALUE}).")
  int waitSeconds;

  /**
   * The configuration, from the options and {@code DATABASE_URL}.
   *
   * @throws IllegalArgumentException when no database or two are named, or a value is out of range
   */
  public DatabaseConfig config(Map<String, String> environment) {
    String url = environment.getOrDefault("DATABASE_URL", "");
    return new DatabaseConfig(
        url.isBlank() ? null : DatabaseUrl.parse(url),
        dataDir,
        poolSize,
        Duration.ofSeconds(waitSeconds));
  }
}
