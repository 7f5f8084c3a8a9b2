package org.busbar.poller.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.busbar.poller.outbox.OutboxLimits;
import org.busbar.yaml.BadFile;
import org.busbar.yaml.Problem;
import org.busbar.yaml.YamlFile;
import org.busbar.yaml.YamlSchema;

/** Reads a site file into a {@link SiteConfig}, or says everything that is wrong with it. */
public final class SiteFile {
  private static final Duration ALIGNED = Duration.ofMinutes(15);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST_DETAIL = Duration.ofDays(1);
  private static final URI NOWHERE = URI.create("http://127.0.0.1");

  private final YamlFile file;
  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();

  private SiteFile(YamlFile file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  /**
   * Reads and checks a site file and the maps it names.
   *
   * @throws BadFile with all problems of the site file and its maps at once
   */
  public static SiteConfig load(Path path) throws BadFile {
    Path absolute = path.toAbsolutePath();
    Path parent = absolute.getParent();
    return load(YamlFile.read(path), parent == null ? absolute : parent);
  }

  static SiteConfig load(YamlFile file, Path folder) throws BadFile {
    return new SiteFile(file, folder).read();
  }

  private SiteConfig read() throws BadFile {
    problems.addAll(YamlSchema.of("busbar/schemas/site.schema.json").check(file));
    Optional<SiteConfig> config = config();
    if (!problems.isEmpty() || config.isEmpty()) {
      throw new BadFile(problems.stream().map(this::redacted).distinct().toList());
    }
    return config.get();
  }

  private Optional<SiteConfig> config() {
    JsonNode root = file.root();
    ZoneId zone = zone(root.at("/site/timezone"));
    Duration interval = interval(root.at("/site/interval"));
    Duration detail = detailInterval(root.at("/site/detail_interval"), interval);
    URI url = url(root.at("/central/url"), root.at("/central/allow_http").asBoolean());
    String key = key(root.at("/central/key"));
    DeviceSection section = new DeviceSection(file, folder, problems);
    List<DeviceConfig> devices = section.read(root.path("devices"));
    // Numbers outside their range are already problems of the schema; records would throw on them.
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SiteConfig(
            root.at("/site/name").asText(),
            zone,
            interval,
            detail,
            root.at("/site/solar_capacity_kw").asDouble(Double.NaN),
            url,
            new Secret(key, folder),
            folder.resolve(root.at("/outbox/path").asText("./outbox.db")).normalize(),
            limits(root.path("outbox")),
            devices));
  }

  private static OutboxLimits limits(JsonNode outbox) {
    OutboxLimits usual = OutboxLimits.DEFAULT;
    return new OutboxLimits(
        outbox.path("max_bytes").asLong(usual.maxBytes()),
        outbox.path("batch_items").asInt(usual.batchItems()),
        usual.keepAcknowledged());
  }

  private ZoneId zone(JsonNode node) {
    try {
      return node.isTextual() ? ZoneId.of(node.asText()) : ZoneOffset.UTC;
    } catch (DateTimeException e) {
      problem(
          "P101",
          "/site/timezone",
          "'" + node.asText() + "' is no time zone",
          "a name of the IANA list",
          "write it as Europe/Berlin");
      return ZoneOffset.UTC;
    }
  }

  private Duration interval(JsonNode node) {
    Duration interval = duration(node, "/site/interval", Duration.ofSeconds(10));
    if (interval.compareTo(SHORTEST) < 0
        || interval.compareTo(ALIGNED) > 0
        || ALIGNED.toMillis() % interval.toMillis() != 0) {
      // All time zones are whole quarters of an hour away from UTC.
      problem(
          "P102",
          "/site/interval",
          "readings every " + node.asText() + " do not fall on the hours and days of a time zone",
          "100ms to 15m, dividing 15 minutes without rest",
          "write 1s, 5s, 10s, 30s, 1m, 5m or 15m");
      return Duration.ofSeconds(10);
    }
    return interval;
  }

  private Duration detailInterval(JsonNode node, Duration interval) {
    Duration usual = Duration.ofMillis(Math.max(60_000, interval.toMillis()));
    Duration detail = duration(node, "/site/detail_interval", usual);
    if (detail.compareTo(interval) < 0
        || detail.compareTo(LONGEST_DETAIL) > 0
        || detail.toMillis() % interval.toMillis() != 0) {
      problem(
          "P103",
          "/site/detail_interval",
          "details every "
              + node.asText()
              + " do not fall on readings every "
              + interval.toMillis()
              + " ms",
          "a multiple of site.interval, at most 24h",
          "write a multiple of site.interval");
    }
    return detail;
  }

  private Duration duration(JsonNode node, String pointer, Duration usual) {
    if (!node.isTextual()) {
      return usual;
    }
    Optional<Duration> duration = DurationText.parse(node.asText());
    if (duration.isEmpty()) {
      problem(
          "P104",
          pointer,
          "'" + node.asText() + "' is no duration",
          DurationText.ALLOWED,
          "write it as 10s");
    }
    return duration.orElse(usual);
  }

  private URI url(JsonNode node, boolean allowHttp) {
    if (!node.isTextual()) {
      return NOWHERE;
    }
    try {
      URI url = new URI(node.asText());
      String scheme = String.valueOf(url.getScheme());
      if (url.getHost() == null || !scheme.matches("https?") || url.getRawQuery() != null) {
        problem(
            "P105",
            "/central/url",
            "'" + node.asText() + "' is no address of a centre",
            "https://HOST[:PORT]",
            "write the centre's base address");
      } else if (scheme.equals("http") && !allowHttp && !loopback(url.getHost())) {
        problem(
            "P106",
            "/central/url",
            "the site key would travel unencrypted",
            "https, or http on this machine",
            "use https, or say allow_http: true");
      }
      return url;
    } catch (URISyntaxException e) {
      problem(
          "P105",
          "/central/url",
          "'" + node.asText() + "' is no address: " + e.getReason(),
          "https://HOST[:PORT]",
          "write the centre's base address");
      return NOWHERE;
    }
  }

  private static boolean loopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  private String key(JsonNode node) {
    String text = node.asText();
    if (node.isTextual() && !Secret.isReference(text)) {
      problem(
          "P107",
          "/central/key",
          "a secret must not stand in the site file",
          "${env:NAME} or ${file:PATH}",
          "put the key in a file only this user can read, and write ${file:PATH}");
    }
    return text;
  }

  private void problem(String code, String pointer, String message, String allowed, String fix) {
    problems.add(file.problem(code, pointer, message, allowed, fix));
  }

  /** A key that stands in the file must not reach a terminal or a log through a snippet. */
  private Problem redacted(Problem problem) {
    String key = file.root().at("/central/key").asText();
    if (key.isEmpty() || Secret.isReference(key)) {
      return problem;
    }
    return new Problem(
        problem.code(),
        problem.at(),
        problem.message().replace(key, "…"),
        problem.allowed(),
        problem.fix(),
        problem.snippet().replace(key, "…"));
  }
}
