package org.busbar.central;

import java.io.PrintWriter;
import java.net.BindException;
import java.time.Clock;
import java.util.Map;
import org.busbar.central.admin.ResetCommand;
import org.busbar.central.admin.SeedCommand;
import org.busbar.central.bench.BenchCommand;
import org.busbar.central.db.DatabaseUnavailable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: wires the commands and turns failures into messages and exit codes. */
@Command(
    name = "busbar-central",
    mixinStandardHelpOptions = true,
    versionProvider = CentralMain.Version.class,
    description = "The central store of a fleet of battery, solar and grid sites.",
    footer = {
      "",
      "Exit codes: 0 done; 1 finished with findings; 2 wrong usage; 3 configuration invalid;",
      "  6 database unreachable; 70 internal error; 130 interrupted."
    })
public final class CentralMain implements Runnable {
  @Spec CommandSpec spec;

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine(System.getenv(), Clock.systemUTC()).execute(args));
  }

  /** The commands of the program; each feature adds its own here. */
  static CommandLine commandLine(Map<String, String> environment, Clock clock) {
    return new CommandLine(new CentralMain())
        .addSubcommand(new ServeCommand(environment, clock))
        .addSubcommand(new MigrateCommand(environment, clock))
        .addSubcommand(new BenchCommand(clock))
        .addSubcommand(new SeedCommand(environment, clock))
        .addSubcommand(new ResetCommand(environment, clock))
        .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure, line));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See --help");
  }

  private static int explain(Exception failure, CommandLine line) {
    if (failure instanceof DatabaseUnavailable) {
      return say(line, String.valueOf(failure.getMessage()), ExitCode.DATABASE_UNREACHABLE);
    }
    if (failure instanceof IllegalArgumentException) {
      return say(line, String.valueOf(failure.getMessage()), ExitCode.BAD_CONFIG);
    }
    if (failure instanceof InterruptedException) {
      return ExitCode.INTERRUPTED.code();
    }
    if (cause(failure) instanceof BindException) {
      return say(
          line,
          "The port is in use: stop the other program or give another --port",
          ExitCode.BAD_CONFIG);
    }
    LoggerFactory.getLogger(CentralMain.class).error("internal error", failure);
    return say(line, "Internal error: " + failure, ExitCode.INTERNAL);
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static int say(CommandLine line, String message, ExitCode code) {
    PrintWriter err = line.getErr();
    err.println("busbar-central: " + message);
    err.flush();
    return code.code();
  }

  /** The version of the jar; "development" when it runs from classes. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = CentralMain.class.getPackage().getImplementationVersion();
      return new String[] {"busbar-central " + (version == null ? "development" : version)};
    }
  }
}
