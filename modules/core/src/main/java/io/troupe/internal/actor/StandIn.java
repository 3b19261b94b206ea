package io.troupe.internal.actor;

import io.troupe.PayloadException;
import io.troupe.internal.result.Thrower;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.BehaviorBuilder;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * An actor of this process in place of one in a process of its own: passes messages on, keeps them
 * while that is started, starts it again as often as allowed, and ends as that ends. So it can be a
 * child, with a parent that hears of its failure.
 */
public final class StandIn<T> {
  private static final int WAITING = 1000;
  private static final int MOST_DOUBLINGS = 20;

  /** A process that cannot be started is not tried again at once, even if the policy allows it. */
  private static final Duration MIN_AFTER_FAILED_START = Duration.ofMillis(200);

  private static final Duration MAX_AFTER_FAILED_START = Duration.ofSeconds(10);

  /** The actor behind it is there. */
  private record Up<T>(ActorRef<T> ref) {}

  /**
   * The actor behind it has ended, or could not be started; nothing for a cause if it stopped by
   * itself.
   */
  private record Down(Optional<Throwable> cause) {
    static Down with(Throwable failure) {
      return new Down(Optional.of(Thrower.unwrapped(failure)));
    }
  }

  /** A message, and who wants to know what becomes of it. */
  record Tracked(Object message, Delivery delivery) {}

  /** It is to end once the actor behind it has done with its present message. */
  enum Finish {
    FINISH
  }

  /** It is time to start the actor behind it again. */
  private enum Again {
    AGAIN
  }

  /**
   * An actor in a process that is being started.
   *
   * @param ref fails if it does not come up
   * @param whenEnded tells why it ended
   * @param kill ends its process
   */
  public record Begun<T>(
      CompletionStage<ActorRef<T>> ref,
      Function<ActorRef<T>, CompletionStage<Optional<Throwable>>> whenEnded,
      Runnable kill) {}

  private final Supplier<Begun<T>> begin;
  private final BooleanSupplier goesOn;
  private final int restarts;
  private final Duration within;
  private final Duration minBackoff;
  private final Duration maxBackoff;
  private final ActorContext<Object> context;
  private final StashBuffer<Object> waiting;
  private final TimerScheduler<Object> timers;

  /** When it was restarted, as far as that counts. */
  private final Deque<Long> recent = new ArrayDeque<>();

  private int inARow;
  private long began;
  private boolean up;
  private @Nullable ActorRef<T> last;
  private @Nullable Begun<T> begun;

  private StandIn(
      Supplier<Begun<T>> begin,
      BooleanSupplier goesOn,
      int restarts,
      Duration within,
      Duration minBackoff,
      Duration maxBackoff,
      ActorContext<Object> context,
      StashBuffer<Object> waiting,
      TimerScheduler<Object> timers) {
    this.begin = begin;
    this.goesOn = goesOn;
    this.restarts = restarts;
    this.within = within;
    this.minBackoff = minBackoff;
    this.maxBackoff = maxBackoff;
    this.context = context;
    this.waiting = waiting;
    this.timers = timers;
  }

  /**
   * Returns the behaviour of one.
   *
   * @param begin starts a process with the actor, without waiting for it
   * @param goesOn returns false when this process is about to end
   * @param restarts how often it may be started again within a time, which is zero where all times
   *     count
   */
  public static <T> Behavior<T> of(
      Supplier<Begun<T>> begin,
      BooleanSupplier goesOn,
      int restarts,
      Duration within,
      Duration minBackoff,
      Duration maxBackoff) {
    Behavior<Object> behavior =
        Behaviors.setup(context -> Behaviors.withTimers(timers -> Behaviors.withStash(
            WAITING,
            waiting -> new StandIn<>(
                    begin,
                    goesOn,
                    restarts,
                    within,
                    minBackoff,
                    maxBackoff,
                    context,
                    waiting,
                    timers)
                .start())));
    return behavior.unsafeCast();
  }

  private Behavior<Object> start() {
    began = System.nanoTime();
    up = false;
    context.pipeToSelf(begun(), (ref, failure) -> ref != null ? new Up<>(ref) : Down.with(failure));
    return waits();
  }

  private CompletionStage<ActorRef<T>> begun() {
    try {
      Begun<T> started = begin.get();
      begun = started;
      return started.ref();
    } catch (RuntimeException e) { // no process to be had
      return CompletableFuture.failedFuture(e);
    }
  }

