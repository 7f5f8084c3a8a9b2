package org.busbar.central.http;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.busbar.central.SampleFleet;

/** Somebody with a browser's habits but no browser: one cookie, Sec-Fetch-Site, no redirects. */
public final class Visitor {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private String cookie = "";

  public Visitor(int port) {
    base = "http://127.0.0.1:" + port;
  }

  /** A visitor who is signed in as {@code email}. */
  public static Visitor signedIn(int port, String email) throws Exception {
    Visitor visitor = new Visitor(port);
    HttpResponse<String> answer = visitor.signIn(email, SampleFleet.PASSWORD);
    if (answer.statusCode() != 303) {
      throw new AssertionError("sign-in answered " + answer.statusCode());
    }
    return visitor;
  }

  HttpResponse<String> signIn(String email, String password) throws Exception {
    HttpResponse<String> answer =
        post("/login", Map.of("email", email, "password", password, "next", "/dashboard"));
    answer
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(header -> cookie = header.substring(0, header.indexOf(';')));
    return answer;
  }

  public String cookie() {
    return cookie;
  }

  void useCookie(String value) {
    cookie = value;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    return send(form(path, form).header("Sec-Fetch-Site", "same-origin").build());
  }

  /** A POST without what browsers say about where it comes from. */
  HttpRequest.Builder form(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  HttpClient client() {
    return client;
  }

  String csrf() throws Exception {
    Matcher matcher = CSRF.matcher(get("/dashboard").body());
    if (!matcher.find()) {
      throw new AssertionError("the dashboard has no form with a token");
    }
    return matcher.group(1);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
