package org.busbar.central.db;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that runs as a child of this program and keeps its data in a directory. */
final class EmbeddedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

  /** Major version of the binaries that this program carries. */
  private static final String MAJOR = "17";

  private static final long MIB = 1024L * 1024;

  private final @Nullable EmbeddedPostgres server;
  private final @Nullable ProcessHandle adopted;
  private final int port;
  private final DataDirectory directory;

  private EmbeddedServer(
      @Nullable EmbeddedPostgres server,
      @Nullable ProcessHandle adopted,
      int port,
      DataDirectory directory) {
    this.server = server;
    this.adopted = adopted;
    this.port = port;
    this.directory = directory;
  }

  /**
   * Starts the server on the directory, or uses the one that a killed start has left running there.
   *
   * @throws DatabaseUnavailable when the directory is in use or of another version, or the server
   *     does not start
   */
  static EmbeddedServer start(Path dataDir, int poolSize) throws DatabaseUnavailable {
    DataDirectory directory = DataDirectory.take(dataDir.toAbsolutePath());
    try {
      return start(dataDir, poolSize, directory);
    } catch (DatabaseUnavailable | RuntimeException e) {
      release(directory);
      throw e;
    }
  }

  private static EmbeddedServer start(Path dataDir, int poolSize, DataDirectory directory)
      throws DatabaseUnavailable {
    Path data = dataDir.toAbsolutePath().resolve("pgdata");
    checkVersion(data);
    Optional<EmbeddedServer> running = running(data, directory);
    if (running.isPresent()) {
      LOG.warn("the PostgreSQL of {} still runs from a start that was killed: using it", data);
      return running.get();
    }
    try {
      Files.createDirectories(data);
      EmbeddedPostgres server = builder(dataDir, data, poolSize).start();
      return new EmbeddedServer(server, null, server.getPort(), directory);
    } catch (IOException | IllegalStateException e) {
      throw new DatabaseUnavailable(
          "the embedded PostgreSQL on %s does not start: %s; check free disk space, that the directory belongs to this user, and that no other program uses it"
              .formatted(data, e.getMessage()),
          e);
    }
  }

  private static EmbeddedPostgres.Builder builder(Path dataDir, Path data, int poolSize) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setOverrideWorkingDirectory(
            dataDir.toAbsolutePath().resolve("postgresql-" + MAJOR).toFile())
        .setPGStartupWait(Duration.ofSeconds(60))
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("encoding", "UTF8")
        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
        // The library's defaults are for throw-away tests: an acknowledged reading must survive.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("max_connections", Integer.toString(poolSize + 20))
        .setServerConfig("shared_buffers", sharedBuffers())
        .setServerConfig("max_wal_size", "4GB")
        .setServerConfig("min_wal_size", "256MB")
        .setServerConfig("checkpoint_timeout", "30min")
        // wal_compression stays off: these binaries are built without lz4, and pglz costs more
        // processor than it saves in log.
        .setServerConfig("random_page_cost", "1.1")
        .setServerConfig("jit", "off");
  }

  /** A quarter of the memory, 128 MB to 1 GB: the program and its user need the rest. */
  private static String sharedBuffers() {
    long memory = 512 * MIB;
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      memory = system.getTotalMemorySize();
    }
    return Math.max(128, Math.min(1024, memory / 4 / MIB)) + "MB";
  }

  /** Another major version would only hang until the start-up wait ends. */
  private static void checkVersion(Path data) throws DatabaseUnavailable {
    Path file = data.resolve("PG_VERSION");
    if (!Files.exists(file)) {
      return;
    }
    try {
      String version = Files.readString(file).strip();
      if (!version.equals(MAJOR)) {
        throw new DatabaseUnavailable(
            "%s was written by PostgreSQL %s and this program carries %s: dump it with version %s and restore it into a new directory, or give another --data-dir"
                .formatted(data, version, MAJOR, version),
            null);
      }
    } catch (IOException e) {
      throw new DatabaseUnavailable("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static Optional<EmbeddedServer> running(Path data, DataDirectory directory) {
    Path file = data.resolve("postmaster.pid");
    try {
      // Lines: process id, directory, start time, port, …
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() < 4) {
        return Optional.empty();
      }
      int port = Integer.parseInt(lines.get(3).strip());
      return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
          .filter(process -> process.isAlive() && isPostgres(process))
          .map(process -> new EmbeddedServer(null, process, port, directory));
    } catch (IOException | NumberFormatException e) {
      LOG.warn("{} cannot be read ({}): starting anew", file, e.toString());
      return Optional.empty();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(false);
  }

  DatabaseUrl url() {
    return DatabaseUrl.parse("postgresql://postgres@127.0.0.1:" + port + "/postgres");
  }

  @Override
  public void close() {
    try {
      if (adopted != null) {
        adopted.destroy();
        adopted.onExit().get(30, TimeUnit.SECONDS);
      } else if (server != null) {
        server.close();
      }
    } catch (IOException | ExecutionException | TimeoutException e) {
      LOG.warn("the embedded PostgreSQL did not stop cleanly; it recovers at the next start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      release(directory);
    }
  }

  private static void release(DataDirectory directory) {
    try {
      directory.close();
    } catch (IOException e) {
      LOG.warn("the lock of the data directory could not be released", e);
    }
  }
}
