package org.busbar.central;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.busbar.central.db.Database;
import org.busbar.central.db.DatabaseUnavailable;
import org.busbar.central.db.Migrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code migrate}: brings the schema and the partitions up to date. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Brings the schema and the monthly partitions up to date.",
      "Harmless when they are. The database is DATABASE_URL or --data-dir."
    })
final class MigrateCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final Clock clock;
  @Mixin DatabaseOptions database;
  @Spec CommandSpec spec;

  MigrateCommand(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() throws DatabaseUnavailable {
    try (Database opened = Database.open(database.config(environment), clock)) {
      Migrations.Applied applied = Migrations.apply(opened, clock.instant());
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s: %d migrations applied, %d partitions made%n",
          opened.address(), applied.migrations(), applied.partitions());
      out.flush();
      return ExitCode.OK.code();
    }
  }
}
