package io.troupe.internal.pool;

import io.troupe.internal.process.launch.ChildSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker's share of the machine, as JVM options: so that n workers do not each size themselves for all of it.
 *
 * @param processors how many processors a worker may count on
 * @param heapBytes how large its heap may grow
 */
record JvmShare(int processors, long heapBytes) {
  private static final long MIB = 1024 * 1024;
  private static final long LEAST_HEAP = 256 * MIB;

  /** Returns the share of one of so many workers. */
  static JvmShare of(int workers) {
    return of(workers, Runtime.getRuntime().availableProcessors(), physicalBytes());
  }

  /** All heaps together stay below three quarters of the memory; one alone gets no more than a JVM takes by default. */
  static JvmShare of(int workers, int processors, long memory) {
    long share = Math.min(memory / 4, memory / 4 * 3 / workers);
    return new JvmShare(
        Math.max(1, (processors + workers - 1) / workers), Math.max(LEAST_HEAP, share));
  }

  private static long physicalBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory() * 4;
  }

  /** Adds the share in front of the options that the program wants, where those do not decide it. */
  ChildSpec applyTo(ChildSpec spec) {
    List<String> options = new ArrayList<>();
    if (isOpen(spec, "-XX:ActiveProcessorCount=")) {
      options.add("-XX:ActiveProcessorCount=" + processors);
    }
    if (isOpen(spec, "-Xmx", "-XX:MaxHeapSize=", "-XX:MaxRAM")) {
      options.add("-Xmx" + heapBytes / MIB + "m");
    }
    options.addAll(spec.jvmOptions());
    return spec.withJvmOptions(options);
  }

  private static boolean isOpen(ChildSpec spec, String... prefixes) {
    return spec.jvmOptions().stream()
        .noneMatch(option -> List.of(prefixes).stream().anyMatch(option::startsWith));
  }
}
