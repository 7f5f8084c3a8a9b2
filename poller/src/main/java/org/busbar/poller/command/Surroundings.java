package org.busbar.poller.command;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a command gets from the machine.
 *
 * @param clock the wall clock
 * @param nanoTime the monotonic clock, ns
 * @param environment variables of the process
 * @param out standard output
 * @param err standard error
 */
public record Surroundings(
    Clock clock,
    LongSupplier nanoTime,
    Map<String, String> environment,
    PrintWriter out,
    PrintWriter err) {}
