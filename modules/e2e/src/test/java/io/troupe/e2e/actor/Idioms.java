package io.troupe.e2e.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Behaviours in the ways in which typed actors are used; none knows of processes. */
final class Idioms {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Idioms() {}

  // Request and response; and who does not answer some.

  /** Asks for the length of a word; "never" is not answered. */
  record Measure(String word, ActorRef<Measured> replyTo) {}

  record Measured(String word, int length, long process) {}

  static Behavior<Measure> ruler() {
    return Behaviors.receiveMessage(measure -> {
      if (!measure.word().equals("never")) {
        String word = measure.word();
        long process = ProcessHandle.current().pid();
        measure.replyTo().tell(new Measured(word, word.length(), process));
      }
      return Behaviors.same();
    });
  }

  // The rest uses that: each of these is told words, and answers with a line.

  /** A word, or some. */
  record Words(List<String> words, ActorRef<String> replyTo) {}

  /** What the behaviours below understand besides: messages of their own. */
  private record Own(Measured measured, Words words) {}

  /** The answer is made a message of the actor's own. */
  static Behavior<Object> adapting(ActorRef<Measure> ruler) {
    return Behaviors.setup(context -> Behaviors.receive(Object.class)
        .onMessage(Words.class, words -> {
          ActorRef<Measured> adapter =
              context.messageAdapter(Measured.class, measured -> new Own(measured, words));
          ruler.tell(new Measure(words.words().get(0), adapter));
          return Behaviors.same();
        })
        .onMessage(Own.class, own -> {
          own.words().replyTo().tell("adapted " + own.measured().length());
          return Behaviors.same();
        })
        .build());
  }

  /** The answer to a question between actors, or that there was none in time. */
  private record Answer(String text, Words words) {}

  static Behavior<Object> asking(ActorRef<Measure> ruler, Duration limit) {
    return Behaviors.setup(context -> Behaviors.receive(Object.class)
        .onMessage(Words.class, words -> {
          context.ask(
              Measured.class,
              ruler,
              limit,
              (ActorRef<Measured> to) -> new Measure(words.words().get(0), to),
              (measured, failure) ->
                  new Answer(failure == null ? "asked " + measured.length() : "no answer", words));
          return Behaviors.same();
        })
        .onMessage(Answer.class, answer -> {
          answer.words().replyTo().tell(answer.text());
          return Behaviors.same();
        })
        .build());
  }

  /** A child for each request, which ends with its answer. */
  static Behavior<Words> sessions(ActorRef<Measure> ruler) {
    return Behaviors.setup(context -> Behaviors.receive(Words.class)
        .onMessage(Words.class, words -> {
          context.spawnAnonymous(session(ruler, words));
          return Behaviors.same();
        })
        .build());
  }

  private static Behavior<Measured> session(ActorRef<Measure> ruler, Words words) {
    return Behaviors.setup(context -> {
      words.words().forEach(word -> ruler.tell(new Measure(word, context.getSelf())));
      Map<String, Integer> lengths = new HashMap<>();
      return Behaviors.receiveMessage(measured -> {
        lengths.put(measured.word(), measured.length());
        if (lengths.size() < words.words().size()) {
          return Behaviors.same();
        }
        int sum = lengths.values().stream().mapToInt(length -> length).sum();
        words.replyTo().tell("session " + sum);
        return Behaviors.stopped();
      });
    });
  }

  private enum Late {
    LATE
  }

  /** Sends some requests, and makes one answer of what has come in time. */
  static <R> Behavior<Object> aggregator(
      Portable<ActorRef<Object>> send,
      int expected,
      Duration limit,
      Function<List<Object>, R> aggregate,
      ActorRef<R> replyTo) {
    return Behaviors.setup(context -> {
      context.setReceiveTimeout(limit, Late.LATE);
      send.accept(context.getSelf());
      List<Object> all = new ArrayList<>();
      return Behaviors.receiveMessage(message -> {
        if (message != Late.LATE) {
          all.add(message);
        }
        if (message != Late.LATE && all.size() < expected) {
          return Behaviors.same();
        }
        replyTo.tell(aggregate.apply(all));
        return Behaviors.stopped();
      });
    });
  }

  /** Does something with a value. */
  interface Portable<T> {
    void accept(T value);
  }

  static Behavior<Words> aggregating(ActorRef<Measure> ruler, Duration limit) {
    return Behaviors.receive((context, words) -> {
      context.spawnAnonymous(aggregator(
          self -> words.words().forEach(word -> ruler.tell(new Measure(word, self.unsafeUpcast()))),
          words.words().size(),
          limit,
          all -> "aggregated " + all.size() + " of " + words.words().size(),
          words.replyTo()));
      return Behaviors.same();
    });
  }

  private record Next(int index) {}

