package io.troupe.internal.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.ProcessStartException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
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

  @Test
  void processDoesNotComeUp_aThousandMessagesWait_moreAreDeadLetters() {
    CompletableFuture<ActorRef<String>> comesUp = new CompletableFuture<>();
    TestProbe<String> probe = KIT.createTestProbe();
    TestProbe<DeadLetter> letters = KIT.createTestProbe(DeadLetter.class);
    Adapter.toClassic(KIT.system())
        .eventStream()
        .subscribe(Adapter.toClassic(letters.getRef()), DeadLetter.class);
    ActorRef<String> ref =
        standIn(() -> new StandIn.Begun<>(comesUp, up -> new CompletableFuture<>(), () -> {}), 0);

    for (int i = 0; i < 1002; i++) {
      ref.tell("message " + i);
    }

    assertThat(letters.receiveMessage(LIMIT).message()).isEqualTo("message 1000");
    assertThat(letters.receiveMessage(LIMIT).message()).isEqualTo("message 1001");
    comesUp.complete(probe.getRef());
    for (int i = 0; i < 1000; i++) {
      probe.expectMessage(LIMIT, "message " + i);
    }
  }

  /** Never sooner than the policy says. */
  @Test
  void restartWithBackoff_waitsTwiceAsLongEachTime() {
    List<Long> begun = new CopyOnWriteArrayList<>();
    TestProbe<String> probe = KIT.createTestProbe();
    ActorRef<String> ref = KIT.spawn(StandIn.of(
        () -> {
          begun.add(System.nanoTime());
          return new StandIn.Begun<>(
              CompletableFuture.completedFuture(probe.getRef()),
              up -> CompletableFuture.completedFuture(Optional.of(new IllegalStateException())),
              () -> {});
        },
        () -> true,
        3,
        Duration.ZERO,
        Duration.ofMillis(50),
        Duration.ofMillis(100)));

    probe.expectTerminated(ref, LIMIT);

    assertThat(begun).hasSize(4);
    assertThat(List.of(gap(begun, 0), gap(begun, 1), gap(begun, 2)))
        .satisfiesExactly(
            first -> assertThat(first).isGreaterThanOrEqualTo(50),
            second -> assertThat(second).isGreaterThanOrEqualTo(100),
            third -> assertThat(third).isGreaterThanOrEqualTo(100)); // the most
  }

  private static long gap(List<Long> begun, int from) {
    return TimeUnit.NANOSECONDS.toMillis(begun.get(from + 1) - begun.get(from));
  }
}
