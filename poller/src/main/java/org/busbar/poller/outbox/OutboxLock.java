package org.busbar.poller.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One process for one outbox: a lock that the operating system frees when its holder dies. */
final class OutboxLock implements AutoCloseable {
  private final FileChannel channel;

  private OutboxLock(FileChannel channel) {
    this.channel = channel;
  }

  static OutboxLock take(Path outbox) throws OutboxUnusable {
    Path file = outbox.resolveSibling(outbox.getFileName() + ".lock");
    try {
      Path folder = outbox.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new OutboxUnusable(
            outbox
                + " is in use by another busbar-poller; stop that one, or give this one its own");
      }
      return new OutboxLock(channel);
    } catch (IOException e) {
      throw new OutboxUnusable(
          outbox + " cannot be locked: " + e + "; check the folder's rights", e);
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
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new OutboxFailure("the outbox lock cannot be freed", e);
    }
  }
}