  private Behavior<Object> waits() {
    return ending(Behaviors.receive(Object.class))
        .onMessage(Up.class, this::up)
        .onMessage(Down.class, this::down)
        .onMessageEquals(Again.AGAIN, this::start)
        .onMessageEquals(Finish.FINISH, Behaviors::stopped)
        .onAnyMessage(this::stash)
        .build();
  }

  private Behavior<Object> stash(Object message) {
    if (waiting.isFull()) {
      lose(message, "too many wait for its process");
    } else {
      waiting.stash(message);
    }
    return Behaviors.same();
  }

  @SuppressWarnings("unchecked") // made by start()
  private Behavior<Object> up(Up<?> news) {
    ActorRef<T> ref = (ActorRef<T>) news.ref();
    last = ref;
    up = true;
    Begun<T> started = begun;
    if (started != null) {
      context.pipeToSelf(
          started.whenEnded().apply(ref),
          (cause, failure) -> cause != null ? new Down(cause) : Down.with(failure));
    }
    return waiting.unstashAll(passesOnTo(ref));
  }

  private Behavior<Object> passesOnTo(ActorRef<T> ref) {
    return ending(Behaviors.receive(Object.class))
        .onMessage(Down.class, this::down)
        .onMessageEquals(Finish.FINISH, () -> {
          stop(ref);
          return Behaviors.same();
        })
        .onAnyMessage(message -> {
          if (ActorRefs.isTerminated(ref)) {
            return stash(message); // the news of that is under way
          }
          pass(message, ref);
          return Behaviors.same();
        })
        .build();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the reference to this has the type of the messages
  private void pass(Object message, ActorRef<T> ref) {
    try {
      if (message instanceof Tracked tracked && ref instanceof TypedRef elsewhere) {
        elsewhere.actor().deliver(tracked.message(), tracked.delivery());
      } else {
        ref.tell((T) message);
      }
    } catch (PayloadException e) {
      lose(message, e.getMessage());
    }
  }

  private static void stop(ActorRef<?> ref) {
    if (ref instanceof TypedRef elsewhere) {
      elsewhere.actor().stop();
    }
  }

  /** What is sent to an actor that has ended is lost, and who asks hears of it. */
  private void loseWaiting() {
    ActorRef<T> ended = last;
    waiting.forEach(message -> {
      if (ended != null) {
        pass(message, ended);
      } else {
        lose(message, "its process could not be started");
      }
    });
  }

  private void lose(Object message, @Nullable String why) {
    if (message instanceof Tracked tracked) {
      tracked.delivery().lost(() -> {});
      return;
    }
    context.getLog().warn("A message of type {} is lost: {}", message.getClass().getName(), why);
    context.getSystem().deadLetters().tell(message);
  }

  /** What the actor behind it ended with is what this one ends with, unless it is started again. */
  private Behavior<Object> down(Down down) {
    if (down.cause().isEmpty()) {
      loseWaiting();
      return Behaviors.stopped();
    }
    if (!goesOn.getAsBoolean()) {
      return waits(); // what this process started ends first; this one goes with it, without a word
    }
    if (!mayRestart()) {
      loseWaiting();
      throw Thrower.unchecked(down.cause().get());
    }
    context
        .getLog()
        .warn(
            "{} is started again: {}",
            context.getSelf().path().name(),
            down.cause().get().toString());
    timers.startSingleTimer(Again.AGAIN, backoff());
    return waits();
  }

  private boolean mayRestart() {
    long now = System.nanoTime();
    while (!within.isZero() && !recent.isEmpty() && now - recent.peek() > within.toNanos()) {
      recent.remove();
    }
    boolean may = restarts > recent.size();
    if (may && restarts < Integer.MAX_VALUE) {
      recent.add(now);
    }
    return may;
  }

  /** It doubles until one has lived for longer than it gets at most. */
  private Duration backoff() {
    Duration min = up ? minBackoff : longer(minBackoff, MIN_AFTER_FAILED_START);
    Duration max = up ? maxBackoff : longer(maxBackoff, MAX_AFTER_FAILED_START);
    if (System.nanoTime() - began > max.toNanos()) {
      inARow = 0;
    }
    Duration wait = min.multipliedBy(1L << Math.min(inARow++, MOST_DOUBLINGS));
    return wait.compareTo(max) > 0 ? max : wait;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private BehaviorBuilder<Object> ending(BehaviorBuilder<Object> builder) {
    return builder.onSignal(PostStop.class, stopped -> {
      Begun<T> last = begun;
      if (last != null) {
        last.kill().run();
      }
      return Behaviors.same();
    });
  }
}
