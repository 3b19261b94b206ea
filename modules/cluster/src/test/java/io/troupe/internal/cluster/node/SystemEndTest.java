package io.troupe.internal.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  @Test
  void endHangs_isTakenForEnded() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    ActorSystem<Void> system = ActorSystem.create(stopsWith(hangs), "hangs");
    try {
      CompletableFuture<Void> end = SystemEnd.of(system, Duration.ofMillis(300));
      assertThat(end).isNotDone();
      system.terminate();
      end.get(30, TimeUnit.SECONDS);
      assertThat(system.getWhenTerminated().toCompletableFuture()).isNotDone();
    } finally {
      hangs.countDown();
    }
    system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void endComes_isNotWaitedForLonger() throws Exception {
    ActorSystem<Void> system = ActorSystem.create(stopsWith(new CountDownLatch(0)), "ends");
    CompletableFuture<Void> end = SystemEnd.of(system, Duration.ofHours(1));
    system.terminate();
    end.get(30, TimeUnit.SECONDS);
  }
}
