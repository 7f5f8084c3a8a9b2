package org.busbar.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.busbar.central.ingest.IngestHttp.batch;
import static org.busbar.central.ingest.IngestHttp.outbox;
import static org.busbar.central.ingest.IngestHttp.reading;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import org.busbar.central.db.Database;
import org.busbar.central.db.TestDatabase;
import org.busbar.central.ingest.IngestHttp.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class KeysAndEquipmentTest {
  private IngestHttp http;

  @BeforeEach
  void start(Database database) {
    http = new IngestHttp(database);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void aKeyIsNeededAndARevokedOneIsRefused() {
    String body = batch(outbox(), 1, reading(1, -60, 500));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    assertThat(http.send(bytes, "identity", "").status()).isEqualTo(401);
    assertThat(http.send(bytes, "identity", "busbar_short_key").status()).isEqualTo(401);
    String wrong = http.key.substring(0, http.key.length() - 1) + "x";
    Answer refused = http.send(bytes, "identity", wrong);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body()).doesNotContain(wrong);
    String revoked = http.data.key(http.site);
    http.database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "UPDATE identity.site_keys SET revoked_at = ? WHERE key_id = ?",
                    IngestHttp.NOW.minusSeconds(1).atOffset(ZoneOffset.UTC),
                    revoked.substring(7, 19)));
    assertThat(http.send(bytes, "identity", revoked).status()).isEqualTo(401);
    assertThat(http.count("telemetry_readings")).isZero();
  }

  @Test
  void theKeyOfAnotherSiteWritesOnlyToThatSite() {
    long other = http.data.site(http.organization);
    byte[] body =
        batch(outbox(), 1, reading(1, -60, 500))
            .replace("{\"outboxId\"", "{\"siteId\":%d,\"outboxId\"".formatted(http.site))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(http.send(body, "identity", http.data.key(other)).status()).isEqualTo(200);
    assertThat(http.count("telemetry_readings")).isZero();
    assertThat(http.number("SELECT count(*) FROM telemetry_readings WHERE site_id = " + other))
        .isEqualTo(1);
  }

  @Test
  void equipmentReadingsAreStoredAndCounted() {
    String outbox = outbox();
    long t = IngestHttp.NOW.minusSeconds(60).toEpochMilli();
    String item =
        "{\"seq\":%d,\"t\":%d,\"name\":\"inverter-1\",\"values\":{\"inverter.power\":%s,\"device.model\":\"X\"},\"bad\":{\"inverter.temperature\":\"BAD_COMM\"}}";
    String body =
        "{\"outboxId\":\"%s\",\"batch\":%d,\"measures\":[],\"readings\":[],\"equipment\":[%s]}";
    Answer first =
        http.send(body.formatted(outbox, 1, String.format(Locale.ROOT, item, 1, t, "5200.0")));
    assertThat(first.json().get("accepted").asInt()).isEqualTo(1);
    assertThat(
            http.text(
                "SELECT \"values\"->>'inverter.power' FROM ingest.equipment_readings WHERE site_id = "
                    + http.site))
        .isEqualTo("5200.0");
    Answer again =
        http.send(
            body.formatted(
                outbox,
                2,
                String.format(Locale.ROOT, item, 2, t, "5200.0")
                    + ","
                    + String.format(Locale.ROOT, item, 3, t, "1.0")));
    assertThat(again.json().get("duplicate").asInt()).isEqualTo(1);
    assertThat(again.json().get("conflict").asInt()).isEqualTo(1);
    assertThat(http.count("ingest.equipment_readings")).isEqualTo(1);
  }
}
