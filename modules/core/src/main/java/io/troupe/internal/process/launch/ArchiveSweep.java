package io.troupe.internal.process.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Deletes from a cache directory what makers of archives that were killed left behind, archives
 * that are damaged or old, and the oldest of too many. What has mapped one goes on with it; a program
 * whose archive is gone starts processes without, and the next program makes it again.
 */
final class ArchiveSweep {
  private static final Duration KEPT = Duration.ofDays(30);

  /** Those of one JDK and one build of Troupe have a hundred million together. */
  private static final long MOST_BYTES = 1L << 30;

  private final List<Archive> whole = new ArrayList<>();

  private record Archive(Path file, long bytes, Instant made) {}

  private ArchiveSweep() {}

  static void through(Path directory) throws IOException {
    ArchiveSweep sweep = new ArchiveSweep();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        sweep.look(file);
      }
    }
    sweep.deleteTheOldest();
  }

  private void look(Path file) throws IOException {
    try {
      boolean mayBeOurs = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      if (mayBeOurs && ArchiveStore.isArchive(file)) {
        lookAtArchive(file);
      } else if (mayBeOurs && ArchiveStore.isDraftOfTheDead(file)) {
        ArchiveStore.deleteQuietly(file);
      }
    } catch (NoSuchFileException e) {
      return; // it has just gone
    }
  }

  private void lookAtArchive(Path file) throws IOException {
    Instant made = Files.getLastModifiedTime(file).toInstant();
    if (!ArchiveStore.isOfItsSize(file) || made.isBefore(Instant.now().minus(KEPT))) {
      ArchiveStore.deleteQuietly(file);
    } else {
      whole.add(new Archive(file, Files.size(file), made));
    }
  }

  private void deleteTheOldest() {
    whole.sort(Comparator.comparing(Archive::made).reversed());
    long bytes = 0;
    for (Archive archive : whole) {
      bytes += archive.bytes();
      if (bytes > MOST_BYTES) {
        ArchiveStore.deleteQuietly(archive.file());
      }
    }
  }
}
