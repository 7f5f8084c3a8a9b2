package org.busbar.central.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.busbar.central.DatabaseOptions;
import org.busbar.central.ExitCode;
import org.busbar.central.db.Database;
import org.busbar.central.db.DatabaseUnavailable;
import org.busbar.central.db.Migrations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seed}: development data; running it again changes nothing. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    description = {
      "Makes development data: an organization, three sites with equipment, users, keys, history.",
      "What is there stays as it is; history is only made before a site's first reading.",
      "Users: owner@example.org, operator@example.org, viewer@example.org."
    })
public final class SeedCommand implements Callable<Integer> {
  private static final int LONGEST_HISTORY_DAYS = 400;
  private static final int SHORTEST_PASSWORD = 8;

  private final Map<String, String> environment;
  private final Clock clock;
  @Mixin DatabaseOptions database;
  @Spec CommandSpec spec;

  @Option(
      names = "--keys-dir",
      paramLabel = "DIR",
      description =
          "Write each site's key to DIR/<site>.key, readable by its owner alone; a file whose key"
              + " is accepted stays.")
  @Nullable Path keysDir;

  @Option(
      names = "--password",
      paramLabel = "PASSWORD",
      description = "Password of the users made now (default: a random one, printed once).")
  @Nullable String password;

  @Option(
      names = "--history-days",
      paramLabel = "N",
      defaultValue = "1",
      description = "Days of history, one reading a minute, 0 to 400 (default: ${DEFAULT-VALUE}).")
  int historyDays;

  @Option(names = "--json", description = "Print what was done as one JSON object.")
  boolean json;

  public SeedCommand(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() throws DatabaseUnavailable, IOException {
    if (historyDays < 0 || historyDays > LONGEST_HISTORY_DAYS) {
      throw new ParameterException(
          spec.commandLine(), "--history-days is " + historyDays + "; it must be 0 to 400");
    }
    if (password != null && password.length() < SHORTEST_PASSWORD) {
      throw new ParameterException(
          spec.commandLine(), "--password is too short; it must have 8 characters or more");
    }
    try (Database opened = Database.open(database.config(environment), clock)) {
      Migrations.apply(opened, clock.instant());
      seed(opened);
    }
    return ExitCode.OK.code();
  }

  private void seed(Database opened) throws IOException {
    SecureRandom random = new SecureRandom();
    Seed seed = new Seed(opened.jdbi(), clock);
    int[] places = seed.places();
    String chosen = password == null ? randomPassword(random) : password;
    List<String> accounts = seed.accounts(chosen);
    List<SeededSite> sites = seed.sites();
    List<String> keyFiles = keyFiles(new KeyFiles(opened.jdbi(), clock, random), sites);
    int readings = 0;
    for (SeededSite site : sites) {
      progress("history of " + site.slug());
      readings += seed.history(site, historyDays);
    }
    progress("roll-ups");
    int[] rolledUp = seed.rollUp();
    print(
        new SeedReport(
            places[0],
            places[1],
            places[2],
            accounts,
            keyFiles,
            readings,
            rolledUp[0],
            rolledUp[1]),
        password == null && !accounts.isEmpty() ? chosen : null);
  }

  private List<String> keyFiles(KeyFiles keys, List<SeededSite> sites) throws IOException {
    List<String> written = new ArrayList<>();
    if (keysDir == null) {
      return written;
    }
    Files.createDirectories(keysDir);
    for (SeededSite site : sites) {
      if (keys.ensure(keysDir, site)) {
        written.add(keysDir.resolve(site.slug() + ".key").toString());
      }
    }
    return written;
  }

  private static String randomPassword(SecureRandom random) {
    byte[] bytes = new byte[15];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  private void progress(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("seed: " + what + " …");
    err.flush();
  }

  private void print(SeedReport report, @Nullable String shownPassword) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(report));
    } else {
      out.printf(
          "made: %d organization, %d sites, %d pieces of equipment, %d users, %d site keys, %d readings%n",
          report.organizations(),
          report.sites(),
          report.equipment(),
          report.accounts().size(),
          report.keyFiles().size(),
          report.readings());
      out.printf("rolled up: %d hours, %d days%n", report.hours(), report.days());
      report.accounts().forEach(email -> out.println("user: " + email));
      report.keyFiles().forEach(file -> out.println("key: " + file));
    }
    if (shownPassword != null) {
      PrintWriter told = json ? spec.commandLine().getErr() : out;
      told.println("password of these users, shown only now: " + shownPassword);
      told.flush();
    }
    out.flush();
  }

  private static String json(SeedReport report) {
    try {
      return new ObjectMapper().writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report of plain values cannot be written", e);
    }
  }
}
