package io.troupe.internal.directory;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A directory in which every user may make one, and the one of this user in it. Thread-safe. */
public final class Place {
  private final Path parent;
  private final Path directory;

  /** Whether the directory was looked at before; it cannot change hands afterwards. */
  private volatile boolean verified;

  /** @param parent need not exist */
  public Place(Path parent) {
    this.parent = parent.toAbsolutePath().normalize();
    this.directory = this.parent.resolve("troupe-" + user());
  }

  // A container may have no name for its user.
  private static String user() {
    String name = System.getProperty("user.name", "?");
    return name.equals("?")
        ? uid()
        : URLEncoder.encode(name, StandardCharsets.UTF_8).replace("*", "%2A");
  }

  private static String uid() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException | RuntimeException unknown) {
      return "unknown";
    }
  }

  Path parent() {
    return parent;
  }

  /** Returns where this user's directory is, or would be. */
  Path directory() {
    return directory;
  }

  /**
   * Returns the directory of this user, made where it was missing.
   *
   * @throws IOException if it cannot be made, or others could reach into it
   */
  public Path open() throws IOException {
    if (!exists()) {
      make();
    }
    return verified();
  }

  /**
   * Returns the directory of this user.
   *
   * @throws NoSuchFileException if it is missing
   * @throws IOException if others could reach into it
   */
  Path verified() throws IOException {
    if (Permissions.POSIX && !(verified && exists())) {
      Permissions.requireNoReplacing(parent);
      Permissions.requireOurs(directory);
      verified = true;
    }
    return directory;
  }

  boolean exists() {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
  }

  private void make() throws IOException {
    try {
      Files.createDirectory(directory, Permissions.forDirectory());
      Permissions.made(directory);
    } catch (FileAlreadyExistsException found) {
      if (!Permissions.POSIX && !exists()) {
        throw found;
      }
    }
  }

  @Override
  public String toString() {
    return parent.toString();
  }
}
