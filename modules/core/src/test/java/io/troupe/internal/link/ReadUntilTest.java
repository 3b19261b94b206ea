package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.proto.Frame;
import io.troupe.proto.LinkFrame;
import io.troupe.proto.Pong;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that read a link themselves for what they wait for. */
@Timeout(60)
class ReadUntilTest {
  private final Asking asking = new Asking();
  private LinkPair links;

  @BeforeEach
  void open() throws Exception {
    links = LinkPair.open();
    links.host.start(asking);
    links.process.start(new Echo());
  }

  @AfterEach
  void close() {
    links.close();
  }

  /** Answers each ping by a pong. */
  private final class Echo implements FrameHandler {
    @Override
    public void onFrame(Frame frame) {
      links.process.send(Frame.newBuilder()
          .setCorrelation(frame.getCorrelation())
          .setLink(LinkFrame.newBuilder().setPong(Pong.getDefaultInstance()))
          .build());
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {}
  }

  /** Completes what waits for a pong; notices if two threads ever deliver at once. */
  private static final class Asking implements FrameHandler {
    private final Map<Long, CompletableFuture<Thread>> pending = new ConcurrentHashMap<>();
    private final AtomicLong correlations = new AtomicLong();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicBoolean overlapped = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile @Nullable RuntimeException failure;

    CompletableFuture<Thread> ask(Link link) {
      long correlation = correlations.incrementAndGet();
      CompletableFuture<Thread> answer = new CompletableFuture<>();
      pending.put(correlation, answer);
      link.send(Frames.ping(1).toBuilder().setCorrelation(correlation).build());
      return answer;
    }

    @Override
    public void onFrame(Frame frame) {
      if (inside.incrementAndGet() != 1) {
        overlapped.set(true);
      }
      RuntimeException thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
      CompletableFuture<Thread> answer = pending.remove(frame.getCorrelation());
      inside.decrementAndGet();
      answer.complete(Thread.currentThread());
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
      if (cause == null) {
        closed.complete(null);
      } else {
        closed.completeExceptionally(cause);
      }
    }
  }

  private Thread roundTrip() throws Exception {
    CompletableFuture<Thread> answer = asking.ask(links.host);
    links.host.readUntil(answer::isDone, Long.MAX_VALUE);
    return answer.get();
  }

  /** Goes to and fro until this thread has the turn of the reader. */
  private void takeTurn() throws Exception {
    while (roundTrip() != Thread.currentThread()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void readUntil_oneCaller_soonReadsItself() throws Exception {
    takeTurn();
  }

  @Test
  void readUntil_manyCallers_allAreServed_oneReadsAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        int pace = i;
        callers.add(threads.submit(() -> call(pace)));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(asking.overlapped).isFalse();
  }

  // Some come back at once, some after the reader has taken its turn back, some do not read at all.
  private Void call(int pace) throws Exception {
    for (int round = 0; round < 500; round++) {
      if (pace == 5) {
        asking.ask(links.host).get();
      } else {
        roundTrip();
      }
      if (pace > 2 && round % 50 == 0) {
        TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(3000));
      }
    }
    return null;
  }

  @Test
  void readUntil_timeIsUp_returnsFalse_andTheReaderGoesOn() throws Exception {
    takeTurn();
    assertThat(links.host.readUntil(() -> false, TimeUnit.MILLISECONDS.toNanos(5)))
        .isFalse();
    assertThat(asking.ask(links.host).get()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void readUntil_interrupted_throws_andTheLinkStays() throws Exception {
    CompletableFuture<Thread> reading = new CompletableFuture<>();
    Thread caller = new Thread(() -> readForEver(reading));
    caller.start();
    reading.get().interrupt();
    caller.join();
    assertThat(roundTrip()).isNotNull();
  }

  private void readForEver(CompletableFuture<Thread> reading) {
    try {
      while (true) {
        roundTrip(); // else the reader would never leave it the turn
        Thread self = Thread.currentThread();
        links.host.readUntil(() -> never(self, reading), Long.MAX_VALUE);
      }
    } catch (InterruptedException e) {
      return; // as it should
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  // The reader asks, too.
  private static boolean never(Thread caller, CompletableFuture<Thread> reading) {
    if (Thread.currentThread() == caller) {
      reading.complete(caller);
    }
    return false;
  }

  @Test
  void readUntil_otherSideCloses_returns_andHandlerIsTold() throws Exception {
    takeTurn();
    CompletableFuture<Boolean> result = CompletableFuture.supplyAsync(() -> {
      try {
        return links.host.readUntil(() -> false, Long.MAX_VALUE);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    links.process.close();
    assertThat(result.get()).isFalse();
    asking.closed.get();
  }

  @Test
  void readUntil_handlerThrows_closesTheLinkWithThat() throws Exception {
    takeTurn();
    asking.failure = new IllegalStateException("told to fail");
    CompletableFuture<Thread> answer = asking.ask(links.host);
    assertThat(links.host.readUntil(answer::isDone, TimeUnit.SECONDS.toNanos(30)))
        .isFalse();
    assertThatThrownBy(asking.closed::get).hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void readUntil_readerIsAtWork_overHolds_returnsTrue() throws Exception {
    asking.ask(links.host).get(); // the reader has its turn
    assertThat(links.host.readUntil(() -> true, Long.MAX_VALUE)).isTrue();
  }

  @Test
  void wake_conditionHoldsByOtherMeans_returnsTrue() throws Exception {
    takeTurn();
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Boolean> result = CompletableFuture.supplyAsync(() -> untilTrue(over));
    over.set(true);
    await().until(() -> {
      links.host.wake();
      return result.isDone();
    });
    assertThat(result.get()).isTrue();
  }

  private boolean untilTrue(AtomicBoolean over) {
    try {
      while (!links.host.readUntil(over::get, Long.MAX_VALUE)) {
        Thread.onSpinWait();
      }
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
