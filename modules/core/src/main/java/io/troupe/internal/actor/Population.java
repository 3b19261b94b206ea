package io.troupe.internal.actor;

import io.troupe.function.Task0;
import io.troupe.internal.result.Thrower;
import io.troupe.proto.Failure;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/**
 * The actors of this process that no actor of the program's started: those that other processes
 * wanted, and those that are no one's child. Thread-safe.
 */
final class Population {
  private final ActorRefs refs;
  private final Exports exports;
  private final Keeper keeper;
  private final Set<InternalActorRef> orphans =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  // Those that were started for others. Guarded by this.
  private int living;
  private boolean any;
  private @Nullable Throwable failure;

  Population(ActorRefs refs, Exports exports) {
    this.refs = refs;
    this.exports = exports;
    keeper = Keeper.start(refs, "keeper", refs.threads(), this::endedForOthers);
  }

  /** Returns the parent of those that were started for others. */
  Keeper keeper() {
    return keeper;
  }

  /**
   * Starts an actor for another process, and completes when its behaviour is made; or fails with
   * what the factory throws.
   */
  CompletableFuture<ActorRef<Object>> startForOthers(String name, Task0<Behavior<Object>> factory) {
    begins();
    CompletableFuture<ActorRef<Object>> started = start(keeper, name, factory);
    started.whenComplete((ref, cause) -> {
      if (cause != null) {
        ends(Thrower.unwrapped(cause));
      }
    });
    return started;
  }

  /** Starts an actor as a child of a keeper, which tells of its end. */
  CompletableFuture<ActorRef<Object>> start(
      Keeper parent, String name, Task0<Behavior<Object>> factory) {
    return parent.spawn(factory, name, exports::started);
  }

  private void endedForOthers(InternalActorRef ref, @Nullable Throwable cause) {
    if (ended(ref, cause)) {
      ends(cause);
    }
  }

  /** Returns whether the actor was started by a keeper. */
  boolean ended(InternalActorRef ref, @Nullable Throwable cause) {
    Failure told = cause == null
        ? null
        : refs.failures().encode(cause, "pid " + ProcessHandle.current().pid());
    return exports.ended(ref, told);
  }

  private synchronized void begins() {
    living++;
    any = true;
  }

  private synchronized void ends(@Nullable Throwable cause) {
    living--;
    failure = cause;
    notifyAll();
  }

  /**
   * Waits until there were some for others and there are none. Throws what the last one failed
   * with.
   */
  synchronized void awaitNone() throws Exception {
    while (!any || living > 0) {
      wait();
    }
    if (failure instanceof Exception exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  /** Takes note of an actor that is no one's child. */
  void addOrphan(InternalActorRef orphan) {
    orphans.add(orphan);
  }

  /**
   * Ends an actor.
   *
   * @return false if it is the child of one of the program's, and lives
   */
  boolean stop(InternalActorRef target) {
    if (exports.isStarted(target) || orphans.contains(target)) {
      target.stop();
      return true;
    }
    return target.isTerminated();
  }
}
