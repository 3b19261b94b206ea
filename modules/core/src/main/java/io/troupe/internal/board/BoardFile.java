package io.troupe.internal.board;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file behind a board, which only its owner may read. */
final class BoardFile {
  private static final Logger log = LoggerFactory.getLogger(BoardFile.class);
  private static final Path MEMORY_FILE_SYSTEM = Path.of("/dev/shm");

  private BoardFile() {}

  /** Creates a file of zeros, in memory where there is room. */
  static Path create(int bytes) throws IOException {
    try {
      return create(MEMORY_FILE_SYSTEM, bytes);
    } catch (IOException e) {
      log.debug("No board in {}", MEMORY_FILE_SYSTEM, e);
      return create(Path.of(System.getProperty("java.io.tmpdir")), bytes);
    }
  }

  static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.warn("Could not delete the board {}: {}", path, e.getMessage());
    }
  }

  // The zeros are written: touching a page of a sparse file for which no memory is left would kill
  // the JVM.
  static Path create(Path directory, int bytes) throws IOException {
    Path path = Files.createTempFile(directory, "troupe-", ".board", ownerOnly());
    try {
      return Files.write(path, new byte[bytes]);
    } catch (IOException e) {
      Files.delete(path);
      throw e;
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
