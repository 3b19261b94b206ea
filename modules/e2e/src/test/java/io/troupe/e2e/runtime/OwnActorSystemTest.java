package io.troupe.e2e.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.troupe.Call;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.Troupe;
import io.troupe.actor.Actors;
import io.troupe.e2e.support.ProgramRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program's actor system can be the host of Troupe's actors. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OwnActorSystemTest {

  /** Does some work in a system that has Pekko's defaults, none of Troupe's settings. */
  static final class Program {
    public static void main(String[] args) throws Exception {
      ActorSystem<Void> system =
          ActorSystem.create(Behaviors.empty(), "mine", ConfigFactory.load());
      Troupe.use(system);
      Queue<Integer> queue = Queue.create();
      try (Pool pool = Pool.of(1)) {
        System.out.println(pool.apply(Call.of(Program::half, 42, queue)));
      }
      System.out.println(queue.get());
      System.out.println(systems());
      System.out.println(system.whenTerminated().isCompleted());
      system.terminate();
    }

    static int half(int number, Queue<Integer> queue) throws InterruptedException {
      queue.put(number);
      return number / 2;
    }

    /** Counts the schedulers, of which each actor system has one. */
    private static long systems() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().contains("-scheduler-"))
          .count();
    }
  }

  /** Has actors in processes, and an actor of its own system that speaks with one. */
  static final class ActorsProgram {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    record Half(int number, ActorRef<Integer> replyTo) {}

    static Behavior<Half> halving() {
      return Behaviors.receiveMessage(half -> {
        half.replyTo().tell(half.number() / 2);
        return half.number() == 0 ? Behaviors.stopped() : Behaviors.same();
      });
    }

    /** Asks by a message of its own, and prints the answer and the end. */
    private static Behavior<Integer> client(ActorRef<Half> halving, CountDownLatch ended) {
      return Behaviors.setup(context -> {
        context.watch(halving);
        halving.tell(new Half(0, context.getSelf()));
        return Behaviors.receive(Integer.class)
            .onMessage(Integer.class, answer -> {
              System.out.println("client " + answer);
              return Behaviors.same();
            })
            .onSignal(Terminated.class, terminated -> {
              System.out.println("terminated");
              ended.countDown();
              return Behaviors.stopped();
            })
            .build();
      });
    }

    public static void main(String[] args) throws Exception {
      ActorSystem<Void> system =
          ActorSystem.create(Behaviors.empty(), "mine", ConfigFactory.load());
      Troupe.use(system);
      ActorRef<Half> halving = Actors.spawn(ActorsProgram::halving, "halving");
      System.out.println(Actors.<Half, Integer>ask(halving, to -> new Half(42, to), LIMIT));
      System.out.println(
          AskPattern.<Half, Integer>ask(halving, to -> new Half(8, to), LIMIT, system.scheduler())
              .toCompletableFuture()
              .get());
      System.out.println(Actors.system() == system);
      CountDownLatch ended = new CountDownLatch(1);
      system.systemActorOf(client(halving, ended), "client", Props.empty());
      ended.await();
      ActorRef<Half> here = Actors.in(Process.current()).spawn(ActorsProgram::halving, "here");
      System.out.println(Actors.<Half, Integer>ask(here, to -> new Half(6, to), LIMIT));
      system.terminate();
    }
  }

  /** Uses Troupe first. */
  static final class Late {
    public static void main(String[] args) {
      Queue.create();
      ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "mine");
      try {
        Troupe.use(system);
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      } finally {
        system.terminate();
      }
    }
  }

  @Test
  void use_ofAProgramsSystem_hostsPoolsAndQueues() throws Exception {
    ProgramRun run = ProgramRun.of(Program.class, List.of());
    assertThat(run.out().lines()).containsExactly("21", "42", "1", "false");
    assertThat(run.status()).isZero();
  }

  @Test
  void use_ofAProgramsSystem_actorsInProcessesAreAskedAndWatchedFromIt() throws Exception {
    ProgramRun run = ProgramRun.of(ActorsProgram.class, List.of());
    assertThat(run.out().lines()).containsExactly("21", "4", "true", "client 0", "terminated", "3");
    assertThat(run.status()).isZero();
  }

  @Test
  void use_afterFirstUse_isRefused() throws Exception {
    ProgramRun run = ProgramRun.of(Late.class, List.of());
    assertThat(run.out()).contains("Troupe is in use in this JVM already");
    assertThat(run.status()).isZero();
  }
}
