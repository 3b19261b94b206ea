package io.troupe.internal.memory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory in which this user's segments lie: where it is, and that it is this user's alone. */
final class MemoryDirectory {
  private static final String PROPERTY = "troupe.memory.directory";
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** Whether the directory was looked at before; it cannot change hands afterwards. */
  private static volatile boolean verified;

  private MemoryDirectory() {}

  /**
   * Returns the directory, made where it was missing.
   *
   * @throws IOException if it cannot be made, or somebody else could reach into it
   */
  static Path open() throws IOException {
    Path directory = Holder.PARENT.resolve("troupe-" + FileNames.escape(user()));
    if (!verified || !Files.isDirectory(directory)) {
      create(directory);
      verify(directory);
      verified = true;
    }
    return directory;
  }

  /** Access for this user only, as far as the file system knows users. */
  static FileAttribute<?>[] onlyThisUser(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static void create(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, onlyThisUser("rwx------"));
    } catch (NoSuchFileException missing) {
      throw new IOException(
          "Shared memory needs the directory %s: make it, or set -D%s to another"
              .formatted(directory.getParent(), PROPERTY),
          missing);
    } catch (FileAlreadyExistsException exists) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw exists;
      }
    }
  }

  // The parent directory is everybody's, and another user may have made ours first.
  private static void verify(Path directory) throws IOException {
    if (!POSIX) {
      return;
    }
    String permissions = PosixFilePermissions.toString(
        Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS));
    if (!permissions.equals("rwx------") || !isOurs(directory)) {
      throw new IOException(
          ("Shared memory would lie in %s, which other users can reach (%s, owner %s): remove it, or set -D%s to a"
                  + " directory of your own")
              .formatted(directory, permissions, Files.getOwner(directory), PROPERTY));
    }
  }

  // Whoever owns a file that we make is us; the name of the user may be unknown in a container.
  private static boolean isOurs(Path directory) throws IOException {
    Path probe = directory.resolve("probe-" + FileNames.randomHex());
    Files.createFile(probe, onlyThisUser("rw-------"));
    try {
      return Files.getOwner(probe).equals(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS));
    } finally {
      Files.delete(probe);
    }
  }

  private static Path parent() {
    String configured = System.getProperty(PROPERTY);
    if (configured != null) {
      return Path.of(configured);
    }
    return isMemoryFileSystem(SHARED_MEMORY)
        ? SHARED_MEMORY
        : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static boolean isMemoryFileSystem(Path path) {
    try {
      return Files.isWritable(path) && Files.getFileStore(path).type().equals("tmpfs");
    } catch (IOException unknown) {
      return false; // a machine that does not tell what the directory is gets the portable place
    }
  }

  private static final class Holder {
    static final Path PARENT = parent();
  }
}
