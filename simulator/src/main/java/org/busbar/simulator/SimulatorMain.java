package org.busbar.simulator;

import java.time.Clock;
import java.util.function.Consumer;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code busbar-simulator}. */
@Command(
    name = "busbar-simulator",
    mixinStandardHelpOptions = true,
    versionProvider = SimulatorMain.Version.class,
    description = "Serves devices that are not there, and loads the centre with their readings.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended well",
      "2:wrong usage",
      "3:configuration invalid, or a port not free",
      "6:centre unreachable (fleet)",
      "7:key refused (fleet)",
      "9:some readings were not stored (fleet)",
      "70:internal error",
      "130:interrupted"
    })
public final class SimulatorMain {
  private SimulatorMain() {}

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SimulatorMain.class.getPackage().getImplementationVersion();
      return new String[] {"busbar-simulator " + (version == null ? "unpackaged" : version)};
    }
  }

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "logback-simulator.xml");
    System.exit(commandLine(Clock.systemUTC(), SimulatorMain::closeAtExit).execute(args));
  }

  private static void closeAtExit(Runnable closing) {
    Runtime.getRuntime().addShutdownHook(new Thread(closing, "closing"));
  }

  /**
   * The program without a process around it.
   *
   * @param atExit takes what must be closed when the process ends
   */
  static CommandLine commandLine(Clock clock, Consumer<Runnable> atExit) {
    CommandLine root = new CommandLine(new SimulatorMain());
    root.addSubcommand(new ServeCommand(clock, atExit));
    root.addSubcommand(new FleetCommand(clock, System::nanoTime));
    root.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    return root;
  }

  private static int failed(Exception e, CommandLine command) {
    if (e instanceof BadFile bad) {
      bad.problems().stream().map(Problem::render).forEach(command.getErr()::println);
      command.getErr().flush();
      return ExitCode.CONFIG;
    }
    if (e instanceof InterruptedException) {
      return ExitCode.INTERRUPTED;
    }
    command.getErr().println("internal error, please report it: " + e);
    e.printStackTrace(command.getErr());
    command.getErr().flush();
    return ExitCode.INTERNAL;
  }
}
