package io.troupe.internal.boot;

import java.io.File;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file descriptors that this process has open: what another process could miss when it ends. Immutable. */
final class Descriptors {
  private static final File ALL = new File("/proc/self/fd");

  private final Set<String> numbers;

  private Descriptors(Set<String> numbers) {
    this.numbers = numbers;
  }

  /** Returns those open now; null where the system does not say. */
  static @Nullable Descriptors now() {
    String[] numbers = ALL.list();
    return numbers == null ? null : new Descriptors(Set.of(numbers));
  }

  /** Returns whether all of these were open {@code before}. */
  boolean areAmong(Descriptors before) {
    return before.numbers.containsAll(numbers);
  }
}
