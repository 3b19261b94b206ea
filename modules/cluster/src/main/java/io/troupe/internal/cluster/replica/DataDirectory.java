package io.troupe.internal.cluster.replica;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory in which one node keeps replicated objects, as long as it lives. Thread-safe. */
public final class DataDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a directory, which is made if it is not there, and checks what is in it.
   *
   * @throws IOException if it cannot be used, another node uses it, or it has damaged files
   */
  public static DataDirectory open(Path directory) throws IOException {
    Path path = directory.toAbsolutePath();
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!isLocked(channel)) {
        throw new IOException("Another node uses the directory " + path);
      }
      new DataFiles(path).read((key, value) -> {});
      return new DataDirectory(path, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this JVM
    }
  }

  public Path path() {
    return path;
  }

  /** Lets others have it. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
