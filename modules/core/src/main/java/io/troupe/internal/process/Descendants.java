package io.troupe.internal.process;

import java.util.List;
import java.util.function.Consumer;

/** The processes below a process. */
final class Descendants {
  private Descendants() {}

  /** Signals the descendants of {@code process}, deepest first, then the process itself. */
  static void andSelf(Process process, Consumer<ProcessHandle> below, Runnable self) {
    List<ProcessHandle> descendants = process.descendants().toList();
    for (int i = descendants.size() - 1; i >= 0; i--) {
      below.accept(descendants.get(i));
    }
    self.run();
  }
}
