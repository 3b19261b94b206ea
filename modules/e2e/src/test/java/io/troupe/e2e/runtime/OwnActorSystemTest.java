package io.troupe.e2e.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.troupe.Call;
import io.troupe.Pool;
import io.troupe.Queue;
import io.troupe.Troupe;
import io.troupe.e2e.support.ProgramRun;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
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
  void use_afterFirstUse_isRefused() throws Exception {
    ProgramRun run = ProgramRun.of(Late.class, List.of());
    assertThat(run.out()).contains("Troupe is in use in this JVM already");
    assertThat(run.status()).isZero();
  }
}
