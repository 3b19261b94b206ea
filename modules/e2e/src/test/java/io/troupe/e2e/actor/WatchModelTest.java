package io.troupe.e2e.actor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.actor.Spawner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Actors of three processes watch each other, stop doing so, and end, at random; against a model: who
 * watches an actor when it ends hears of that once, and nobody else does.
 */
@Timeout(value = 120, unit = SECONDS)
class WatchModelTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int STEPS = 120;
  private static final int ALIVE = 9;

  private static final List<Process> processes = new ArrayList<>();
  private static final List<Spawner> places = new ArrayList<>();
  private static int names;

  /** What a watcher understands. */
  interface Command {}

  record Watch(String name, ActorRef<Object> whom, ActorRef<Done> replyTo) implements Command {}

  record Unwatch(String name, ActorRef<Done> replyTo) implements Command {}

  /** Asks for the names of those that were heard to end. */
  record Report(ActorRef<List<String>> replyTo) implements Command {}

  static Behavior<Command> watcher() {
    Map<String, ActorRef<Object>> known = new HashMap<>();
    List<String> ended = new ArrayList<>();
    return Behaviors.setup(context -> Behaviors.receive(Command.class)
        .onMessage(Watch.class, watch -> {
          known.put(watch.name(), watch.whom());
          context.watch(watch.whom());
          watch.replyTo().tell(Done.getInstance());
          return Behaviors.same();
        })
        .onMessage(Unwatch.class, unwatch -> {
          context.unwatch(known.get(unwatch.name()));
          unwatch.replyTo().tell(Done.getInstance());
          return Behaviors.same();
        })
        .onMessage(Report.class, report -> {
          report.replyTo().tell(List.copyOf(ended));
          return Behaviors.same();
        })
        .onSignal(Terminated.class, terminated -> {
          known.forEach((name, ref) -> {
            if (ref.equals(terminated.getRef())) {
              ended.add(name);
            }
          });
          return Behaviors.same();
        })
        .build());
  }

  /** Only lives. */
  static Behavior<Object> watched() {
    return Behaviors.ignore();
  }

  @BeforeAll
  static void start() {
    for (String name : List.of("left", "right")) {
      Process process = Actors.process(name).start();
      processes.add(process);
      places.add(Actors.in(process));
      Actors.in(process).spawn(WatchModelTest::watched, "last"); // the process ends with it
    }
    places.add(Actors.in(Process.current()));
  }

  @AfterAll
  static void kill() throws InterruptedException {
    for (Process process : processes) {
      process.kill();
      process.join();
    }
  }

  private static String newName(String kind) {
    return kind + "-" + ++names;
  }

  /** A watcher, and what the model knows of it. */
  private static final class Observer {
    private final ActorRef<Command> ref;
    private final TreeSet<String> watching = new TreeSet<>();
    private final List<String> expected = new ArrayList<>();

    Observer(Spawner place) {
      ref = place.spawn(WatchModelTest::watcher, newName("watcher"));
    }

    void watch(String name, ActorRef<Object> whom) throws Exception {
      Actors.<Command, Done>ask(ref, replyTo -> new Watch(name, whom, replyTo), LIMIT);
      watching.add(name);
    }

    void unwatch(String name) throws Exception {
      Actors.<Command, Done>ask(ref, replyTo -> new Unwatch(name, replyTo), LIMIT);
      watching.remove(name);
    }

    void ends(String name) {
      if (watching.remove(name)) {
        expected.add(name);
      }
    }

    List<String> heard() throws Exception {
      return Actors.ask(ref, Report::new, LIMIT);
    }
  }

  /** All that there is, and the choices of one run. */
  private static final class World {
    private final Random random;
    private final List<Observer> observers = new ArrayList<>();
    private final TreeMap<String, ActorRef<Object>> alive = new TreeMap<>();
    private final TreeMap<String, Integer> homes = new TreeMap<>();

    World(long seed) {
      random = new Random(seed);
      for (int i = 0; i < 2 * places.size(); i++) {
        observers.add(new Observer(places.get(i % places.size())));
      }
    }

    private <T> T any(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    private String anyAlive() {
      return any(List.copyOf(alive.keySet()));
    }

    String begin(int home) {
      String name = newName("actor");
      alive.put(name, places.get(home).spawn(WatchModelTest::watched, name));
      homes.put(name, home);
      return name;
    }

    void step() throws Exception {
      if (alive.size() < ALIVE) {
        begin(random.nextInt(places.size()));
      }
      Observer observer = any(observers);
      int choice = random.nextInt(10);
      if (choice < 5) {
        watchAny(observer);
      } else if (choice < 8) {
        if (!observer.watching.isEmpty()) {
          observer.unwatch(any(List.copyOf(observer.watching)));
        }
      } else {
        end(anyAlive());
      }
    }

    private void watchAny(Observer observer) throws Exception {
      String name = anyAlive();
      observer.watch(name, alive.get(name));
    }

    void end(String name) {
      Actors.stop(alive.remove(name));
      observers.forEach(observer -> observer.ends(name));
    }

    /** The process of a place ends, and all that live there. */
    void endAllOf(int home) {
      for (String name : List.copyOf(alive.keySet())) {
        if (homes.get(name) == home) {
          alive.remove(name);
          observers.forEach(observer -> observer.ends(name));
        }
      }
    }

    /** Hears what the model says, and nothing else, which would come before the end of the last. */
    void check(List<Integer> livingHomes) throws Exception {
      for (Observer observer : observers) {
        await().until(() -> observer.heard().containsAll(observer.expected));
      }
      for (int home : livingHomes) {
        String last = begin(home);
        for (Observer observer : observers) {
          observer.watch(last, alive.get(last));
        }
        end(last);
      }
      for (Observer observer : observers) {
        await().until(() -> observer.heard().containsAll(observer.expected));
        assertThat(observer.heard()).containsExactlyInAnyOrderElementsOf(observer.expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void watchUnwatchStop_asTheModelSays(long seed) throws Exception {
    World world = new World(seed);
    for (int i = 0; i < STEPS; i++) {
      world.step();
    }
    world.check(List.of(0, 1, 2));
  }

  @Test
  void processIsKilled_allThatWatchActorsThereHearOfEach() throws Exception {
    Process doomed = Actors.process("doomed").start();
    processes.add(doomed);
    places.add(Actors.in(doomed));
    int home = places.size() - 1;
    try {
      World world = new World(4);
      List<Observer> there = world.observers.stream()
          .filter(observer -> world.observers.indexOf(observer) % places.size() == home)
          .toList();
      for (int i = 0; i < STEPS; i++) {
        world.step();
      }
      world.observers.removeAll(there); // they end with their process, and hear nothing
      doomed.kill();
      world.endAllOf(home);
      world.check(List.of(0, 1, 2));
    } finally {
      places.remove(home);
    }
  }
}
