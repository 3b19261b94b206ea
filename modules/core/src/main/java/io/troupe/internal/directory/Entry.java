package io.troupe.internal.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /** Begins the name of an entry that is being made. */
  static final String DRAFT = "new-";

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

  // Gets its name when its lock is held: nothing of that name looks like a dead one's for a moment.
  private static @Nullable Entry tryClaim(Place place, Path directory, RuntimeId id)
      throws IOException {
    Path draft = directory.resolve(DRAFT + id);
    Files.createDirectory(draft, Permissions.forDirectory());
    FileChannel lock = null;
    Entry claimed = null;
    try {
      lock = FileChannel.open(
          draft.resolve(LOCK),
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          Permissions.forFile());
      lock.lock();
      Path path = directory.resolve(id.toString());
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
      claimed = new Entry(place, id, path, lock);
    } catch (NoSuchFileException sweptAway) {
      return null; // after a minute in which this process did nothing
    } finally {
      if (claimed == null) {
        abandon(draft, lock);
      }
    }
    return claimed;
  }

  private static void abandon(Path draft, @Nullable FileChannel lock) throws IOException {
    Files.deleteIfExists(draft.resolve(LOCK));
    Files.deleteIfExists(draft);
    if (lock != null) {
      lock.close();
    }
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
