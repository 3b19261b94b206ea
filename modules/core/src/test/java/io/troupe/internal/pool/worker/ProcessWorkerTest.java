package io.troupe.internal.pool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.board.Cell;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Frames;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkPair;
import io.troupe.internal.pool.dispatch.TaskReport;
import io.troupe.internal.process.Children;
import io.troupe.internal.process.child.Child;
import io.troupe.internal.process.child.ExitReport;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.BecomeWorker;
import io.troupe.proto.Frame;
import io.troupe.spi.SiteProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker that is a process is told, in the order in which it hears it, over a real link. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProcessWorkerTest {
  private static final Frame BECOME =
      Frame.newBuilder().setBecomeWorker(BecomeWorker.getDefaultInstance()).build();
  private static final int BULK = 8 << 20;

  private final CompletableFuture<Child> linked = new CompletableFuture<>();
  private final Received received = new Received();
  private final Events events = new Events();
  private LinkPair links;
  private ProcessWorker worker;

  /** What the process is told, but for bulk. */
  private static final class Received implements FrameHandler {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void onFrame(Frame frame) {
      if (frame.getCorrelation() == 0) {
        told.add(
            frame.hasPool()
                ? frame.getPool().getBodyCase().name()
                : frame.getBodyCase().name());
      }
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {}

    String next() throws InterruptedException {
      return told.take();
    }
  }

  /** A process at the other end of a link. */
  private static class LinkedChild implements Child {
    private final Link link;

    LinkedChild(Link link) {
      this.link = link;
    }

    @Override
    public long incarnation() {
      return 1;
    }

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public Link link() {
      return link;
    }

    @Override
    public Cell cell() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long ranLast() {
      return 0;
    }

    @Override
    public void route(FrameHandler handler) {}

    @Override
    public CompletionStage<ExitReport> exited() {
      return new CompletableFuture<>();
    }

    @Override
    public void exitWithin(Duration limit) {}

    @Override
    public void whenLeaving(Runnable action) {}

    @Override
    public void whenWanted(Consumer<SiteProcess.Wish> listener) {}

    @Override
    public void terminate() {}

    @Override
    public void kill() {}

    @Override
    public long residentBytes() {
      return 0;
    }
  }

  /** Notes that it should get no more tasks. */
  private static final class Events implements WorkerEvents {
    private boolean leaving;

    @Override
    public void booted() {}

    @Override
    public void ready() {}

    @Override
    public void leaving() {
      leaving = true;
    }

    @Override
    public void wanted(SiteProcess.Wish wish) {}

    @Override
    public void initializerFailed(Throwable failure) {}

    @Override
    public void outcomes(List<TaskReport> outcomes) {}

    @Override
    public void startFailed(Throwable failure) {}

    @Override
    public void exited(ExitReport report, long runningTask) {}
  }

  @BeforeEach
  void start() throws Exception {
    links = LinkPair.open();
    links.host().start(new Received());
    TroupeRuntime runtime = TroupeRuntime.current();
    worker = new ProcessWorker(
        "w", Duration.ofSeconds(1), events, runtime.payloads(), runtime.failures());
    worker.start(
        new Children.Starting() {
          @Override
          public CompletionStage<Child> linked() {
            return linked;
          }

          @Override
          public void kill() {}
        },
        BECOME);
  }

  @AfterEach
  void close() {
    links.close();
  }

  private void assertBecomesAndStops() throws InterruptedException {
    links.process().start(received);
    assertThat(received.next()).isEqualTo("BECOME_WORKER");
    assertThat(received.next()).isEqualTo("STOP_WORKER");
    assertThat(received.told).isEmpty();
  }

  @Test
  void stop_beforeItIsLinked_isToldBehindWhatItIs() throws Exception {
    worker.stop();
    linked.complete(new LinkedChild(links.host()));

    assertBecomesAndStops();
  }

  @Test
  void stop_behindBulk_isToldBehindWhatItIs() throws Exception {
    links.host().post(Frames.zeros(1, BULK)); // more than a link takes that nobody reads
    linked.complete(new LinkedChild(links.host()));
    worker.stop();

    assertBecomesAndStops();
  }

  @Test
  void closed_link_itGetsNoMoreTasks() {
    linked.complete(new LinkedChild(links.host()));
    assertThat(events.leaving).isFalse();
    worker.onClosed(null);

    assertThat(events.leaving).isTrue();
  }

  @Test
  void stop_whileItIsTold_isToldBehindWhatItIs() throws Exception {
    Thread stopper = new Thread(worker::stop);
    linked.complete(new LinkedChild(links.host()) {
      @Override
      public Link link() {
        if (stopper.getState() == Thread.State.NEW) {
          stopper.start();
          Awaitility.await()
              .until(() -> stopper.getState() == Thread.State.BLOCKED
                  || stopper.getState() == Thread.State.TERMINATED);
        }
        return super.link();
      }
    });
    stopper.join();

    assertBecomesAndStops();
  }
}
