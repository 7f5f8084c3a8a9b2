package org.busbar.central.db;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL server is, read from {@code DATABASE_URL}. The password is kept apart and is
 * never part of any text of this record.
 *
 * @param address host, port and database for messages, such as {@code db.example:5432/busbar}
 * @param jdbcUrl without user and password
 * @param user the role to sign in as; null = the driver's default
 * @param password null = none
 * @param parameters connection parameters of the URL's query
 */
public record DatabaseUrl(
    String address,
    String jdbcUrl,
    @Nullable String user,
    @Nullable String password,
    Properties parameters) {

  private static final Pattern URL =
      Pattern.compile(
          "(?:jdbc:)?(?:postgresql|postgres)://(?:([^/?#]*)@)?([^/?#@]*)(?:/([^?#]*))?(?:\\?([^#]*))?");

  /**
   * Reads {@code postgresql://user:password@host:port/database?parameter=value}, {@code
   * postgres://…} or the {@code jdbc:postgresql://…} form. User and password may be given as query
   * parameters too; percent-encoding is decoded; several hosts are parted by commas.
   *
   * @throws IllegalArgumentException when the text is not such a URL; its message never repeats the
   *     text, which may hold a password
   */
  public static DatabaseUrl parse(String text) {
    Matcher url = URL.matcher(text.strip());
    if (!url.matches()) {
      throw new IllegalArgumentException(
          "DATABASE_URL is not of the form postgresql://user:password@host:port/database"
              + " (its text is not shown: it may hold a password)");
    }
    Properties parameters = query(url.group(4));
    @Nullable String user = taken(parameters, "user");
    @Nullable String password = taken(parameters, "password");
    @Nullable String login = url.group(1);
    if (login != null) {
      int colon = login.indexOf(':');
      user = decoded(colon < 0 ? login : login.substring(0, colon));
      password = colon < 0 ? password : decoded(login.substring(colon + 1));
    }
    String database = url.group(3) == null || url.group(3).isEmpty() ? "postgres" : url.group(3);
    String hosts = hosts(url.group(2));
    return new DatabaseUrl(
        hosts + "/" + decoded(database),
        "jdbc:postgresql://" + hosts + "/" + database,
        user,
        password,
        parameters);
  }

  /** The address alone: a password never gets into a log. */
  @Override
  public String toString() {
    return address;
  }

  private static String hosts(String text) {
    List<String> hosts = new ArrayList<>();
    for (String host : (text.isEmpty() ? "localhost" : text).split(",", -1)) {
      hosts.add(host(host));
    }
    return String.join(",", hosts);
  }

  private static String host(String text) {
    try {
      URI uri = new URI("x://" + text);
      int port = uri.getPort() < 0 ? 5432 : uri.getPort();
      if (uri.getHost() == null || port < 1 || port > 65_535) {
        throw badHost(text);
      }
      return uri.getHost() + ":" + port;
    } catch (URISyntaxException e) {
      throw badHost(text);
    }
  }

  private static IllegalArgumentException badHost(String text) {
    return new IllegalArgumentException(
        "DATABASE_URL names no usable host and port: '%s'; write host:port, port 1 to 65535, and"
                .formatted(text)
            + " percent-encode the characters / ? # @ of a password");
  }

  private static Properties query(@Nullable String text) {
    Properties parameters = new Properties();
    if (text == null || text.isEmpty()) {
      return parameters;
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "DATABASE_URL has a query parameter without a value; write ?name=value&name=value");
      }
      parameters.setProperty(
          decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static @Nullable String taken(Properties parameters, String key) {
    return (String) parameters.remove(key.toLowerCase(Locale.ROOT));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "DATABASE_URL has a broken percent-encoding; write %25 for a percent sign", e);
    }
  }
}
