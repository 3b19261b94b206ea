package io.troupe.internal.cluster.replicated;

import io.troupe.OwnerLostException;
import io.troupe.TroupeException;
import io.troupe.internal.cluster.access.Access.Repeat;
import io.troupe.internal.cluster.call.ReplicaWatch;
import io.troupe.internal.log.Log;
import io.troupe.manager.CallAbandonedException;
import io.troupe.manager.Registration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener what changes, on a thread of its own: the differences between what it was told
 * and what a node has. So it goes on at another node where it was when one is lost.
 */
final class Watcher implements Registration {
  private static final Log log = Log.of(Watcher.class);
  private static final long RETRY_SECONDS = 1;

  private final SharedName object;
  private final Listener listener;
  private final List<Map<String, byte[]>> told;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Hears of what has changed. */
  interface Listener {
    /** Hears what is now at a key; empty if nothing is. */
    void changed(String key, Optional<byte[]> value);
  }

  private Watcher(SharedName object, Listener listener, List<Map<String, byte[]>> told) {
    this.object = object;
    this.listener = listener;
    this.told = told;
  }

  /** Begins; what is there now has been told. Blocks until that is known. */
  static Watcher start(SharedName object, Listener listener) {
    return start(object, listener, object.contents());
  }

  /** Begins; nothing has been told. */
  static Watcher startFromNothing(SharedName object, Listener listener) {
    List<Map<String, byte[]>> nothing = Collections.nCopies(object.kind().parts(), Map.of());
    return start(object, listener, nothing);
  }

  private static Watcher start(
      SharedName object, Listener listener, List<Map<String, byte[]>> told) {
    Watcher watcher = new Watcher(object, listener, new ArrayList<>(told));
    Thread thread = new Thread(watcher::run, "troupe-replicated-" + object.name());
    thread.setDaemon(true);
    thread.start();
    return watcher;
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void run() {
    ReplicaWatch watch = null;
    while (isOpen()) {
      try {
        if (watch == null) {
          watch = object
              .access()
              .call(
                  object.guide(),
                  Repeat.YES,
                  node -> node.replicas().watch(object.kind(), object.name()));
        }
        watch = follow(watch);
      } catch (OwnerLostException e) {
        log.debug("Nobody hears of the changes of {} any more: {}", object, e.toString());
        return;
      } catch (TroupeException e) {
        log.warn("Changes of {} are not heard just now: {}", object, e.getMessage());
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Returns the watch, or null if its node is lost. */
  private @Nullable ReplicaWatch follow(ReplicaWatch watch) throws InterruptedException {
    Map<Integer, Map<String, byte[]>> changed;
    try {
      changed = watch.next();
    } catch (OwnerLostException | CallAbandonedException e) {
      log.debug("The changes of {} are to be heard from another node", object, e);
      return null;
    }
    changed.forEach(this::tell);
    return watch;
  }

  private void tell(int part, Map<String, byte[]> now) {
    Map<String, byte[]> before = told.set(part, now);
    Map<String, byte[]> gone = new HashMap<>(before);
    gone.keySet().removeAll(now.keySet());
    gone.keySet().forEach(key -> tell(key, Optional.empty()));
    now.forEach((key, value) -> {
      if (!Arrays.equals(value, before.get(key))) {
        tell(key, Optional.of(value));
      }
    });
  }

  private void tell(String key, Optional<byte[]> value) {
    if (isOpen()) {
      try {
        listener.changed(key, value);
      } catch (RuntimeException e) {
        log.warn("A listener of {} failed", object, e);
      }
    }
  }

  private void pause() {
    try {
      if (closed.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
        log.debug("The listener of {} is closed", object);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
