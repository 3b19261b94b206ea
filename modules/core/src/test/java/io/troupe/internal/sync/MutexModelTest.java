package io.troupe.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.sync.cell.LockCell;
import io.troupe.internal.sync.cell.LockWord;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What processes may do to a lock, one thing after the other, against a model: a holder and a line. */
class MutexModelTest {
  private static final int PROCESSES = 4;

  enum Deed {
    TAKE,
    WAIT,
    WITHDRAW,
    RELEASE,
    DIE
  }

  record Step(Deed deed, int process) {}

  /** A process that keeps what it was answered. */
  private static final class Process implements Caller {
    private final int token;
    private final Map<Long, Frame> answers = new HashMap<>();
    private boolean alive = true;

    private Process(int token) {
      this.token = token;
    }

    @Override
    public long pid() {
      return token;
    }

    @Override
    public boolean isLocal() {
      return false;
    }

    @Override
    public void reply(long correlation, Frame.Builder answer) {
      assertThat(answers.put(correlation, answer.build())).as("one answer each").isNull();
    }

    @Override
    public void tell(long object, Frame.Builder news) {
      throw new AssertionError("nobody asked for news");
    }
  }

  private record Waiter(Process process, long correlation) {}

  private final List<Process> processes = new ArrayList<>();
  private final LockCell cell =
      new LockCell(ByteBuffer.allocateDirect(LockCell.BYTES).order(ByteOrder.nativeOrder()));
  private final LockLine state = new LockLine(cell, false, token -> processes.get(token - 1).alive);

  // The model.
  private final Deque<Waiter> line = new ArrayDeque<>();
  private Process holder;
  private boolean abandoned;
  private long correlations;

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Deed.class), Arbitraries.integers().between(0, PROCESSES - 1))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 2000)
  void anySequence_isAsTheModelSays(@ForAll("steps") List<Step> steps) {
    for (int i = 1; i <= PROCESSES; i++) {
      processes.add(new Process(i));
    }
    for (Step step : steps) {
      Process process = processes.get(step.process());
      if (process.alive) {
        run(step.deed(), process);
        check();
      }
    }
  }

  private void run(Deed deed, Process process) {
    switch (deed) {
      case TAKE -> take(process);
      case WAIT -> await(process);
      case WITHDRAW -> withdraw(process);
      case RELEASE -> release(process);
      case DIE -> die(process);
    }
  }

  // In the model a released lock is the first waiter's at once, because the actor is told at once.
  private void take(Process process) {
    boolean taken = cell.tryTake(LockWord.heldBy(process.token, 1));
    assertThat(taken).isEqualTo(holder == null);
    if (taken) {
      holder = process;
    }
  }

  private void await(Process process) {
    long correlation = ++correlations;
    Frame frame = Frame.newBuilder()
        .setCorrelation(correlation)
        .setSync(SyncFrame.newBuilder().setAcquire(SyncAcquire.newBuilder().setThread(1)))
        .build();
    state.acquire(Turn.of(new ObjectMessage.Request(process, frame), process.token));
    line.add(new Waiter(process, correlation));
    next();
  }

  private void next() {
    if (holder == null && !line.isEmpty()) {
      holder = line.remove().process();
    }
  }

  private void withdraw(Process process) {
    line.stream().filter(each -> each.process() == process).findFirst().ifPresent(waiter -> {
      line.remove(waiter);
      state.withdraw(new io.troupe.internal.object.Waiter(process, waiter.correlation()));
      assertThat(process.answers.get(waiter.correlation()).hasRequestWithdrawn())
          .isTrue();
    });
  }

  private void release(Process process) {
    LockCell.Release release = cell.release(LockWord.heldBy(process.token, 1));
    boolean waitedFor = !line.isEmpty();
    assertThat(release)
        .isEqualTo(
            holder == null
                ? LockCell.Release.NOT_HELD
                : waitedFor ? LockCell.Release.DONE_NOTIFY : LockCell.Release.DONE);
    if (holder != null) {
      holder = null;
      abandoned = false;
    }
    if (release == LockCell.Release.DONE_NOTIFY) {
      state.serve();
    }
    next();
  }

  private void die(Process process) {
    process.alive = false;
    line.removeIf(waiter -> waiter.process() == process);
    if (holder == process) {
      holder = null;
      abandoned = true;
    }
    state.gone(process, process.token);
    next();
  }

  private void check() {
    long word = cell.word();
    assertThat(LockWord.token(word)).isEqualTo(holder == null ? 0 : holder.token);
    assertThat(LockWord.isAbandoned(word)).isEqualTo(abandoned);
    assertThat(state.isIdle()).isEqualTo(line.isEmpty());
    assertThat((word & LockWord.WAITED_FOR) != 0).isEqualTo(!line.isEmpty());
    line.forEach(
        waiter -> assertThat(waiter.process().answers).doesNotContainKey(waiter.correlation()));
  }
}
