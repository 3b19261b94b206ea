package io.troupe.internal.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a living runtime in a place. Thread-safe.
 *
 * @param lock open for as long as the runtime lives: closing it drops the lock
 */
record Entry(Place place, RuntimeId id, Path path, FileChannel lock) {
  static final String LOCK = "lock";

  /**
   * Makes one.
   *
   * @throws IOException if the place cannot be used
   */
  static Entry claim(Place place) throws IOException {
    Path directory = place.open();
    Entry claimed = null;
    while (claimed == null) {
      claimed = tryClaim(place, directory, RuntimeId.next());
    }
    return claimed;
  }

  // A sweep may find what is not locked yet, take us for dead and delete it: then again, under a
  // new
  // name.
  private static @Nullable Entry tryClaim(Place place, Path directory, RuntimeId id)
      throws IOException {
    Path path = directory.resolve(id.toString());
    Files.createDirectory(path, Permissions.forDirectory());
    Path file = path.resolve(LOCK);
    try {
      FileChannel lock = FileChannel.open(
          file,
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          Permissions.forFile());
      if (lock.tryLock() != null && Files.exists(file)) {
        return new Entry(place, id, path, lock);
      }
      lock.close();
    } catch (NoSuchFileException swept) {
      return null;
    } catch (IOException noLocks) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(path);
      throw noLocks;
    }
    return null;
  }

  /** Returns whether it is still there. */
  boolean isIntact() {
    return Files.exists(path.resolve(LOCK));
  }

  /** Deletes it. */
  void close() throws IOException {
    try (lock;
        OpenDirectory directory = OpenDirectory.of(place)) {
      if (directory.hasDirectory(id.toString())) {
        try (OpenDirectory entry = directory.directory(id.toString())) {
          entry.deleteAllBut(LOCK);
          entry.deleteFile(LOCK);
        }
        directory.deleteDirectory(id.toString());
      }
    }
  }
}
