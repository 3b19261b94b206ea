package io.troupe.internal.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.ProcessStartException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StandInTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final AtomicInteger starts = new AtomicInteger();

  @AfterAll
  static void shutdown() {
    KIT.shutdownTestKit();
  }

  private ActorRef<String> standIn(Supplier<StandIn.Begun<String>> begin, int restarts) {
    return KIT.spawn(
        StandIn.of(begin, () -> true, restarts, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  private static StandIn.Begun<String> begun(ActorRef<String> ref) {
    return new StandIn.Begun<>(
        CompletableFuture.completedFuture(ref),
        up -> new CompletableFuture<Optional<Throwable>>(),
        () -> {});
  }

  @Test
  void startThrows_isTriedAgain_messagesWait() {
    TestProbe<String> probe = KIT.createTestProbe();
    ActorRef<String> ref = standIn(
        () -> {
          if (starts.incrementAndGet() < 3) {
            throw new ProcessStartException("no more processes", null);
          }
          return begun(probe.getRef());
        },
        Integer.MAX_VALUE);
    ref.tell("waits");
    probe.expectMessage(LIMIT, "waits");
    assertThat(starts).hasValue(3);
  }

  @Test
  void startThrows_asOftenAsThePolicyAllows_endsIt() {
    TestProbe<String> probe = KIT.createTestProbe();
    ActorRef<String> ref = standIn(
        () -> {
          starts.incrementAndGet();
          throw new ProcessStartException("no more processes", null);
        },
        1);
    probe.expectTerminated(ref, LIMIT);
    assertThat(starts).hasValue(2);
  }
}
