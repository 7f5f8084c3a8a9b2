package org.busbar.poller;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.busbar.poller.command.Poller;
import org.busbar.poller.command.Surroundings;

/** Where the program starts, and the only place that asks the machine for the time. */
public final class PollerMain {
  private PollerMain() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(Clock.systemUTC(), System::nanoTime, System.getenv(), out, err);
    System.exit(Poller.commandLine(surroundings).execute(args));
  }
}
