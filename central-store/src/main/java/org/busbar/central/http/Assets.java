package org.busbar.central.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Style, scripts and pictures: a fixed list, read once, so that no path leads anywhere else. */
final class Assets implements Routes {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final List<String> OWN =
      List.of(
          "css/base.css",
          "css/login.css",
          "css/dashboard.css",
          "css/chart.css",
          "css/fleet.css",
          "css/narrow.css",
          "js/dashboard.js",
          "js/live.js",
          "js/fleet.js",
          "js/alerts.js",
          "js/chart.js",
          "js/format.js",
          "js/clock.js",
          "js/presence.js",
          "img/busbar.svg");

  private final Map<String, Asset> assets = new HashMap<>();

  private static final class Asset {
    private final byte[] bytes;
    private final String mediaType;
    private final String etag;

    Asset(byte[] bytes, String mediaType, String etag) {
      this.bytes = bytes;
      this.mediaType = mediaType;
      this.etag = etag;
    }
  }

  Assets() {
    OWN.forEach(name -> assets.put(name, read("/web/assets/" + name)));
    assets.put("uplot/uPlot.esm.js", read(UPLOT + "uPlot.esm.js"));
    assets.put("uplot/uPlot.min.css", read(UPLOT + "uPlot.min.css"));
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/assets/<name>", ctx -> serve(ctx, ctx.pathParam("name")));
    routes.get("/favicon.ico", ctx -> serve(ctx, "img/busbar.svg"));
  }

  private void serve(Context ctx, String name) {
    Asset asset = assets.get(name);
    if (asset == null) {
      Problem.refused(404, "not-found", "There is no such file").write(ctx);
    } else {
      write(ctx, asset);
    }
  }

  private static void write(Context ctx, Asset asset) {
    // Kept by the browser but asked for every time: a new version shows at once.
    ctx.header("Cache-Control", "no-cache").header("ETag", asset.etag);
    if (asset.etag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType(asset.mediaType).result(asset.bytes);
    }
  }

  private static Asset read(String path) {
    try (InputStream in = Assets.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("No asset " + path + " on the class path");
      }
      byte[] bytes = in.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Asset(bytes, mediaType(path), '"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException("Asset " + path + " cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String mediaType(String path) {
    if (path.endsWith(".css")) {
      return "text/css; charset=utf-8";
    }
    return path.endsWith(".js") ? "text/javascript; charset=utf-8" : "image/svg+xml";
  }
}
