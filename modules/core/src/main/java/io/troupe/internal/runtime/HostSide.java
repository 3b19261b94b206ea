package io.troupe.internal.runtime;

import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.object.Objects;
import io.troupe.internal.process.Lodgings;
import io.troupe.internal.process.Nursery;
import io.troupe.internal.process.Premises;
import io.troupe.internal.process.launch.ArchiveRecipe;
import io.troupe.internal.process.launch.HeadStart;
import io.troupe.internal.process.launch.JvmStarter;
import io.troupe.internal.system.Actors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What a JVM needs to have children. Thread-safe. */
final class HostSide {
  private static final long CHORES_SECONDS = 2;

  /**
   * On a busy machine a program may need seconds to come as far as its first process, so this is
   * long; a program that starts none, but uses what needs a host, keeps no JVM for ever.
   */
  private static final long FIRST_CHILD_SECONDS = 20;

  private final Nursery nursery;
  private final JvmStarter starter;
  private final @Nullable HeadStart firstChild;
  private final Lodgings lodgings;
  private final AtomicBoolean done = new AtomicBoolean();

  private HostSide(
      Nursery nursery, JvmStarter starter, @Nullable HeadStart firstChild, Lodgings lodgings) {
    this.nursery = nursery;
    this.starter = starter;
    this.firstChild = firstChild;
    this.lodgings = lodgings;
  }

  /**
   * Makes it ready for children.
   *
   * @param first the JVM that boots already, if there is one
   */
  static HostSide open(
      Actors actors,
      ScheduledExecutorService timer,
      Objects objects,
      Premises premises,
      @Nullable HeadStart first) {
    premises.prepare();
    JvmStarter starter = first == null ? null : first.starter();
    if (starter == null) {
      starter = new JvmStarter(() -> premises.directory().path());
    }
    Nursery nursery = new Nursery(actors, timer, objects, premises, starter, first);
    HostSide made = new HostSide(nursery, starter, first, new Lodgings(premises, starter));
    made.doChoresSoon(timer);
    if (!ArchiveRecipe.isBeingTrained()) {
      actors.startWithPatience();
    }
    return made;
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
  private void doChoresSoon(ScheduledExecutorService timer) {
    timer.schedule(this::doChores, CHORES_SECONDS, TimeUnit.SECONDS);
    timer.schedule(this::discardFirstChild, FIRST_CHILD_SECONDS, TimeUnit.SECONDS);
  }

  private void discardFirstChild() {
    if (firstChild != null) {
      firstChild.discard();
    }
  }

  private void doChores() {
    if (done.compareAndSet(false, true)) {
      starter.createArchivesApart();
      RuntimeDirectory.sweep();
    }
  }

  void close() {
    nursery.close();
    discardFirstChild();
    doChores();
  }
}
