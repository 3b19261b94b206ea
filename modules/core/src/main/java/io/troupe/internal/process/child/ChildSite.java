package io.troupe.internal.process.child;

import io.troupe.spi.SiteProcess;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a host knows of a child by where its JVM runs: on this machine, or at a site. */
interface ChildSite {
  static ChildSite of(Process jvm) {
    return jvm instanceof SiteProcess there ? new Elsewhere(there) : new ThisMachine(jvm);
  }

  /** Returns its resident memory in bytes; 0 when unknown. */
  long residentBytes();

  /** Returns how much processor time it has used, as far as the system says. */
  Duration processorTime();

  /**
   * Returns the number of the task that it runs, or that it ran when it ended.
   *
   * @param seen that in its cell when its link ended; 0 before
   */
  long ranLast(long seen);

  /** Returns the node that was lost, if that ended it. */
  @Nullable
  String lostNode();

  /** See {@link Child#whenLeaving}. */
  void whenLeaving(Runnable action);

  /** See {@link Child#whenWanted}. */
  void whenWanted(Consumer<SiteProcess.Wish> listener);

  record ThisMachine(Process jvm) implements ChildSite {
    @Override
    public long residentBytes() {
      return ProcessMemory.residentBytes(jvm.pid());
    }

    @Override
    public Duration processorTime() {
      return jvm.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public long ranLast(long seen) {
      return seen;
    }

    @Override
    public @Nullable String lostNode() {
      return null;
    }

    @Override
    public void whenLeaving(Runnable action) {
      // This machine is never closed to its own processes.
    }

    @Override
    public void whenWanted(Consumer<SiteProcess.Wish> listener) {
      // It has room for any number.
    }
  }

  record Elsewhere(SiteProcess jvm) implements ChildSite {
    @Override
    public long residentBytes() {
      return jvm.residentBytes();
    }

    @Override
    public Duration processorTime() {
      return jvm.processorTime();
    }

    @Override
    public long ranLast(long seen) {
      return jvm.runningTask();
    }

    @Override
    public @Nullable String lostNode() {
      return jvm.lostNode().orElse(null);
    }

    @Override
    public void whenLeaving(Runnable action) {
      jvm.leaving().thenRun(action);
    }

    @Override
    public void whenWanted(Consumer<SiteProcess.Wish> listener) {
      jvm.onWanted(listener);
    }
  }
}
