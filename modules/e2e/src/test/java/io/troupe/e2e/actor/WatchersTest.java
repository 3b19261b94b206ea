package io.troupe.e2e.actor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.actor.Spawner;
import io.troupe.e2e.support.LiveObjects;
import io.troupe.internal.object.ObjectMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A watcher costs the watched nothing once it is gone: neither it nor its watch is kept, on either
 * side. What {@link WatchModelTest} cannot hear, for Pekko keeps an end from those that have stopped
 * to watch.
 */
@Timeout(value = 120, unit = SECONDS)
class WatchersTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MANY = 300;

  /** What may be under way when it is counted. */
  private static final int FEW = 20;

  /** A watch, in the process of the watched. */
  private static final String WATCH = ObjectMessage.Request.class.getName();

  /** A watcher, in its own process. */
  private static final String WATCHER = "org.apache.pekko.actor.LocalActorRef";

  private static Process host;
  private static Spawner there;
  private static ActorRef<Count> counter;
  private static int names;

  /** Asks how many objects of a class there are. */
  record Count(String className, ActorRef<Long> replyTo) {}

  /** How a watcher stops to watch. */
  enum Stop {
    UNWATCHES,
    ENDS
  }

  /** Has an actor watched by one that stops to do so at the second word. */
  record Word(Stop how, ActorRef<Object> watched, ActorRef<Done> replyTo) {}

  static Behavior<Count> counter() {
    return Behaviors.receiveMessage(count -> {
      count.replyTo().tell(LiveObjects.count(count.className()));
      return Behaviors.same();
    });
  }

  static Behavior<Word> watcher() {
    return Behaviors.setup(context -> Behaviors.receiveMessage(first -> {
      context.watch(first.watched());
      first.replyTo().tell(Done.getInstance());
      return Behaviors.receiveMessage(second -> {
        if (second.how() == Stop.UNWATCHES) {
          context.unwatch(second.watched());
        }
        second.replyTo().tell(Done.getInstance());
        return second.how() == Stop.UNWATCHES ? Behaviors.same() : Behaviors.stopped();
      });
    }));
  }

  /** Watches all that it is told of, as long as it lives. */
  static Behavior<Word> faithful() {
    return Behaviors.setup(context -> Behaviors.receiveMessage(word -> {
      context.watch(word.watched());
      word.replyTo().tell(Done.getInstance());
      return Behaviors.same();
    }));
  }

  @BeforeAll
  static void start() {
    host = Actors.process("watched").start();
    there = Actors.in(host);
    counter = there.spawn(WatchersTest::counter, "counter");
  }

  @AfterAll
  static void kill() throws InterruptedException {
    host.kill();
    host.join();
  }

  private static long countThere(String className) throws Exception {
    return Actors.<Count, Long>ask(counter, to -> new Count(className, to), LIMIT);
  }

  private static ActorRef<Object> watched() {
    return there.spawn(Behaviors::ignore, "watchers-test-watched-" + ++names);
  }

  private static ActorRef<Word> watcher(Spawner place) {
    return place.spawn(WatchersTest::watcher, "watchers-test-watcher-" + ++names);
  }

  private static void tell(ActorRef<Word> watcher, Stop how, ActorRef<Object> watched)
      throws Exception {
    Actors.<Word, Done>ask(watcher, to -> new Word(how, watched, to), LIMIT);
  }

  /** Each is the only watcher from its process for a moment, so that its watch crosses. */
  @ParameterizedTest
  @EnumSource(Stop.class)
  void watcherStopsToWatch_itsProcessKeepsNoWatcher_andThatOfTheWatchedNoWatch(Stop how)
      throws Exception {
    Spawner here = Actors.in(Process.current());
    ActorRef<Object> watched = watched();
    long watchersBefore = LiveObjects.count(WATCHER);
    long watchesBefore = countThere(WATCH);

    for (int i = 0; i < MANY; i++) {
      ActorRef<Word> watcher = watcher(here);
      tell(watcher, how, watched);
      tell(watcher, how, watched);
      Actors.stop(watcher);
    }

    await().until(() -> countThere(WATCH) < watchesBefore + FEW);
    await().until(() -> LiveObjects.count(WATCHER) < watchersBefore + FEW);
    assertThat(watched).as("held to the end").isNotNull();
    Actors.stop(watched);
  }

  @Test
  void processOfTheWatcherIsKilled_noWatchIsKept() throws Exception {
    Process doomed = Actors.process("doomed").start();
    ActorRef<Word> watcher = Actors.in(doomed).spawn(WatchersTest::faithful, "faithful");
    List<ActorRef<Object>> all = new ArrayList<>();
    long before = countThere(WATCH);
    for (int i = 0; i < MANY; i++) {
      ActorRef<Object> watched = watched();
      all.add(watched);
      tell(watcher, Stop.ENDS, watched);
    }
    await().until(() -> countThere(WATCH) >= before + MANY);

    doomed.kill();

    await().until(() -> countThere(WATCH) < before + FEW);
    all.forEach(Actors::stop);
  }
}
