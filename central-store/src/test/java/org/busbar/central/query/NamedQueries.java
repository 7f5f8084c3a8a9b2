package org.busbar.central.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.busbar.central.db.Database;
import org.busbar.central.db.Sql;
import org.busbar.central.db.TestDatabase;
import org.jdbi.v3.core.statement.Query;

/** Runs the queries of the module sql by name, with a value for each of their parameters. */
final class NamedQueries {
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z_]+)");

  private final Database database;
  private final long siteId;

  NamedQueries(Database database, long siteId) {
    this.database = database;
    this.siteId = siteId;
  }

  /** Every query and report that people run too, by folder and name: its header says how. */
  static List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    Path sql = Path.of("").toAbsolutePath().resolveSibling("sql");
    for (String folder : List.of("queries", "reports")) {
      try (Stream<Path> files = Files.list(sql.resolve(folder))) {
        files
            .map(file -> folder + "/" + file.getFileName().toString().replace(".sql", ""))
            .filter(name -> Sql.load(name).contains("psql "))
            .sorted()
            .forEach(names::add);
      }
    }
    return names;
  }

  static Set<String> parameters(String name) {
    Set<String> used = new TreeSet<>();
    PARAMETER.matcher(Sql.load(name)).results().forEach(match -> used.add(match.group(1)));
    return used;
  }

  /** {@code siteIds} as an array literal; null = all sites. */
  List<Map<String, Object>> rows(String name, long organizationId, String siteIds) {
    return run(
        name, Sql.load(name), new Who(organizationId, siteIds), query -> query.mapToMap().list());
  }

  /** How the planner answers the query. */
  String plan(String name, long organizationId) {
    List<String> lines =
        run(
            name,
            "EXPLAIN " + Sql.load(name),
            new Who(organizationId, null),
            query -> query.mapTo(String.class).list());
    return String.join("\n", lines);
  }

  private record Who(long organizationId, String siteIds) {}

  private <T> T run(String name, String sql, Who who, Function<Query, T> answer) {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              Query query = handle.createQuery(sql);
              for (String parameter : parameters(name)) {
                Object value = value(parameter, who);
                if (value == null) {
                  query.bindNull(parameter, Types.OTHER);
                } else {
                  query.bind(parameter, value);
                }
              }
              return answer.apply(query);
            });
  }

  private Object value(String parameter, Who who) {
    return switch (parameter) {
      case "organization_id" -> who.organizationId();
      case "site_ids" -> who.siteIds();
      case "site_id" -> siteId;
      case "now", "to_time" -> TestDatabase.NOW.atOffset(ZoneOffset.UTC);
      case "from_time" -> TestDatabase.NOW.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC);
      case "from_date" -> LocalDate.of(2026, 11, 1);
      case "to_date" -> LocalDate.of(2026, 11, 30);
      case "month" -> LocalDate.of(2026, 11, 9);
      case "bucket_seconds" -> 300;
      case "row_limit" -> 100;
      case "equipment_type" -> null;
      default -> throw new IllegalArgumentException("what is " + parameter + "?");
    };
  }
}
