package org.busbar.central.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class MigrationsTest {
  @Test
  void publicHoldsExactlyTheTenTablesAndTheirPartitions(Database database) {
    List<String> tables =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
                                + " AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1")
                        .mapTo(String.class)
                        .list());
    assertThat(tables)
        .containsExactly(
            "alerts",
            "equipment",
            "events",
            "maintenance_records",
            "organization_users",
            "organizations",
            "sites",
            "telemetry_daily",
            "telemetry_hourly",
            "telemetry_readings");
  }

  @Test
  void applyingAgainDoesNothing(Database database) throws DatabaseUnavailable {
    assertThat(Migrations.apply(database, TestDatabase.NOW))
        .isEqualTo(new Migrations.Applied(0, 0));
  }

  @Test
  void thirteenMonthsOfPartitionsArePresent(Database database) {
    List<String> names =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT partition_name FROM partitions.months"
                                + " WHERE parent = 'telemetry_readings'::regclass ORDER BY 1")
                        .mapTo(String.class)
                        .list());
    assertThat(names)
        .hasSize(13)
        .startsWith(
            "telemetry_readings_202611", "telemetry_readings_202612", "telemetry_readings_202701")
        .endsWith("telemetry_readings_202711");
  }

  @Test
  void aMissingSqlFileIsNamed() {
    assertThatThrownBy(() -> Sql.load("queries/no_such_query"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("queries/no_such_query.sql");
  }
}
