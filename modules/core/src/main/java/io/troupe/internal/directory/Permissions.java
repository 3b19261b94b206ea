package io.troupe.internal.directory;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** Who may do what, as far as the file system knows users. */
final class Permissions {
  static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final String OURS_ALONE = "rwx------";
  private static final int WRITABLE_BY_OTHERS = 0002;
  private static final int STICKY = 01000;

  /** This user, by the owner of what it made; null until something was made. */
  private static volatile @Nullable UserPrincipal self;

  private Permissions() {}

  static FileAttribute<?>[] forDirectory() {
    return only(OURS_ALONE);
  }

  static FileAttribute<?>[] forFile() {
    return only("rw-------");
  }

  private static FileAttribute<?>[] only(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Notes that this user has just made {@code path}. */
  static void made(Path path) throws IOException {
    if (POSIX && self == null) {
      self = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Returns whether a file belongs to this user; asked after {@link #made} only. */
  static boolean isOwn(UserPrincipal owner) {
    return owner.equals(self);
  }

  /**
   * Checks that no other user can look into a directory that exists, or change it.
   *
   * @throws IOException if one can
   */
  static void requireOurs(Path directory) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String permissions = PosixFilePermissions.toString(found.permissions());
    if (!found.isDirectory()
        || !permissions.equals(OURS_ALONE)
        || !found.owner().equals(selfSeenIn(directory))) {
      throw new IOException(
          "%s is %s of %s (%s), where this user needs a directory of its own: remove it"
              .formatted(directory, kind(found), found.owner().getName(), permissions));
    }
  }

  // The owner of a file that we make; the user's name may be unknown in a container. A file system
  // that is full lets us make none.
  private static @Nullable UserPrincipal selfSeenIn(Path directory) throws IOException {
    if (self != null) {
      return self;
    }
    Path probe = directory.resolve("probe-" + RuntimeId.next());
    try {
      made(Files.createFile(probe, forFile()));
      Files.delete(probe);
    } catch (IOException refused) {
      return Files.getOwner(Path.of("/proc/self"));
    }
    return self;
  }

  private static String kind(PosixFileAttributes found) {
    return found.isSymbolicLink() ? "a link" : found.isDirectory() ? "a directory" : "a file";
  }

  /**
   * Checks that others cannot put something else in the place of what lies in a directory.
   *
   * @throws IOException if they can
   */
  static void requireNoReplacing(Path parent) throws IOException {
    int mode = (int) Files.getAttribute(parent, "unix:mode");
    if ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
      throw new IOException("every user may rename what lies in it: set its sticky bit");
    }
  }
}
