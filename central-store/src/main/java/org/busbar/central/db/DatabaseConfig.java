package org.busbar.central.db;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which database to use: exactly one of {@code url} and {@code dataDir} is given.
 *
 * @param url a PostgreSQL server; null = the embedded one
 * @param dataDir directory of the embedded PostgreSQL, made when it is missing; null = {@code url}
 * @param poolSize connections at most, 2 to 200
 * @param startWait how long to go on trying when the server does not answer at start, 0 s to 10 min
 */
public record DatabaseConfig(
    @Nullable DatabaseUrl url, @Nullable Path dataDir, int poolSize, Duration startWait) {

  public DatabaseConfig {
    if ((url == null) == (dataDir == null)) {
      throw new IllegalArgumentException(
          url == null
              ? "No database is named: set DATABASE_URL=postgresql://user:password@host:port/database,"
                  + " or give --data-dir DIR for an embedded PostgreSQL"
              : "Both DATABASE_URL and --data-dir name a database: give one of them");
    }
    if (poolSize < 2 || poolSize > 200) {
      throw new IllegalArgumentException(
          "The pool size is %d; it must be 2 to 200 connections".formatted(poolSize));
    }
    if (startWait.isNegative() || startWait.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException(
          "The wait at start is %s; it must be 0 s to 10 min".formatted(startWait));
    }
  }
}
