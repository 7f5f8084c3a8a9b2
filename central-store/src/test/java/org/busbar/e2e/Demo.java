package org.busbar.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./demo} as a person runs it: its output is read, its page is signed in to. */
final class Demo implements AutoCloseable {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path output;
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Demo(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the demo with its data in a folder of its own.
   *
   * @param java home of the Java that runs the programs
   */
  static Demo start(Path home, int port, Path java) {
    Path output = home.resolveSibling("demo-" + System.nanoTime() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder("./demo")
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(new File("/dev/null"));
    builder.environment().put("BUSBAR_DEMO_HOME", home.toString());
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("JAVA_HOME", java.toString());
    try {
      return new Demo(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the demo prints its address and login, signs in and answers the password. */
  String signIn(Duration limit) {
    await()
        .atMost(limit)
        .failFast("the demo ended", () -> !process.isAlive())
        .alias("the demo prints its login")
        .until(() -> output().contains("Ctrl-C ends it all"));
    String password = printed("password");
    String form = "email=" + encode(printed("e-mail")) + "&password=" + encode(password) + "&next=";
    HttpRequest request =
        HttpRequest.newBuilder(uri("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != 303) {
      throw new AssertionError("sign-in answers " + answer.statusCode() + ": " + answer.body());
    }
    return password;
  }

  JsonNode json(String path) {
    try {
      return JSON.readTree(page(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String page(String path) {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(path)).build());
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /** Ends it as Ctrl-C does and answers the exit code. */
  int end() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        throw new AssertionError("the demo did not end within 40 s:\n" + output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .alias("no process of the demo is left")
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    return process.exitValue();
  }

  private URI uri(String path) {
    return URI.create(printed("dashboard").replace("/dashboard", "") + path);
  }

  private String printed(String label) {
    Matcher line = Pattern.compile("(?m)^\\s+" + label + "\\s+(\\S+)$").matcher(output());
    if (!line.find()) {
      throw new AssertionError("no '" + label + "' in:\n" + output());
    }
    return line.group(1);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
