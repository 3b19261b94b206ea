package io.troupe.internal.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes files to be mapped. Java cannot reserve room in a file; only what was written is sure to be
 * there when it is touched, and a JVM that touches a page for which there is no room dies of a bus
 * error.
 */
final class ZeroFile {
  private static final int CHUNK_BYTES = 1 << 20;

  private ZeroFile() {}

  /**
   * Makes a file full of zeros.
   *
   * @throws IOException if there is not enough room; the file is gone then
   */
  static FileChannel create(Path directory, Path path, long bytes) throws IOException {
    long room = room(directory);
    if (bytes > room) { // before a large file fills what others need
      throw noRoom(bytes, room, null);
    }
    FileChannel file = FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
        Permissions.forFile());
    try {
      write(file, bytes);
      return file;
    } catch (IOException full) {
      file.close();
      Files.deleteIfExists(path);
      throw full instanceof ClosedByInterruptException
          ? full
          : noRoom(bytes, room(directory), full);
    }
  }

  private static void write(FileChannel file, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(bytes, CHUNK_BYTES));
    for (long written = 0; written < bytes; ) {
      zeros.clear().limit((int) Math.min(bytes - written, zeros.capacity()));
      written += file.write(zeros, written);
    }
  }

  private static long room(Path directory) {
    return directory.toFile().getUsableSpace();
  }

  private static IOException noRoom(long bytes, long room, @Nullable IOException cause) {
    return new IOException("%d bytes are needed, %d are left".formatted(bytes, room), cause);
  }
}
