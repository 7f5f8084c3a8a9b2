package org.busbar.poller.command;

import java.io.PrintWriter;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program and its commands. */
@Command(
    name = "busbar-poller",
    mixinStandardHelpOptions = true,
    versionProvider = Poller.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Reads a site over Modbus TCP, keeps every reading, brings it to the centre.",
    footer = {
      "",
      "Exit codes: 0 ok, 1 findings, 2 usage, 3 config invalid, 4 device unreachable,",
      "  7 site key missing, 8 outbox locked or damaged, 9 partial, 70 internal"
    })
public final class Poller {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

  private Poller() {}

  /** The program, ready to be given its arguments. */
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine program = new CommandLine(new Poller());
    program.addSubcommand(new RunCommand(surroundings));
    program.addSubcommand(new CheckCommand(surroundings));
    program.addSubcommand(new ReadCommand(surroundings));
    program.addSubcommand(new BenchCommand(surroundings));
    program.setOut(surroundings.out()).setErr(surroundings.err());
    program.setExecutionExceptionHandler(
        (failure, command, result) -> failed(failure, command.getErr()));
    return program;
  }

  private static int failed(Exception failure, PrintWriter err) {
    if (failure instanceof BadFile bad) {
      bad.problems().stream().map(Problem::render).forEach(err::println);
      err.flush();
      return ExitCode.CONFIG_INVALID;
    }
    err.println("busbar-poller: internal error, please report it: " + failure);
    LOG.error("internal error", failure);
    err.flush();
    return ExitCode.INTERNAL;
  }

  /** The version that the jar states. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Poller.class.getPackage().getImplementationVersion();
      return new String[] {"busbar-poller " + (version == null ? "development" : version)};
    }
  }
}
