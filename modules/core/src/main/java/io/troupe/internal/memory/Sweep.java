package io.troupe.internal.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the segments of owners that died without deleting them. One process sweeps at a time, under a lock of its own,
 * so that what it saw of a dead owner cannot be swept, and its name taken anew, before it deletes it.
 */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final String LOCK_FILE = "sweep";

  private Sweep() {}

  /**
   * Sweeps, unless another process does so now. Blocks for the time of a few file operations a segment.
   *
   * @return the number of files that were deleted
   */
  public static synchronized int run() {
    try {
      Path directory = MemoryDirectory.open();
      return Uninterrupted.call(() -> sweepAlone(directory));
    } catch (IOException kept) {
      LOG.warn("Shared memory that dead processes left behind was not removed", kept);
      return 0;
    }
  }

  private static int sweepAlone(Path directory) throws IOException {
    try (FileChannel file = openForLock(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE);
        FileLock lock = tryLock(file)) {
      return lock == null ? 0 : sweep(directory);
    }
  }

  private static FileChannel openForLock(Path path, StandardOpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>(List.of(more));
    options.add(StandardOpenOption.WRITE);
    return FileChannel.open(path, options, MemoryDirectory.onlyThisUser("rw-------"));
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException heldHere) {
      return null; // by a copy of this class under another class loader
    }
  }

  private static int sweep(Path directory) throws IOException {
    int deleted = 0;
    for (Map.Entry<OwnerId, List<Path>> owned : filesByOwner(directory).entrySet()) {
      deleted += deleteIfDead(directory, owned.getKey(), owned.getValue());
    }
    return deleted;
  }

  private static Map<OwnerId, List<Path>> filesByOwner(Path directory) throws IOException {
    Map<OwnerId, List<Path>> files = new HashMap<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        ownerOf(path)
            .ifPresent(
                owner -> files.computeIfAbsent(owner, o -> new ArrayList<>()).add(path));
      }
    }
    return files;
  }

  private static Optional<OwnerId> ownerOf(Path path) throws IOException {
    String name = path.getFileName().toString();
    return name.startsWith(SegmentFile.PREFIX) ? ownerInHeader(path) : OwnerId.fromFileName(name);
  }

  private static Optional<OwnerId> ownerInHeader(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      return SegmentHeader.read(file).map(SegmentHeader::owner);
    } catch (NoSuchFileException gone) {
      return Optional.empty(); // its owner was faster
    }
  }

  // Our own lock file must not even be opened: closing any channel of a file drops the locks this
  // process has on it. That of a dead owner stays locked until it is deleted: whoever has just made
  // it and does not get its lock, or finds it gone, claims anew.
  private static int deleteIfDead(Path directory, OwnerId owner, List<Path> files)
      throws IOException {
    if (owner.pid() == ProcessHandle.current().pid()) {
      return 0;
    }
    try (FileChannel file = openForLock(directory.resolve(owner.lockFile()));
        FileLock lock = tryLock(file)) {
      return lock == null ? 0 : delete(owner, files);
    } catch (NoSuchFileException ended) {
      // An owner makes this file before its first segment, and deletes it after its last.
      return delete(owner, files);
    }
  }

  private static int delete(OwnerId owner, List<Path> files) throws IOException {
    files.sort(Comparator.comparing(path -> path.endsWith(owner.lockFile()))); // the lock file last
    int deleted = 0;
    for (Path file : files) {
      deleted += Files.deleteIfExists(file) ? 1 : 0;
    }
    if (deleted > 0) { // else its owner was faster
      LOG.debug(
          "Removed {} files of shared memory that process {} left behind", deleted, owner.pid());
    }
    return deleted;
  }
}
