package org.busbar.central.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://joe:pw@db.example:6432/busbar  | jdbc:postgresql://db.example:6432/busbar     | joe  | pw
          postgres://joe:pw@db.example/busbar         | jdbc:postgresql://db.example:5432/busbar     | joe  | pw
          jdbc:postgresql://db/busbar?user=a&password=b | jdbc:postgresql://db:5432/busbar           | a    | b
          postgresql://joe:p%40s%2Fs%3Aw%25@db/x      | jdbc:postgresql://db:5432/x                  | joe  | p@s/s:w%
          postgresql://joe:a+b@db/x                   | jdbc:postgresql://db:5432/x                  | joe  | a+b
          postgresql://joe@db                         | jdbc:postgresql://db:5432/postgres           | joe  |
          postgresql:///x                             | jdbc:postgresql://localhost:5432/x           |      |
          postgresql://joe:pw@[::1]:5433/x            | jdbc:postgresql://[::1]:5433/x               | joe  | pw
          postgresql://joe:pw@a:1,b:2/x               | jdbc:postgresql://a:1,b:2/x                  | joe  | pw
          """)
  void everyUsualFormIsRead(String text, String jdbcUrl, String user, String password) {
    DatabaseUrl url = DatabaseUrl.parse(text);
    assertThat(url.jdbcUrl()).isEqualTo(jdbcUrl);
    assertThat(url.user()).isEqualTo(user);
    assertThat(url.password()).isEqualTo(password);
    assertThat(url.toString()).doesNotContain("pw", "p@s");
  }

  @Test
  void parametersReachTheDriver() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://joe@db/x?sslmode=require&options=-c%20a%3Db");
    assertThat(url.parameters())
        .containsEntry("sslmode", "require")
        .containsEntry("options", "-c a=b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://joe:geheim@db/x",
        "db:5432/x",
        "postgresql://joe:geheim@db:0/x",
        "postgresql://joe:geheim@db:99999/x",
        "postgresql://joe:geheim@db:port/x",
        "postgresql://joe:geheim@db/x?novalue",
        "postgresql://joe:gehe%im@db/x"
      })
  void anythingElseIsRefusedWithoutThePassword(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DATABASE_URL")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void aServerThatIsNotThereIsNamedWithoutThePassword() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://joe:geheim@127.0.0.1:1/x");
    DatabaseConfig config = new DatabaseConfig(url, null, 2, Duration.ZERO);
    assertThatThrownBy(() -> Database.open(config, Clock.systemUTC()))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("127.0.0.1:1/x")
        .hasMessageContaining("joe")
        .hasMessageNotContaining("geheim");
  }
}
