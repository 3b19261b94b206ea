package io.troupe.internal.code.store;

import io.troupe.internal.log.Log;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps a cache within its bound: what is not in use goes, what was used longest ago first. A file
 * that is not named as the store names things is not its own, and left alone.
 */
final class Eviction {
  private static final Log log = Log.of(Eviction.class);
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern GOING = Pattern.compile("[0-9a-f]{64}\\.going");
  private static final Duration DRAFTS_KEPT = Duration.ofDays(1);

  private final Path directory;
  private final Leases leases;
  private final long limit;

  Eviction(Path directory, Leases leases, long limit) {
    this.directory = directory;
    this.leases = leases;
    this.limit = limit;
  }

  private record Kept(Path directory, long size, Instant used) {}

  /** Deletes what is too much. What cannot be deleted stays; it is tried again next time. */
  void run() {
    try {
      sweepDrafts();
      List<Kept> all = kept();
      long total = all.stream().mapToLong(Kept::size).sum();
      all.sort(Comparator.comparing(Kept::used));
      for (Kept each : all) {
        if (total > limit && evict(each.directory())) {
          total -= each.size();
        }
      }
    } catch (IOException e) {
      log.debug("The cache {} is not swept: {}", directory, e.toString());
    }
  }

  private List<Kept> kept() throws IOException {
    List<Kept> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (DIGEST.matcher(name).matches() && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          all.add(
              new Kept(entry, sizeOf(entry), Files.getLastModifiedTime(entry).toInstant()));
        } else if (GOING.matcher(name).matches()) {
          delete(entry); // the process that was about to has died
        }
      }
    }
    return all;
  }

  private static long sizeOf(Path entry) throws IOException {
    long size = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(entry)) {
      for (Path file : files) {
        size += Files.size(file);
      }
    }
    return size;
  }

  /**
   * It is put aside first, and only then looked up whether it is in use: a process takes a lease
   * before it looks whether it is there.
   */
  private boolean evict(Path entry) throws IOException {
    String digest = String.valueOf(entry.getFileName());
    if (leases.all().contains(digest)) {
      return false;
    }
    Path going = directory.resolve(digest + ".going");
    Files.move(entry, going);
    if (leases.all().contains(digest)) {
      Files.move(going, entry);
      return false;
    }
    delete(going);
    return true;
  }

  private static void delete(Path entry) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(entry)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(entry);
  }

  /** A fetch that was broken off goes on from its draft, but not after a day. */
  private void sweepDrafts() throws IOException {
    Instant oldest = Instant.now().minus(DRAFTS_KEPT);
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory.resolve("drafts"))) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).toInstant().isBefore(oldest)) {
          Files.deleteIfExists(draft);
        }
      }
    }
  }
}
