package io.troupe.internal.directory;

import io.troupe.internal.log.Log;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the entries of dead runtimes. One process sweeps a place at a time, under a lock of its
 * own, so that what it saw of a dead one cannot be swept, and a name in it taken anew, before it
 * deletes it.
 */
public final class Sweep {
  private static final Log log = Log.of(Sweep.class);
  private static final String LOCK = "sweep";
  private static final Duration DRAFT_AGE = Duration.ofMinutes(1);

  private Sweep() {}

  /** What else is swept once the entries of the dead are gone. */
  public interface Leftovers {
    /** Returns how many files it deleted. */
    int deleteFrom(OpenDirectory directory, List<String> names) throws IOException;
  }

  /** Sweeps all places that have a directory of this user. */
  static int all(Places places) {
    return all(places, (directory, names) -> 0);
  }

  /**
   * Sweeps all places that have a directory of this user, except where another process does so now.
   *
   * @return how many files were deleted
   */
  public static int all(Places places, Leftovers more) {
    return places.existing().stream().mapToInt(place -> in(place, "", more)).sum();
  }

  /** Deletes what the process of that number left behind, if it is dead. */
  static void after(long pid, Places places) {
    places.existing().forEach(place -> in(place, pid + "-", (directory, names) -> 0));
  }

  private static synchronized int in(Place place, String prefix, Leftovers more) {
    try {
      return Uninterrupted.call(() -> sweep(place, prefix, more));
    } catch (IOException kept) {
      log.debug("What dead processes left in {} stays", place, kept);
      return 0;
    }
  }

  private static int sweep(Place place, String prefix, Leftovers more) throws IOException {
    try (OpenDirectory directory = OpenDirectory.of(place)) {
      List<String> names = directory.names();
      boolean idle =
          !prefix.isEmpty() && names.stream().noneMatch(name -> isOfAnother(name, prefix));
      return idle ? 0 : sweepAlone(directory, names, prefix, more);
    }
  }

  private static boolean isOfAnother(String name, String prefix) {
    Optional<RuntimeId> id = name.startsWith(prefix) ? RuntimeId.parse(name) : Optional.empty();
    return id.isPresent() && !id.get().isOfThisJvm();
  }

  private static int sweepAlone(
      OpenDirectory directory, List<String> names, String prefix, Leftovers more)
      throws IOException {
    try (FileChannel file = directory.openOrCreate(LOCK);
        FileLock lock = tryLock(file)) {
      return lock == null
          ? 0
          : sweepEntries(directory, names, prefix) + more.deleteFrom(directory, names);
    }
  }

  // Of a runtime that died while it claimed; one that merely took that long claims anew.
  private static boolean isOldDraft(OpenDirectory directory, String name) {
    if (!name.startsWith(Entry.DRAFT) || !isOfAnother(name.substring(Entry.DRAFT.length()), "")) {
      return false;
    }
    Instant changed = directory.changed(name);
    return changed != null && changed.isBefore(Instant.now().minus(DRAFT_AGE));
  }

  private static int sweepEntries(OpenDirectory directory, List<String> names, String prefix) {
    int deleted = 0;
    for (String name : names) {
      if (isOfAnother(name, prefix) || isOldDraft(directory, name)) {
        deleted += sweepEntry(directory, name);
      }
    }
    return deleted;
  }

  private static int sweepEntry(OpenDirectory directory, String name) {
    try {
      int deleted = directory.hasDirectory(name) ? deleteIfDead(directory, name) : 0;
      if (deleted > 0) {
        log.debug("Removed {} files that {} left behind", deleted, name);
      }
      return deleted;
    } catch (IOException kept) {
      log.debug("The files of {} stay", name, kept);
      return 0;
    }
  }

  // The lock is deleted last and while it is held: what has none is not taken for a dead one's.
  private static int deleteIfDead(OpenDirectory directory, String name) throws IOException {
    int deleted = 0;
    try (OpenDirectory entry = directory.directory(name)) {
      if (entry.hasFile(Entry.LOCK)) {
        try (FileChannel file = entry.open(Entry.LOCK, StandardOpenOption.WRITE);
            FileLock lock = tryLock(file)) {
          if (lock == null) {
            return 0;
          }
          deleted = entry.deleteAllBut(Entry.LOCK);
          deleted += entry.deleteFile(Entry.LOCK) ? 1 : 0;
        }
      }
    }
    deleteIfEmpty(directory, name);
    return deleted;
  }

  /** Returns whether the runtime lives whose entry has that number. */
  static synchronized boolean lives(long nonce, Places places) {
    for (Place place : places.existing()) {
      try {
        if (Uninterrupted.call(() -> lives(nonce, place))) {
          return true;
        }
      } catch (IOException unknown) {
        log.debug("Cannot see who lives in {}", place, unknown);
        return true;
      }
    }
    return false;
  }

  private static boolean lives(long nonce, Place place) throws IOException {
    try (OpenDirectory directory = OpenDirectory.of(place)) {
      for (String name : directory.names()) {
        Optional<RuntimeId> id = RuntimeId.parse(name).filter(found -> found.nonce() == nonce);
        if (id.isPresent()) {
          return id.get().isOfThisJvm() || isHeld(directory, name);
        }
      }
      return false;
    }
  }

  private static boolean isHeld(OpenDirectory directory, String name) throws IOException {
    try (OpenDirectory entry = directory.directory(name);
        FileChannel file = entry.open(Entry.LOCK, StandardOpenOption.WRITE);
        FileLock lock = tryLock(file)) {
      return lock == null;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static void deleteIfEmpty(OpenDirectory directory, String name) throws IOException {
    try {
      directory.deleteDirectory(name);
    } catch (DirectoryNotEmptyException claimed) {
      log.debug("{} was claimed meanwhile", name);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException heldHere) {
      return null; // by a copy of this class under another class loader
    }
  }
}
