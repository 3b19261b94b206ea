package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.internal.board.Board;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.proto.Frame;
import io.troupe.proto.PoolFrame;
import io.troupe.proto.Task;
import io.troupe.proto.TaskBatch;
import io.troupe.proto.WithdrawTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LinkTest {
  private static final int LARGE = 10_000_000;

  private final Recorder received = new Recorder();
  private LinkPair links;

  @BeforeEach
  void open() throws Exception {
    links = LinkPair.open();
  }

  @AfterEach
  void close() {
    links.close();
  }

  @Test
  void send_smallFrames_arriveInOrder() throws Exception {
    links.process.start(received);
    for (long i = 0; i < 100_000; i++) {
      links.host.send(Frames.ping(i));
    }
    for (long i = 0; i < 100_000; i++) {
      assertThat(received.nextCorrelation()).isEqualTo(i);
    }
  }

  @Test
  void linger_framesStillArriveAndNobodyWaitsInTheSystem() throws Exception {
    Thread[] reader = new Thread[1];
    links.process.start(new FrameHandler() {
      @Override
      public void onFrame(Frame frame) {
        reader[0] = Thread.currentThread();
        received.onFrame(frame);
      }

      @Override
      public void onClosed(@Nullable Throwable cause) {
        received.onClosed(cause);
      }
    });
    links.host.send(Frames.ping(1));
    assertThat(received.nextCorrelation()).isEqualTo(1);

    links.process.linger();

    await().until(() -> reader[0].getState() == Thread.State.TIMED_WAITING);
    links.host.send(Frames.ping(2));
    assertThat(received.nextCorrelation()).isEqualTo(2);
    links.host.close();
    assertThat(received.closed.get()).isEmpty();
  }

  @Test
  void send_bothDirectionsWithSpinning_arrive() throws Exception {
    try (Board board = Board.create(1, RuntimeDirectory.ofThisJvm());
        LinkPair spinning = LinkPair.open(board.gate())) {
      spinning.process.start(new Echo(spinning.process));
      spinning.host.start(received);
      for (long i = 0; i < 10_000; i++) {
        spinning.host.send(Frames.ping(i));
        assertThat(received.nextCorrelation()).isEqualTo(i);
      }
    }
  }

  @Test
  void send_anySizeAroundTheLimits_arrivesExact() throws Exception {
    links.process.start(received);
    int[] sizes = {
      0, 1, 65_535, 65_536, 262_100, 262_144, 262_200, 393_216, 1 << 20, (1 << 20) + 1, LARGE
    };
    CompletableFuture<Void> sender = inBackground(() -> {
      for (int i = 0; i < sizes.length; i++) {
        links.host.send(Frames.random(i, sizes[i]));
      }
    });
    for (int i = 0; i < sizes.length; i++) {
      assertThat(received.frames.take()).isEqualTo(Frames.random(i, sizes[i]));
    }
    sender.get();
  }

  @Test
  void send_largeFramesAtExactPieces_arriveExact() throws Exception {
    links.process.start(received);
    int overhead =
        Frames.zeros(1, 4 * FrameFormat.PIECE).getSerializedSize() - 4 * FrameFormat.PIECE;
    for (int extra = -1; extra <= 1; extra++) {
      Frame frame = Frames.random(1, 4 * FrameFormat.PIECE - overhead + extra);
      links.host.send(frame);
      assertThat(received.frames.take()).isEqualTo(frame);
    }
  }

  @Test
  void send_fromManyThreads_keepsEachThreadsOrderAndLosesNothing() throws Exception {
    links.process.start(received);
    int threads = 4;
    int each = 5_000;
    List<CompletableFuture<Void>> senders = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      long base = (long) t * each;
      senders.add(inBackground(() -> {
        for (int i = 0; i < each; i++) {
          links.host.send(Frames.zeros(base + i, i % 1000 == 0 ? 400_000 : 100));
        }
      }));
    }
    long[] next = LongStream.range(0, threads).map(t -> t * each).toArray();
    for (int i = 0; i < threads * each; i++) {
      long correlation = received.nextCorrelation();
      assertThat(correlation).isEqualTo(next[(int) (correlation / each)]++);
    }
    for (CompletableFuture<Void> sender : senders) {
      sender.get();
    }
  }

  @Test
  void send_largeBehindBacklogOfSmall_doesNotOvertakeIt() throws Exception {
    CompletableFuture<Void> sender = inBackground(() -> {
      for (long i = 0; i < 5_000; i++) {
        links.host.send(Frames.zeros(i, 100));
      }
      links.host.send(Frames.zeros(5_000, 300_000));
      links.host.send(Frames.ping(5_001));
    });
    links.process.start(received);
    for (long i = 0; i <= 5_001; i++) {
      assertThat(received.nextCorrelation()).isEqualTo(i);
    }
    sender.get();
  }

  @Test
  void send_smallWhileAnotherThreadSendsLarge_overtakesIt() throws Exception {
    GatedRecorder gated = new GatedRecorder();
    CompletableFuture<Void> large =
        inBackground(() -> links.host.send(Frames.zeros(1, 100_000_000)));
    awaitSenderWaits("large");
    inBackground(() -> links.host.send(Frames.ping(2))).get();
    links.process.start(gated);
    gated.open.countDown();
    assertThat(gated.recorder.nextCorrelation()).isEqualTo(2);
    assertThat(gated.recorder.nextCorrelation()).isEqualTo(1);
    large.get();
  }

  @Test
  void sendControl_behindBulk_overtakesItAndNeverWaits() throws Exception {
    CompletableFuture<Void> bulk = inBackground(() -> {
      for (long i = 1; i <= 100; i++) {
        links.host.send(Frames.zeros(i, 200_000));
      }
    });
    awaitSenderWaits("bulk");
    links.host.sendControl(Frames.ping(1_000));
    links.process.start(received);
    List<Long> order = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      order.add(received.nextCorrelation());
    }
    assertThat(order.indexOf(1_000L)).isLessThan(10);
    bulk.get();
  }

  @Test
  void sendControl_manyWhileNobodyReads_neverWaits() {
    Frame frame = Frames.zeros(1, 100_000);
    for (int i = 0; i < 200; i++) {
      links.host.sendControl(frame);
    }
    links.host.sendControl(withdrawal(100_000));
  }

  @Test
  void sendControl_largerThanAWholeFrame_arrives() throws Exception {
    links.process.start(received);
    links.host.sendControl(withdrawal(100_000));
    assertThat(received.frames.take()).isEqualTo(withdrawal(100_000));
  }

  @Test
  void send_nobodyReads_waitsUntilClosed() throws Exception {
    CompletableFuture<Void> sender = inBackground(() -> {
      while (true) {
        links.host.send(Frames.zeros(1, 10_000));
      }
    });
    awaitSenderWaits("sender");
    links.host.close();
    assertThatThrownBy(sender::get).hasCauseInstanceOf(LinkClosedException.class);
  }

  @Test
  void send_largeAndNobodyReads_waitsUntilTheOtherSideCloses() throws Exception {
    links.host.start(received);
    CompletableFuture<Void> sender = inBackground(() -> {
      while (true) {
        links.host.send(Frames.zeros(1, LARGE));
      }
    });
    awaitSenderWaits("sender");
    links.process.close();
    assertThatThrownBy(sender::get).hasCauseInstanceOf(LinkClosedException.class);
  }

  @Test
  void send_otherSideTakesNothing_endsAndTheFramesArriveInTheirPlaces() throws Exception {
    List<Frame> frames = new ArrayList<>();
    for (long i = 0; i < 30; i++) {
      frames.add(Frames.random(i, 200_000));
    }
    frames.add(Frames.random(30, 2_000_000));
    frames.add(Frames.random(31, 1_000));
    frames.add(Frames.random(32, 3_000_000));
    frames.add(Frames.random(33, 1_000));
    frames.forEach(links.host::send);

    links.process.start(received);
    for (Frame frame : frames) {
      assertThat(received.frames.take()).isEqualTo(frame);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200_000, 3_000_000})
  void awaitRoom_otherSideTakesNothing_endsInTime_andComesOnceItReads(int bytes) throws Exception {
    List<Frame> frames = new ArrayList<>();
    while (links.host.awaitRoom(TimeUnit.MILLISECONDS.toNanos(1))) {
      frames.add(Frames.random(frames.size(), bytes));
      links.host.send(frames.get(frames.size() - 1));
    }
    assertThat(frames).hasSizeLessThan(100); // it sends no more than fits into buffers
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> links.host.awaitRoom(Long.MAX_VALUE))
        .isInstanceOf(InterruptedException.class);

    links.process.start(received);
    assertThat(links.host.awaitRoom(Long.MAX_VALUE)).isTrue();
    for (Frame frame : frames) {
      assertThat(received.frames.take()).isEqualTo(frame);
    }
  }

  @Test
  void send_interruptedWhileNothingIsTaken_endsAndTheFrameArrivesAllTheSame() throws Exception {
    CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
    AtomicLong sent = new AtomicLong();
    Thread sender = new Thread(() -> {
      while (!Thread.currentThread().isInterrupted()) {
        long i = sent.getAndIncrement();
        links.host.send(Frames.random(i, i % 20 == 19 ? 1_000_000 : 100_000));
      }
      stillInterrupted.complete(Thread.currentThread().isInterrupted());
    });
    sender.setDaemon(true);
    sender.setName("sender");
    sender.start();
    awaitSenderWaits("sender");
    sender.interrupt();
    assertThat(stillInterrupted.get(60, TimeUnit.SECONDS)).isTrue();

    links.process.start(received);
    for (long i = 0; i < sent.get(); i++) {
      assertThat(received.frames.take())
          .isEqualTo(Frames.random(i, i % 20 == 19 ? 1_000_000 : 100_000));
    }
  }

  @Test
  void send_afterClose_throwsLinkClosed() {
    links.host.close();
    assertThatThrownBy(() -> links.host.send(Frames.ping(1)))
        .isInstanceOf(LinkClosedException.class)
        .hasMessageContaining("link-7");
    assertThatThrownBy(() -> links.host.sendControl(Frames.ping(1)))
        .isInstanceOf(LinkClosedException.class);
  }

  @Test
  void send_encodingTooLargeForAnArray_isRefusedAndTheLinkLives() throws Exception {
    ByteString half = ByteString.copyFrom(new byte[1 << 20]);
    while (half.size() < 1 << 29) {
      half = half.concat(half);
    }
    TaskBatch.Builder tasks = TaskBatch.newBuilder();
    for (int i = 0; i < 6; i++) {
      tasks.addTasks(Task.newBuilder().setArguments(half));
    }
    Frame frame =
        Frame.newBuilder().setPool(PoolFrame.newBuilder().setTasks(tasks)).build();
    assertThatThrownBy(() -> links.host.send(frame))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("32212255");
    links.process.start(received);
    links.host.send(Frames.ping(1));
    assertThat(received.nextCorrelation()).isEqualTo(1);
  }

  @Test
  void send_repliesOfBothReadersWhileBothDirectionsAreFull_doNotDeadlock() throws Exception {
    int count = 2_000;
    Recorder replies = new Recorder();
    links.host.start(new Replier(links.host, received));
    links.process.start(new Replier(links.process, replies));
    CompletableFuture<Void> one = inBackground(() -> sendRequests(links.host, count));
    CompletableFuture<Void> two = inBackground(() -> sendRequests(links.process, count));
    for (long i = 0; i < count; i++) {
      assertThat(received.nextCorrelation()).isEqualTo(i);
      assertThat(replies.nextCorrelation()).isEqualTo(i);
    }
    one.get();
    two.get();
  }

  @Test
  void send_threadIsInterruptedAllTheTime_losesAndDoublesNothing() throws Exception {
    SlowRecorder slow = new SlowRecorder();
    links.process.start(slow);
    AtomicBoolean enough = new AtomicBoolean();
    AtomicLong sent = new AtomicLong();
    Thread sender = new Thread(() -> {
      while (!enough.get()) {
        long i = sent.getAndIncrement();
        links.host.send(Frames.zeros(i, i % 500 == 0 ? 300_000 : 1_000));
      }
    });
    sender.start();
    for (int i = 0; i < 5_000; i++) {
      sender.interrupt();
      LockSupport.parkNanos(10_000);
    }
    enough.set(true);
    sender.join();
    for (long i = 0; i < sent.get(); i++) {
      assertThat(slow.recorder.nextCorrelation()).isEqualTo(i);
    }
  }

  @Test
  void flush_afterSends_returnsWhenAllWasHandedOver() throws Exception {
    links.process.start(received);
    for (long i = 0; i < 1_000; i++) {
      links.host.send(Frames.zeros(i, 10_000));
    }
    links.host.flush();
    links.host.close();
    for (long i = 0; i < 1_000; i++) {
      assertThat(received.nextCorrelation()).isEqualTo(i);
    }
  }

  @Test
  void flush_linkClosesMeanwhile_returns() throws Exception {
    CompletableFuture<Void> sender = inBackground(() -> links.host.send(Frames.zeros(1, LARGE)));
    awaitSenderWaits("sender");
    links.host.sendControl(Frames.ping(1));
    CompletableFuture<Void> flush = inBackground(links.host::flush);
    links.host.close();
    flush.get();
    assertThatThrownBy(sender::get).hasCauseInstanceOf(LinkClosedException.class);
  }

  @Test
  void close_ofTheOtherSide_isTheOrderlyEndAfterTheLastFrame() throws Exception {
    links.process.start(received);
    links.host.send(Frames.ping(1));
    links.host.close();
    assertThat(received.closed.get()).isEmpty();
    assertThat(received.nextCorrelation()).isEqualTo(1);
  }

  @Test
  void close_ofThisSide_tellsTheHandlerOnceAndCompletesClosedAfterwards() throws Exception {
    links.host.start(received);
    links.host.close();
    links.host.close();
    links.host.closed().toCompletableFuture().get();
    assertThat(received.closed).isCompletedWithValueMatching(cause -> cause.isEmpty());
  }

  @Test
  void close_neverStarted_completesClosed() throws Exception {
    links.host.close();
    links.host.closed().toCompletableFuture().get();
  }

  @Test
  void onFrame_throws_closesTheLinkWithOneLogLine() throws Exception {
    try (CapturedLog log = CapturedLog.open()) {
      CompletableFuture<Throwable> told = new CompletableFuture<>();
      links.process.start(new FrameHandler() {
        @Override
        public void onFrame(Frame frame) {
          throw new IllegalArgumentException("no such frame");
        }

        @Override
        public void onClosed(@Nullable Throwable cause) {
          told.complete(cause);
        }
      });
      links.host.start(received);
      links.host.send(Frames.ping(1));
      assertThat(told.get()).isInstanceOf(IllegalArgumentException.class);
      assertThat(received.closed.get()).isEmpty();
      assertThat(log.lines()).singleElement().asString().contains("link-7", "its handler failed");
    }
  }

  @Test
  void payload_afterTheHandlerReturned_isStillValid() throws Exception {
    links.process.start(received);
    for (long i = 0; i < 2_000; i++) {
      links.host.send(Frames.random(i, 1_000));
    }
    await().until(() -> received.frames.size() == 2_000);
    for (long i = 0; i < 2_000; i++) {
      assertThat(received.frames.take()).isEqualTo(Frames.random(i, 1_000));
    }
  }

  private static void sendRequests(Link link, int count) {
    for (long i = 0; i < count; i++) {
      link.send(Frames.zeros(i, i % 100 == 0 ? 300_000 : 10_000).toBuilder()
          .setTarget(1)
          .build());
    }
  }

  private static Frame withdrawal(int tasks) {
    return Frame.newBuilder()
        .setPool(PoolFrame.newBuilder()
            .setWithdrawTasks(WithdrawTasks.newBuilder()
                .addAllTasks(
                    LongStream.range(1L << 40, (1L << 40) + tasks).boxed().toList())))
        .build();
  }

  private interface Action {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> inBackground(Action action) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread = new Thread(
        () -> {
          try {
            action.run();
            done.complete(null);
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        },
        "sender");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  /** Waits until the background thread is parked in the outbox. */
  private static void awaitSenderWaits(String what) {
    await(what)
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> Thread.getAllStackTraces().entrySet().stream()
            .filter(entry -> entry.getKey().getName().equals("sender"))
            .anyMatch(entry -> entry.getKey().getState() == Thread.State.TIMED_WAITING));
  }

  /** Sends requests back as replies, and records replies. */
  private record Replier(Link link, Recorder replies) implements FrameHandler {
    @Override
    public void onFrame(Frame frame) {
      if (frame.getTarget() == 1) {
        link.send(frame.toBuilder().setTarget(2).build());
      } else {
        replies.onFrame(frame);
      }
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {}
  }

  private record Echo(Link link) implements FrameHandler {
    @Override
    public void onFrame(Frame frame) {
      link.send(frame);
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {}
  }

  /** Takes nothing before it is opened. */
  private static final class GatedRecorder implements FrameHandler {
    private final Recorder recorder = new Recorder();
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public void onFrame(Frame frame) {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      recorder.onFrame(frame);
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {}
  }

  /** Slower than a sender, so that the socket is full most of the time. */
  private static final class SlowRecorder implements FrameHandler {
    private final Recorder recorder = new Recorder();

    @Override
    public void onFrame(Frame frame) {
      LockSupport.parkNanos(1_000);
      recorder.onFrame(Frames.ping(frame.getCorrelation()));
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {}
  }
}
