package io.troupe.internal.link.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a socket lies: a directory that only its owner may enter, with a short path, since a socket's path must be short. */
public final class SocketDirectory {
  // Linux takes 107 bytes, macOS 103.
  static final int LONGEST_PATH = 100;

  private static final String PREFIX = "troupe-";
  private static final String SOCKET = "link";

  // What the random part of a directory's name and the socket's name may add.
  private static final int LONGEST_NAME = PREFIX.length() + 20 + 1 + SOCKET.length() + 1;

  private final Path directory;
  private final boolean temporary;

  private SocketDirectory(Path directory, boolean temporary) {
    this.directory = directory;
    this.temporary = temporary;
  }

  /** Uses a private directory that exists, or creates one if its path is too long. */
  static SocketDirectory in(Path directory) throws IOException {
    SocketDirectory given = new SocketDirectory(directory, false);
    return bytes(given.socket()) <= LONGEST_PATH ? given : create();
  }

  /** Creates one below the user's runtime directory, the temporary directory or /tmp, whichever works first. */
  public static SocketDirectory create() throws IOException {
    return create(
        candidates(System.getenv("XDG_RUNTIME_DIR"), System.getProperty("java.io.tmpdir")));
  }

  static List<Path> candidates(
      @Nullable String runtimeDirectory, @Nullable String temporaryDirectory) {
    return Stream.of(runtimeDirectory, temporaryDirectory, "/tmp")
        .filter(Objects::nonNull)
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .filter(path -> bytes(path) + LONGEST_NAME <= LONGEST_PATH)
        .toList();
  }

  static SocketDirectory create(List<Path> parents) throws IOException {
    IOException failure = new IOException("Found no place for a socket; tried " + parents);
    for (Path parent : parents) {
      try {
        return new SocketDirectory(Files.createTempDirectory(parent, PREFIX, ownerOnly()), true);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  public Path socket() {
    return directory.resolve(SOCKET);
  }

  public void delete() throws IOException {
    Files.deleteIfExists(socket());
    if (temporary) {
      Files.deleteIfExists(directory);
    }
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  // Elsewhere the user's temporary directory is private as it is.
  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
