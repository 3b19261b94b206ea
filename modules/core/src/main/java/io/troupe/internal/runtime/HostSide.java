package io.troupe.internal.runtime;

import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.process.Lodgings;
import io.troupe.internal.process.Nursery;
import io.troupe.internal.process.launch.ClassArchive;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a JVM needs to have children. Thread-safe. */
final class HostSide {
  private static final long CHORES_SECONDS = 2;

  private final Nursery nursery;
  private final ClassArchive archive;
  private final Lodgings lodgings;
  private final AtomicBoolean done = new AtomicBoolean();

  HostSide(Nursery nursery, ClassArchive archive, Lodgings lodgings) {
    this.nursery = nursery;
    this.archive = archive;
    this.lodgings = lodgings;
  }

  Lodgings lodgings() {
    return lodgings;
  }

  Nursery nursery() {
    return nursery;
  }

  /**
   * What later programs profit from is done when this one has done its first work, or at its end.
   */
  void doChoresSoon(ScheduledExecutorService timer) {
    timer.schedule(this::doChores, CHORES_SECONDS, TimeUnit.SECONDS);
  }

  private void doChores() {
    if (done.compareAndSet(false, true)) {
      archive.createApart();
      RuntimeDirectory.sweep();
    }
  }

  void close() {
    nursery.close();
    doChores();
  }
}
