package io.troupe.internal.system;

import io.troupe.internal.log.Log;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * One of Troupe's own actors. Pekko takes several hundred milliseconds to start, which nothing may
 * wait for: an actor begins without it, its messages taken one by one by the thread that sends, or
 * by one of its own. When the actor system is up it adopts the actor, which goes on there with the
 * state that it has; every message is taken once, in the order in which it was sent. Thread-safe.
 *
 * @param <M> its messages
 */
public final class LocalActor<M> {
  private static final Log log = Log.of(LocalActor.class);

  private final Actors actors;
  private final String name;
  private final ActorThreads threads;
  private @Nullable Role<M> role; // set before the first message is taken

  // All guarded by this, but for reads of the last.
  private final ArrayDeque<M> mailbox = new ArrayDeque<>();
  private boolean running = true; // until it has its role
  private boolean stopping;
  private boolean ended;
  private boolean adopting;
  private @Nullable ActorRef<M> heir;
  private Runnable giveUp = () -> {};
  private volatile @Nullable ActorRef<M> adopted;

  private LocalActor(Actors actors, String name, ActorThreads threads) {
    this.actors = actors;
    this.name = name;
    this.threads = threads;
  }

  /** Returns an actor that takes no message before {@link #begin}. */
  static <M> LocalActor<M> create(
      Actors actors, String name, ActorThreads threads, Function<LocalActor<M>, Role<M>> role) {
    LocalActor<M> actor = new LocalActor<>(actors, name, threads);
    actor.role = role.apply(actor);
    return actor;
  }

  void begin() {
    threads.execute(this::run);
  }

  String name() {
    return name;
  }

  ActorThreads threads() {
    return threads;
  }

  /**
   * Sends a message. Returns at once, or when the calling thread has taken it; what comes behind
   * the end is dropped.
   */
  public void tell(M message) {
    ActorRef<M> actor = adopted;
    if (actor == null && post(message)) {
      return;
    }
    if (actor == null) {
      actor = adopted;
    }
    if (actor != null) {
      actor.tell(message);
    }
  }

  /** Returns false if the message is for the actor system. */
  private boolean post(M message) {
    synchronized (this) {
      if (adopted != null) {
        return false;
      }
      if (ended) {
        return true;
      }
      mailbox.add(message);
      if (running) {
        return true;
      }
      running = true;
    }
    threads.execute(this::run);
    return true;
  }

  /** Sends a message after a while. */
  public void later(Duration delay, M message) {
    actors.later(delay, () -> tell(message));
  }

  private void run() {
    for (M next = next(); next != null; next = next()) {
      take(next);
    }
    if (isStopping()) {
      end();
    }
  }

  private synchronized @Nullable M next() {
    ActorRef<M> actor = heir;
    M next = actor == null && !stopping ? mailbox.poll() : null;
    running = next != null;
    if (actor != null) {
      handOver(actor);
    }
    return next;
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  /** Returns whether it is to be adopted: it has not ended, and is not being adopted. */
  synchronized boolean beginAdoption() {
    boolean begins = !ended && !stopping && !adopting;
    adopting |= begins;
    return begins;
  }

  /**
   * Is adopted, at once or behind the message that is being taken.
   *
   * @param actor does what {@link #behavior} says
   * @param stop ends it
   */
  void adopt(ActorRef<M> actor, Runnable stop) {
    // There, what the actor would do at once on this thread waits until the lock is free again.
    threads.execute(() -> {
      synchronized (this) {
        heir = actor;
        giveUp = stop;
        if (!running) {
          handOver(actor);
        }
      }
    });
  }

  /** Those who send meanwhile wait for the lock, and come behind. */
  private void handOver(ActorRef<M> actor) {
    if (ended) {
      giveUp.run();
    }
    for (M next = mailbox.poll(); next != null; next = mailbox.poll()) {
      actor.tell(next);
    }
    adopted = actor;
    actors.forget(this);
  }

  /** Returns whether the actor system has it. */
  boolean isAdopted() {
    return adopted != null;
  }

  /** Returns what the actor is for the actor system. */
  Behavior<M> behavior() {
    return Behaviors.receive(
        (context, message) -> take(message) ? Behaviors.same() : Behaviors.stopped(),
        (context, signal) -> {
          if (signal == PostStop.instance()) {
            end();
          }
          return Behaviors.same();
        });
  }

  private boolean take(M message) {
    Role<M> taker = role;
    boolean goesOn = taker != null && !isEnded() && take(taker, message);
    if (!goesOn) {
      end();
    }
    return goesOn;
  }

  private boolean take(Role<M> taker, M message) {
    try {
      return taker.onMessage(message);
    } catch (
        OutOfMemoryError e) { // of threads, most likely; which part of this needed one says little
      log.error("{} failed: {}", name, e.toString());
      return false;
    } catch (Throwable e) { // a fault of Troupe's own; the others go on
      log.error("{} failed", name, e);
      return false;
    }
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  /** Ends it from outside, behind the message that is being taken, if it has not been adopted. */
  void stop() {
    synchronized (this) {
      stopping = heir == null;
      if (running || !stopping) {
        return;
      }
      running = true;
    }
    threads.execute(this::run);
  }

  private void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      mailbox.clear();
    }
    actors.forget(this);
    Role<M> left = role;
    if (left != null) {
      left.onEnd();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
