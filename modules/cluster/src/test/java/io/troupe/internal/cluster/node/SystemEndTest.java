package io.troupe.internal.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemEndTest {
  private static Behavior<Void> stopsWith(CountDownLatch latch) {
    return Behaviors.receive(Void.class)
        .onSignal(PostStop.class, signal -> {
          latch.await();
          return Behaviors.same();
        })
        .build();
  }

  /** Starts one as a node does, whose end by itself takes no other steps before. */
  private static ActorSystem<Void> start(Behavior<Void> guardian, String name) {
    return ActorSystem.create(
        guardian,
        name,
        ConfigFactory.parseString("pekko.coordinated-shutdown.run-by-actor-system-terminate = off")
            .withFallback(ConfigFactory.load()));
  }

  @Test
  void endHangs_isTakenForEnded() throws Exception {
    assertHangingEndIsTakenForEnded((system, end) -> end.begin());
  }

  @Test
  void endOfPekkoHangs_isTakenForEnded() throws Exception {
    assertHangingEndIsTakenForEnded((system, end) ->
        CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterDowningReason()));
  }

  private static void assertHangingEndIsTakenForEnded(
      BiConsumer<ActorSystem<Void>, SystemEnd> begin) throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    ActorSystem<Void> system = start(stopsWith(hangs), "hangs");
    try {
      SystemEnd end = new SystemEnd(system, Duration.ofMillis(300));
      assertThat(end.reached()).isNotDone();
      begin.accept(system, end);
      end.reached().get(30, TimeUnit.SECONDS);
      assertThat(system.getWhenTerminated().toCompletableFuture()).isNotDone();
    } finally {
      hangs.countDown();
    }
    system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void endComes_isNotWaitedForLonger() throws Exception {
    ActorSystem<Void> system = start(stopsWith(new CountDownLatch(0)), "ends");
    SystemEnd end = new SystemEnd(system, Duration.ofHours(1));
    end.begin();
    end.reached().get(30, TimeUnit.SECONDS);
  }
}
