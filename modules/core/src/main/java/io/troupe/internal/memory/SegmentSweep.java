package io.troupe.internal.memory;

import io.troupe.internal.directory.OpenDirectory;
import io.troupe.internal.directory.Places;
import io.troupe.internal.directory.RuntimeId;
import io.troupe.internal.directory.Sweep;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Deletes the segments of owners that died without deleting them. */
final class SegmentSweep {
  private SegmentSweep() {}

  /**
   * Sweeps, unless another process does so now. Blocks for the time of a few file operations a
   * segment.
   *
   * @return the number of files that were deleted
   */
  static int run() {
    return Sweep.all(Places.forMemory(), SegmentSweep::deleteNamed);
  }

  private static int deleteNamed(OpenDirectory directory, List<String> names) throws IOException {
    int deleted = 0;
    for (String name : names) {
      if (name.startsWith(SegmentFile.PREFIX) && isLeftOver(directory, name)) {
        deleted += directory.deleteFile(name) ? 1 : 0;
      }
    }
    return deleted;
  }

  // An owner deletes its segments before its entry. What is still there when the entry is gone was
  // left behind, and only a sweep, of which there is one at a time, deletes it: hence the second
  // look.
  private static boolean isLeftOver(OpenDirectory directory, String name) throws IOException {
    Optional<RuntimeId> owner = ownerOf(directory, name);
    return owner.isPresent()
        && !directory.hasDirectory(owner.get().toString())
        && ownerOf(directory, name).equals(owner);
  }

  private static Optional<RuntimeId> ownerOf(OpenDirectory directory, String name)
      throws IOException {
    try (FileChannel file = directory.open(name, StandardOpenOption.READ)) {
      return SegmentHeader.read(file).map(SegmentHeader::owner);
    } catch (NoSuchFileException gone) {
      return Optional.empty(); // its owner was faster
    }
  }
}
