package io.troupe.internal.code.store;

import io.troupe.internal.code.store.LocalFiles.Seen;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** How large code is, before any of it is read. Immutable. */
public record Extent(List<Seen> files) {
  private static final int LARGEST_NAMED = 5;
  private static final long MEBIBYTE = 1 << 20;

  public Extent {
    files = List.copyOf(files);
  }

  /** Returns the size of all in bytes. */
  public long bytes() {
    return files.stream().mapToLong(Seen::size).sum();
  }

  /**
   * Checks that the code is not larger than what may travel.
   *
   * @param limit in bytes
   * @param raise how the limit is raised
   * @throws IllegalArgumentException if it is larger; names the largest files
   */
  public void requireWithin(long limit, String raise) {
    if (bytes() > limit) {
      throw new IllegalArgumentException("the program's code has " + inMebibytes(bytes())
          + ", and at most " + inMebibytes(limit) + " may travel; the largest are " + largest()
          + ": take what is data out of the class path, or raise the limit by " + raise);
    }
  }

  /** Returns the largest by name and size, for messages. */
  public String largest() {
    return files.stream()
        .sorted(Comparator.comparingLong(Seen::size).reversed())
        .limit(LARGEST_NAMED)
        .map(file -> file.path() + " (" + inMebibytes(file.size()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String inMebibytes(long bytes) {
    return (bytes + MEBIBYTE - 1) / MEBIBYTE + " MiB";
  }
}
