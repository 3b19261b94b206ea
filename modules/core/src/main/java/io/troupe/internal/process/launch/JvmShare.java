package io.troupe.internal.process.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * A worker's share of the machine, as JVM options: so that n workers do not each size themselves
 * for all of it.
 *
 * @param processors how many processors a worker may count on
 * @param heap the option that bounds its heap
 */
public record JvmShare(int processors, String heap) {
  private static final long MIB = 1024 * 1024;
  private static final long LEAST_HEAP = 256 * MIB;

  /** What a JVM takes by default. */
  private static final double MOST_PERCENT = 25;

  private static final double PERCENT_OF_ALL = 75;

  /** Where a container's limit stands, in bytes, if it has one. */
  private static final List<Path> LIMITS = List.of(
      Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

  /** Returns the share of one of so many workers. */
  public static JvmShare of(int workers) {
    return of(workers, Runtime.getRuntime().availableProcessors(), memory());
  }

  /**
   * All heaps together stay below three quarters of the memory; one alone gets no more than a JVM
   * takes by default.
   */
  static JvmShare of(int workers, int processors, long memory) {
    double percent = Math.min(MOST_PERCENT, PERCENT_OF_ALL / workers);
    boolean tooLittle = memory / 100.0 * percent < LEAST_HEAP;
    // Of what memory there is, the worker knows more: it sees all limits, nested ones included.
    return new JvmShare(
        Math.max(1, (processors + workers - 1) / workers),
        tooLittle ? "-Xmx" + LEAST_HEAP / MIB + "m" : "-XX:MaxRAMPercentage=" + percent);
  }

  /** Not the JDK's bean, for it takes longer to load than all of this package. */
  private static long memory() {
    long bytes = Long.MAX_VALUE;
    try {
      StringTokenizer total =
          new StringTokenizer(Files.readString(Path.of("/proc/meminfo")), " \n");
      total.nextToken();
      bytes = Long.parseLong(total.nextToken()) * 1024;
      for (Path limit : LIMITS) {
        if (Files.exists(limit)) {
          bytes = Math.min(bytes, Long.parseLong(Files.readString(limit).trim()));
        }
      }
    } catch (IOException | NumberFormatException e) { // no Linux, or "max": no limit
      return bytes;
    }
    return bytes;
  }

  /**
   * Adds the share in front of the options that the program wants, where those do not decide it.
   */
  public ChildSpec applyTo(ChildSpec spec) {
    List<String> options = new ArrayList<>();
    if (isOpen(spec, "-XX:ActiveProcessorCount=")) {
      options.add("-XX:ActiveProcessorCount=" + processors);
    }
    if (isOpen(spec, "-Xmx", "-XX:MaxHeapSize=", "-XX:MaxRAM")) {
      options.add(heap);
    }
    options.addAll(spec.jvmOptions());
    return spec.withJvmOptions(options);
  }

  private static boolean isOpen(ChildSpec spec, String... prefixes) {
    for (String option : spec.jvmOptions()) {
      for (String prefix : prefixes) {
        if (option.startsWith(prefix)) {
          return false;
        }
      }
    }
    return true;
  }
}
