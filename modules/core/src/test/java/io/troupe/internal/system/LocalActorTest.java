package io.troupe.internal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LocalActorTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Actors actors = Actors.inOwnSystem(timer);

  @AfterEach
  void close() {
    actors.close();
    timer.shutdownNow();
  }

  /** Keeps what it is told, and ends at -1; fails at -2. */
  private static final class Notes implements Role<Integer> {
    final List<Integer> taken = new ArrayList<>();
    final List<String> threads = new ArrayList<>();
    final CompletableFuture<Integer> ended = new CompletableFuture<>();

    @Override
    public boolean onMessage(Integer message) {
      if (message == -2) {
        throw new IllegalStateException("told to fail");
      }
      taken.add(message);
      threads.add(Thread.currentThread().getName());
      return message != -1;
    }

    @Override
    public void onEnd() {
      if (!ended.complete(taken.size())) {
        throw new IllegalStateException("ended twice");
      }
    }
  }

  private LocalActor<Integer> spawn(Notes notes, ActorThreads threads) {
    return actors.spawn("notes", threads, self -> notes);
  }

  @Test
  void tell_callers_takesItOnThisThread() {
    Notes notes = new Notes();
    spawn(notes, ActorThreads.CALLERS).tell(1);
    assertThat(notes.taken).containsExactly(1);
    assertThat(notes.threads).containsExactly(Thread.currentThread().getName());
  }

  @Test
  void tell_ownThreads_takesItElsewhere() {
    Notes notes = new Notes();
    LocalActor<Integer> actor = spawn(notes, ActorThreads.OWN);
    actor.tell(1);
    actor.tell(-1);
    notes.ended.join();
    assertThat(notes.threads).doesNotContain(Thread.currentThread().getName());
  }

  @ParameterizedTest
  @EnumSource
  void onMessage_false_endsItOnceAndWhatComesBehindIsDropped(ActorThreads threads) {
    Notes notes = new Notes();
    LocalActor<Integer> actor = spawn(notes, threads);
    actor.tell(1);
    actor.tell(-1);
    actor.tell(2);
    assertThat(notes.ended.join()).isEqualTo(2);
    assertThat(notes.taken).containsExactly(1, -1);
  }

  @ParameterizedTest
  @EnumSource
  void onMessage_throws_endsItAndNothingElse(ActorThreads threads) {
    Notes failing = new Notes();
    Notes other = new Notes();
    spawn(failing, threads).tell(-2);
    spawn(other, threads).tell(-1);
    assertThat(failing.ended.join()).isZero();
    assertThat(other.ended.join()).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void adoption_takesEachMessageOnceInOrder(ActorThreads threads) {
    int senders = 4;
    int messages = 20_000;
    Notes notes = new Notes();
    LocalActor<Integer> actor = spawn(notes, threads);
    CountDownLatch half = new CountDownLatch(senders);
    List<Thread> sending = IntStream.range(0, senders)
        .mapToObj(sender -> new Thread(() -> {
          for (int i = 0; i < messages; i++) {
            actor.tell(sender * messages + i);
            if (i == messages / 2) {
              half.countDown();
              actors.system();
            }
          }
        }))
        .toList();
    sending.forEach(Thread::start);
    sending.forEach(LocalActorTest::join);
    await().until(actor::isAdopted);
    actor.tell(-1);
    assertThat(notes.ended.join()).isEqualTo(senders * messages + 1);
    for (int sender = 0; sender < senders; sender++) {
      int first = sender * messages;
      assertThat(notes.taken.stream().filter(n -> n >= first && n < first + messages))
          .isSorted()
          .hasSize(messages);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void systemEnds_everyActorEnds(ActorThreads threads) {
    Notes before = new Notes();
    LocalActor<Integer> early = spawn(before, threads);
    actors.system();
    await().until(early::isAdopted);
    Notes after = new Notes();
    spawn(after, threads).tell(1);
    actors.close();
    Stream.of(before, after).forEach(notes -> notes.ended.join());
  }

  @ParameterizedTest
  @EnumSource
  void close_withoutSystem_endsEveryActor(ActorThreads threads) {
    Notes notes = new Notes();
    spawn(notes, threads);
    actors.close();
    assertThat(notes.ended.join()).isZero();
  }

  @Test
  void later_comesAfterAWhile() {
    Notes notes = new Notes();
    spawn(notes, ActorThreads.OWN).later(Duration.ofMillis(1), -1);
    assertThat(notes.ended.join()).isOne();
  }
}
