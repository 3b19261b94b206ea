package io.troupe.e2e.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.BrokenPoolException;
import io.troupe.Call;
import io.troupe.OwnerLostException;
import io.troupe.Pool;
import io.troupe.TaskTimeoutException;
import io.troupe.WorkerLostException;
import io.troupe.actor.Actors;
import io.troupe.sync.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools whose workers are behaviours of the program's. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WorkerBehaviorTest {
  interface Command {}

  record Add(int number, ActorRef<Integer> replyTo) implements Command {}

  record Where(ActorRef<String> replyTo) implements Command {}

  record Fail(String why, ActorRef<Integer> replyTo) implements Command {}

  record Hang(Event begun, ActorRef<Integer> replyTo) implements Command {}

  record Later(int number, ActorRef<Integer> replyTo) implements Command {}

  record StopAfter(int number, ActorRef<Integer> replyTo) implements Command {}

  record Exit(int code, ActorRef<Integer> replyTo) implements Command {}

  /** Adds up. */
  static Behavior<Command> summing(int sum) {
    return Behaviors.receive(Command.class)
        .onMessage(Add.class, add -> {
          add.replyTo().tell(sum + add.number());
          return summing(sum + add.number());
        })
        .onMessage(Where.class, where -> {
          where
              .replyTo()
              .tell(ProcessHandle.current().pid() + " " + Thread.currentThread().getName());
          return Behaviors.same();
        })
        .onMessage(Fail.class, fail -> {
          throw new IllegalStateException(fail.why());
        })
        .onMessage(Hang.class, hang -> {
          hang.begun().set();
          Thread.sleep(Long.MAX_VALUE);
          return Behaviors.same();
        })
        .onMessage(Later.class, later -> {
          new Thread(() -> later.replyTo().tell(later.number())).start();
          return Behaviors.same();
        })
        .onMessage(StopAfter.class, stop -> {
          stop.replyTo().tell(stop.number());
          return Behaviors.stopped();
        })
        .onMessage(Exit.class, exit -> {
          Runtime.getRuntime().halt(exit.code());
          return Behaviors.same();
        })
        .build();
  }

  private static Pool one() {
    return Pool.builder().processes(1).worker(() -> summing(0)).start();
  }

  @Test
  void tasks_askTheBehaviour_whichKeepsItsState_onTheirThread() throws Exception {
    try (Pool pool = one()) {
      assertThat(pool.map(Actors.askWorker(Add::new), List.of(1, 2, 3))).containsExactly(1, 3, 6);
      String where = pool.apply(Actors.askWorker(Where::new));
      assertThat(where)
          .isEqualTo(pool.<String>apply(
              () -> ProcessHandle.current().pid() + " " + Thread.currentThread().getName()));
      assertThat((int) pool.apply(Actors.askWorker(Later::new), 9)).isEqualTo(9);
    }
  }

  @Test
  void eachWorker_hasOneOfItsOwn() throws Exception {
    try (Pool pool = Pool.builder().processes(3).worker(() -> summing(0)).start()) {
      List<Integer> sums = pool.map(
          Actors.askWorker(Add::new), IntStream.range(0, 300).mapToObj(i -> 1).toList());
      assertThat(sums).hasSize(300).allMatch(sum -> sum >= 1 && sum <= 300);
    }
  }

  @Test
  void behaviourFails_taskFails_andTheNextHasAnother() throws Exception {
    try (Pool pool = one()) {
      assertThat((int) pool.apply(Actors.askWorker(Add::new), 5)).isEqualTo(5);
      assertThatThrownBy(() -> pool.apply(Actors.askWorker(Fail::new), "no more"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no more");
      assertThat((int) pool.apply(Actors.askWorker(Add::new), 1)).isEqualTo(1);
      assertThat((int) pool.apply(Actors.askWorker(StopAfter::new), 7)).isEqualTo(7);
      assertThat((int) pool.apply(Actors.askWorker(Add::new), 2)).isEqualTo(2);
    }
  }

  @Test
  void taskTimesOut_behaviourIsInterrupted_orItsWorkerKilled() throws Exception {
    try (Pool pool = one()) {
      Event begun = Event.create();
      AsyncResult<Integer> result =
          pool.applyAsync(Call.of(Actors.<Event, Command, Integer>askWorker(Hang::new), begun)
              .timeout(Duration.ofMillis(500)));
      assertThatThrownBy(result::get).hasCauseInstanceOf(TaskTimeoutException.class);
      assertThat((int) pool.apply(Actors.askWorker(Add::new), 1)).isEqualTo(1);
    }
  }

  @Test
  void behaviourEndsItsProcess_taskIsLost_andTheNextWorkerBegins() throws Exception {
    try (Pool pool = one()) {
      assertThatThrownBy(() -> pool.apply(Actors.askWorker(Exit::new), 3))
          .isInstanceOf(WorkerLostException.class);
      assertThat((int) pool.apply(Actors.askWorker(Add::new), 4)).isEqualTo(4);
    }
  }

  @Test
  void behindAnInitializer_withArguments_andRecycled() throws Exception {
    try (Pool pool = Pool.builder()
        .processes(1)
        .maxTasksPerChild(1)
        .initializer(System::setProperty, "started", "yes")
        .worker(() -> summing(System.getProperty("started", "no").length()))
        .start()) {
      for (int i = 0; i < 2; i++) { // each in a worker of its own
        assertThat((int) pool.apply(Actors.askWorker(Add::new), 1)).isEqualTo(4);
      }
    }
  }

  @Test
  void factoryThrows_poolBreaks() throws Exception {
    try (Pool pool = Pool.builder().processes(1).worker(Account::createNone).start()) {
      assertThatThrownBy(() -> pool.apply(Actors.askWorker(Add::new), 1))
          .isInstanceOf(BrokenPoolException.class)
          .hasStackTraceContaining("no account today");
    }
  }

  @Test
  void badUse_isRefused() throws Exception {
    assertThatThrownBy(() -> Pool.builder().threads(1).worker(() -> summing(0)).start())
        .isInstanceOf(IllegalStateException.class);
    try (Pool pool = Pool.of(1)) {
      assertThatThrownBy(() -> pool.apply(Actors.askWorker(Add::new), 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("PoolBuilder.worker");
    }
    try (Pool pool =
        Pool.builder().processes(1).worker(() -> Behaviors.<Command>stopped()).start()) {
      assertThatThrownBy(() -> pool.apply(Actors.askWorker(Add::new), 1))
          .isInstanceOf(OwnerLostException.class);
    }
  }
}
