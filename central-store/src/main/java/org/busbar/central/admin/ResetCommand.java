package org.busbar.central.admin;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.busbar.central.DatabaseOptions;
import org.busbar.central.ExitCode;
import org.busbar.central.db.Database;
import org.busbar.central.db.DatabaseUnavailable;
import org.busbar.central.db.Migrations;
import org.busbar.central.db.Sql;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reset}: deletes everything and brings the empty schema up to date. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes every table, reading, user and key of this program and makes the empty schema anew.",
      "There is no way back. Stop the server first."
    })
public final class ResetCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final Clock clock;
  @Mixin DatabaseOptions database;
  @Spec CommandSpec spec;

  @Option(names = "--yes-delete-everything", description = "Say that you mean it.")
  boolean confirmed;

  public ResetCommand(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() throws DatabaseUnavailable {
    if (!confirmed) {
      throw new ParameterException(
          spec.commandLine(),
          "reset deletes everything: add --yes-delete-everything if you mean it");
    }
    try (Database opened = Database.open(database.config(environment), clock)) {
      opened.jdbi().useTransaction(handle -> handle.execute(Sql.load("commands/reset")));
      Migrations.Applied applied = Migrations.apply(opened, clock.instant());
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s: everything deleted, %d migrations applied%n",
          opened.address(), applied.migrations());
      out.flush();
      return ExitCode.OK.code();
    }
  }
}
