package io.troupe.internal.actor;

import io.troupe.actor.RoutingStrategy;
import io.troupe.actor.RoutingStrategy.Routee;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The actor in front of an {@link io.troupe.actor.ActorPool}: starts a {@link StandIn} for each
 * actor, routes messages to them, and knows what they have not dealt with. Phases: open → closing.
 */
public final class PoolRouter<T> {
  /** There are to be so many. */
  public record Resize(int size) {}

  /** Nothing more is routed; it ends when all that was is dealt with. */
  public enum Close {
    CLOSE
  }

  /** It ends at once. */
  public enum Terminate {
    TERMINATE
  }

  /** One that gets no more has dealt with all. */
  private record Drained(ActorRef<?> child) {}

  /** One ended before it had dealt with a message. */
  private record Lost(Object message, int times, Runnable giveUp) {}

  private final ActorContext<Object> context;
  private final IntFunction<Behavior<T>> makers;
  private final RoutingStrategy<T> strategy;

  /** Those that get messages, by their numbers. */
  private final List<Member> members = new ArrayList<>();

  private final Map<ActorRef<?>, Member> byChild = new HashMap<>();
  private int started;
  private boolean closing;

  private PoolRouter(
      ActorContext<Object> context, IntFunction<Behavior<T>> makers, RoutingStrategy<T> strategy) {
    this.context = context;
    this.makers = makers;
    this.strategy = strategy;
  }

  /**
   * Returns the behaviour of one.
   *
   * @param makers makes the stand-in of each number
   * @param onEnd called when it has ended
   */
  public static <T> Behavior<T> of(
      int size, IntFunction<Behavior<T>> makers, RoutingStrategy<T> strategy, Runnable onEnd) {
    Behavior<Object> behavior = Behaviors.setup(context -> {
      PoolRouter<T> router = new PoolRouter<>(context, makers, strategy);
      router.resize(size);
      return router.open(onEnd);
    });
    return behavior.unsafeCast();
  }

  private Behavior<Object> open(Runnable onEnd) {
    return Behaviors.receive(Object.class)
        .onMessage(Resize.class, resize -> {
          resize(resize.size());
          return Behaviors.same();
        })
        .onMessage(Lost.class, this::onLost)
        .onMessage(Drained.class, this::onDrained)
        .onMessageEquals(Close.CLOSE, this::close)
        .onMessageEquals(Terminate.TERMINATE, Behaviors::stopped)
        .onAnyMessage(message -> {
          route(message, 0, () -> {});
          return Behaviors.same();
        })
        .onSignal(Terminated.class, this::onEnded)
        .onSignal(PostStop.class, stopped -> {
          onEnd.run();
          return Behaviors.same();
        })
        .build();
  }

  /** An actor of the pool. Its count is changed by any thread. */
  private final class Member implements Routee {
    private final int number;
    private final ActorRef<Object> child;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean leaving;

    Member(int number, ActorRef<Object> child) {
      this.number = number;
      this.child = child;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public int unanswered() {
      return unanswered.get();
    }

    void send(Object message, int times) {
      unanswered.incrementAndGet();
      ActorRef<Object> router = context.getSelf();
      child.tell(new StandIn.Tracked(message, new Delivery() {
        @Override
        void onDone() {
          settled(router);
        }

        @Override
        void onLost(Runnable giveUp) {
          router.tell(new Lost(message, times, giveUp));
          settled(router);
        }
      }));
    }

    private void settled(ActorRef<Object> router) {
      if (unanswered.decrementAndGet() == 0 && leaving) {
        router.tell(new Drained(child));
      }
    }

    void leave() {
      leaving = true;
      if (unanswered.get() == 0) {
        child.tell(StandIn.Finish.FINISH);
      }
    }
  }

  private void resize(int size) {
    while (members.size() < size && !closing) {
      int number = ++started;
      Behavior<Object> standIn = makers.apply(number).unsafeCast();
      ActorRef<Object> child = context.spawn(standIn, Integer.toString(number));
      context.watch(child);
      Member member = new Member(number, child);
      members.add(member);
      byChild.put(child, member);
    }
    while (members.size() > size) {
      members.remove(members.size() - 1).leave();
    }
  }

  @SuppressWarnings("unchecked") // the reference to this has the type of the messages
  private void route(Object message, int times, Runnable giveUp) {
    Collection<? extends Routee> picked = List.of();
    if (!members.isEmpty()) {
      try {
        picked = strategy.route((T) message, Collections.unmodifiableList(members));
      } catch (RuntimeException e) {
        context.getLog().error("The routing strategy failed", e);
      }
    }
    int sent = 0;
    for (Routee each : picked) {
      if (members.contains(each)) {
        members.get(members.indexOf(each)).send(message, times);
        sent++;
      }
    }
    if (sent == 0) {
      lose(message, giveUp);
    }
  }

  private void lose(Object message, Runnable giveUp) {
    giveUp.run();
    context.getSystem().deadLetters().tell(message);
  }

  @SuppressWarnings("unchecked") // as in route
  private Behavior<Object> onLost(Lost lost) {
    if (!members.isEmpty() && strategy.resends((T) lost.message(), lost.times())) {
      route(lost.message(), lost.times() + 1, lost.giveUp());
    } else {
      lose(lost.message(), lost.giveUp());
    }
    return Behaviors.same();
  }

  private Behavior<Object> onDrained(Drained drained) {
    Member member = byChild.get(drained.child());
    if (member != null) {
      member.leave();
    }
    return Behaviors.same();
  }

  private Behavior<Object> close() {
    closing = true;
    resize(0);
    return byChild.isEmpty() ? Behaviors.stopped() : Behaviors.same();
  }

  /** One has ended that the policy does not start again. The pool ends with its last. */
  private Behavior<Object> onEnded(Terminated ended) {
    if (ended instanceof ChildFailed failed) {
      context.getLog().error("An actor of the pool has failed", failed.getCause());
    }
    Member member = byChild.remove(ended.getRef());
    if (member != null) {
      members.remove(member);
    }
    return byChild.isEmpty() ? Behaviors.stopped() : Behaviors.same();
  }
}