  /** Asks one after the other until one answers, without waiting long for any. */
  static Behavior<Object> chopping(List<ActorRef<Measure>> rulers, Words words, Duration each) {
    return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      context.getSelf().tell(new Next(0));
      return Behaviors.receive(Object.class)
          .onMessage(Next.class, next -> {
            int index = next.index();
            String word = index + 1 < rulers.size() ? "never" : words.words().get(0);
            rulers.get(index).tell(new Measure(word, context.getSelf().unsafeUpcast()));
            if (index + 1 < rulers.size()) {
              timers.startSingleTimer(new Next(index + 1), each);
            }
            return Behaviors.same();
          })
          .onMessage(Measured.class, measured -> {
            words.replyTo().tell("chopped " + measured.length());
            return Behaviors.stopped();
          })
          .build();
    }));
  }

  static Behavior<Words> tailChopping(List<ActorRef<Measure>> rulers, Duration each) {
    return Behaviors.receive((context, words) -> {
      context.spawnAnonymous(chopping(rulers, words, each));
      return Behaviors.same();
    });
  }

  // Time, phases, state.

  private enum Flush {
    FLUSH
  }

  /** Gathers words and tells them together, when a timer says so. */
  static Behavior<Object> buncher(ActorRef<List<String>> to, Duration after) {
    return Behaviors.withTimers(timers -> idle(timers, to, after));
  }

  private static Behavior<Object> idle(
      org.apache.pekko.actor.typed.javadsl.TimerScheduler<Object> timers,
      ActorRef<List<String>> to,
      Duration after) {
    return Behaviors.receive(Object.class)
        .onMessage(String.class, word -> {
          timers.startSingleTimer(Flush.FLUSH, Flush.FLUSH, after);
          return active(timers, to, after, List.of(word));
        })
        .build();
  }

  private static Behavior<Object> active(
      org.apache.pekko.actor.typed.javadsl.TimerScheduler<Object> timers,
      ActorRef<List<String>> to,
      Duration after,
      List<String> words) {
    return Behaviors.receive(Object.class)
        .onMessage(String.class, word -> {
          List<String> more = new ArrayList<>(words);
          more.add(word);
          return active(timers, to, after, List.copyOf(more));
        })
        .onMessageEquals(Flush.FLUSH, () -> {
          to.tell(words);
          return idle(timers, to, after);
        })
        .build();
  }

  /** What a door of two states understands. */
  enum Door {
    OPEN,
    CLOSE
  }

  /** A state machine: each state is a behaviour, and says what it makes of a message. */
  static Behavior<Door> door(ActorRef<String> to) {
    return closed(to);
  }

  private static Behavior<Door> closed(ActorRef<String> to) {
    return Behaviors.receive(Door.class)
        .onMessageEquals(Door.OPEN, () -> {
          to.tell("opened");
          return open(to);
        })
        .onMessageEquals(Door.CLOSE, () -> {
          to.tell("is closed");
          return Behaviors.same();
        })
        .build();
  }

  private static Behavior<Door> open(ActorRef<String> to) {
    return Behaviors.receive(Door.class)
        .onMessageEquals(Door.CLOSE, () -> {
          to.tell("closed");
          return closed(to);
        })
        .onMessageEquals(Door.OPEN, () -> {
          to.tell("is open");
          return Behaviors.same();
        })
        .build();
  }

  private record Loaded(int value) {}

  /** Keeps what comes before it has what it needs, which it gets from another actor. */
  static Behavior<Object> stashing(ActorRef<Measure> store) {
    return Behaviors.withStash(
        100,
        stash -> Behaviors.setup(context -> {
          context.ask(
              Measured.class,
              store,
              LIMIT,
              (ActorRef<Measured> to) -> new Measure("secret", to),
              (measured, failure) -> new Loaded(failure == null ? measured.length() : -1));
          return Behaviors.receive(Object.class)
              .onMessage(Loaded.class, loaded -> stash.unstashAll(ready(loaded.value())))
              .onAnyMessage(message -> {
                stash.stash(message);
                return Behaviors.same();
              })
              .build();
        }));
  }

  private static Behavior<Object> ready(int value) {
    return Behaviors.receive(Object.class)
        .onMessage(Words.class, words -> {
          words.replyTo().tell(words.words().get(0) + " " + value);
          return Behaviors.same();
        })
        .build();
  }

  /** Says which of its children ends, and ends with the last. */
  static Behavior<Measure> family(List<String> names, ActorRef<String> to) {
    return Behaviors.setup(context -> {
      for (String name : names) {
        context.watch(context.spawn(Behaviors.stopped(), name));
      }
      List<String> left = new ArrayList<>(names);
      return Behaviors.receive(Measure.class)
          .onSignal(Terminated.class, terminated -> {
            left.remove(terminated.getRef().path().name());
            to.tell("ended " + terminated.getRef().path().name());
            return left.isEmpty() ? Behaviors.stopped() : Behaviors.same();
          })
          .build();
    });
  }
}
