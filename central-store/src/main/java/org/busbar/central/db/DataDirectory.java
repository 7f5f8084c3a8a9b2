package org.busbar.central.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory of an embedded server, held by one program at a time: a second one would share its
 * PostgreSQL and stop it when it ends. The operating system lets go when the program is killed.
 */
final class DataDirectory implements AutoCloseable {
  private final FileChannel channel;

  private DataDirectory(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the directory, for its owner alone, and takes it.
   *
   * @throws DatabaseUnavailable when another program has it, or it cannot be written
   */
  static DataDirectory take(Path directory) throws DatabaseUnavailable {
    try {
      create(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("busbar.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new DatabaseUnavailable(
            "the data directory %s is in use by another busbar-central: stop it first, or reach its database by DATABASE_URL"
                .formatted(directory),
            null);
      }
      return new DataDirectory(channel);
    } catch (IOException e) {
      throw new DatabaseUnavailable(
          "the data directory %s cannot be used: %s; check that it belongs to this user"
              .formatted(directory, e),
          e);
    }
  }

  private static void create(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (Files.isDirectory(directory)) {
      return;
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(directory);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
