package org.busbar.central.db;

import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Brings the schema to the newest version; harmless when it is there already. */
public final class Migrations {
  /** Months of partitions kept ahead of the current one. */
  private static final int MONTHS_AHEAD = 12;

  private Migrations() {}

  /**
   * Applies every migration that the database does not have, then makes the partitions of this
   * month and the next twelve.
   *
   * @return how many migrations and partitions were new, both 0 when nothing was to do
   * @throws DatabaseUnavailable when a migration fails or the database is of another history
   */
  public static Applied apply(Database database, Instant now) throws DatabaseUnavailable {
    try {
      int migrations = flyway(database).migrate().migrationsExecuted;
      int partitions =
          database
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(Sql.load("commands/ensure_partitions"))
                          .bind("now", now)
                          .bind("months_ahead", MONTHS_AHEAD)
                          .mapTo(Integer.class)
                          .one());
      return new Applied(migrations, partitions);
    } catch (FlywayException e) {
      throw new DatabaseUnavailable(
          "the schema of %s cannot be brought up to date: %s"
              .formatted(database.address(), e.getMessage()),
          e);
    }
  }

  private static Flyway flyway(Database database) {
    FluentConfiguration config =
        Flyway.configure()
            .dataSource(database.dataSource())
            .locations("classpath:sql/migrations")
            .failOnMissingLocations(true)
            .defaultSchema("flyway")
            .schemas("flyway")
            .createSchemas(true)
            // The schema public is there before the first migration.
            .baselineOnMigrate(false)
            .validateMigrationNaming(true)
            .cleanDisabled(true);
    // CREATE INDEX CONCURRENTLY would wait for ever for Flyway's own transactional lock.
    config
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return config.load();
  }

  /**
   * What was new.
   *
   * @param migrations migrations applied, 0 or more
   * @param partitions monthly partitions made, 0 or more
   */
  public record Applied(int migrations, int partitions) {}
}
