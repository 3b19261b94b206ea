package io.troupe.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.sync.cell.CellMemory;
import io.troupe.internal.sync.cell.SemaphoreCell;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncAttach;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncRelease;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Permits of processes that end, by way of the cell and of the actor. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SemaphoreStateTest {
  private static final int PERMITS = 2;

  private final CellMemory memory = CellMemory.own(SemaphoreCell.BYTES);
  private final SemaphoreCell cell = new SemaphoreCell(memory.memory());
  private final SemaphoreState state = new SemaphoreState(memory, PERMITS, Integer.MAX_VALUE);

  /** A process that uses the semaphore. */
  private final class Process implements Caller {
    private @Nullable Frame answer;
    private final int token;

    Process() {
      tell(SyncFrame.newBuilder().setAttach(SyncAttach.getDefaultInstance()));
      assertThat(answer).isNotNull();
      token = answer.getSync().getAttached().getToken();
    }

    private void tell(SyncFrame.Builder body) {
      Frame frame = SyncFrames.frame(body).setCorrelation(1).build();
      state.onRequest(new ObjectMessage.Request(this, frame));
    }

    boolean tryAcquire() {
      return cell.tryTake(token, 1);
    }

    void release() {
      boolean unused = cell.give(token, 1, Integer.MAX_VALUE);
    }

    void end() {
      state.onGone(this);
    }

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public boolean isLocal() {
      return false;
    }

    @Override
    public void reply(long correlation, Frame.Builder frame) {
      answer = frame.build();
    }

    @Override
    public void tell(long object, Frame.Builder news) {
      throw new AssertionError("a semaphore has no news");
    }
  }

  private int value() {
    return SemaphoreCell.value(cell.word());
  }

  @Test
  void gone_itsOwnPermits_comeBack() {
    Process one = new Process();
    assertThat(one.tryAcquire()).isTrue();
    assertThat(one.tryAcquire()).isTrue();
    one.end();
    assertThat(value()).isEqualTo(PERMITS);
  }

  @Test
  void gone_permitThatAnotherProcessReleased_doesNotComeBack() {
    Process acquirer = new Process();
    Process releaser = new Process();
    Process holder = new Process();
    assertThat(acquirer.tryAcquire()).isTrue();
    releaser.release();
    assertThat(holder.tryAcquire()).isTrue();
    assertThat(holder.tryAcquire()).isTrue();
    acquirer.end();
    assertThat(value()).isZero();
    releaser.end();
    holder.end();
    assertThat(value()).isEqualTo(PERMITS);
  }

  @Test
  void gone_permitOfOneOfTwoReleasedByAThird_neverTooMany_exactInTheEnd() {
    Process one = new Process();
    Process two = new Process();
    Process releaser = new Process();
    assertThat(one.tryAcquire()).isTrue();
    assertThat(two.tryAcquire()).isTrue();
    releaser.release();
    one.end();
    assertThat(value()).isEqualTo(1);
    releaser.end();
    assertThat(value()).isEqualTo(1);
    two.end();
    assertThat(value()).isEqualTo(PERMITS);
  }

  @Test
  void gone_releasedByWayOfTheActor_doesNotComeBack() {
    Process acquirer = new Process();
    Process releaser = new Process();
    assertThat(acquirer.tryAcquire()).isTrue();
    releaser.tell(SyncFrame.newBuilder().setRelease(SyncRelease.newBuilder().setCount(1)));
    acquirer.end();
    assertThat(value()).isEqualTo(PERMITS);
  }

  @Test
  void gone_acquiredByWayOfTheActor_comesBack() {
    Process one = new Process();
    one.tell(SyncFrame.newBuilder().setAcquire(SyncAcquire.newBuilder().setCount(PERMITS)));
    assertThat(value()).isZero();
    one.end();
    assertThat(value()).isEqualTo(PERMITS);
  }

  @Test
  void gone_killedBetweenWordAndBalance_permitComesBack() {
    Process one = new Process();
    ByteBuffer before = copy();
    assertThat(one.tryAcquire()).isTrue();
    restoreBalances(before);
    one.end();
    assertThat(value()).isEqualTo(PERMITS);
  }

  @Test
  void gone_killedBetweenReleaseAndBalance_permitIsNotDoubled() {
    Process one = new Process();
    assertThat(one.tryAcquire()).isTrue();
    ByteBuffer before = copy();
    one.release();
    restoreBalances(before);
    one.end();
    assertThat(value()).isEqualTo(PERMITS);
  }

  @Test
  void move_leftOpenByAnother_isSettledBeforeTheNext() {
    Process one = new Process();
    Process two = new Process();
    ByteBuffer before = copy();
    assertThat(one.tryAcquire()).isTrue();
    restoreBalances(before);
    assertThat(two.tryAcquire()).isTrue();
    two.release();
    one.end();
    assertThat(value()).isEqualTo(PERMITS);
  }

  private ByteBuffer copy() {
    ByteBuffer from = memory.memory().duplicate().clear();
    return ByteBuffer.allocate(from.remaining()).put(from).flip();
  }

  // As if the process had been killed after the word was changed, and before anything else was.
  private void restoreBalances(ByteBuffer before) {
    memory.memory().duplicate().position(Long.BYTES).put(before.duplicate().position(Long.BYTES));
  }
}
