package io.troupe.internal.cluster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.troupe.proto.CancelWait;
import io.troupe.proto.ConnectSession;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverCounterCommand;
import io.troupe.proto.FailoverKind;
import io.troupe.proto.FailoverMapCommand;
import io.troupe.proto.FailoverPermitCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverQueueCommand;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverResult.Status;
import io.troupe.proto.TakeItem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What commands come to, each entry of the log by each. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LedgerTest {
  private static final long ONE = 1;
  private static final long OTHER = 2;
  private static final int LEASE_MILLIS = (int) Ledger.LEASE.toMillis();

  private static final int MOST_BYTES = 100_000;

  private Ledger ledger = new Ledger(MOST_BYTES);
  private long index;

  @BeforeEach
  void connectBoth() {
    connect(ONE, 1, true);
    connect(OTHER, 1, true);
  }

  private Status connect(long session, long number, boolean begin) {
    return apply(FailoverCommand.newBuilder()
            .setSession(session)
            .setConnect(ConnectSession.newBuilder().setNumber(number).setBegin(begin)))
        .getStatus();
  }

  private FailoverResult apply(FailoverCommand.Builder command) {
    index++;
    return result(ledger.apply(index, command.build().toByteString()));
  }

  private static FailoverResult result(ByteString bytes) {
    try {
      return FailoverResult.parseFrom(bytes);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static FailoverCommand.Builder command(long session, long sequence) {
    return FailoverCommand.newBuilder()
        .setSession(session)
        .setSequence(sequence)
        .setName("x");
  }

  private static ByteString text(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private FailoverResult add(long session, long sequence) {
    return apply(command(session, sequence)
        .setCounter(FailoverCounterCommand.newBuilder().setAdd(1)));
  }

  private FailoverResult acquire(long session, long sequence) {
    return apply(command(session, sequence).setPermit(lock().setAcquire(true)));
  }

  private FailoverResult release(long session, long sequence, long acquired) {
    return apply(command(session, sequence).setPermit(lock().setRelease(acquired)));
  }

  private static FailoverPermitCommand.Builder lock() {
    return FailoverPermitCommand.newBuilder()
        .setKind(FailoverKind.FAILOVER_LOCK)
        .setPermits(1);
  }

  private FailoverResult put(long session, long sequence, String item) {
    return apply(
        command(session, sequence).setQueue(FailoverQueueCommand.newBuilder().setPut(text(item))));
  }

  private FailoverResult take(long session, long sequence, boolean lease) {
    return apply(command(session, sequence)
        .setQueue(FailoverQueueCommand.newBuilder()
            .setTake(TakeItem.newBuilder().setWait(true).setLease(lease))));
  }

  private FailoverResult outcome(long session, long sequence) {
    FailoverQuery.Builder query = FailoverQuery.newBuilder()
        .setOutcome(FailoverQuery.Outcome.newBuilder().setSession(session).setSequence(sequence));
    return result(ledger.query(query.build().toByteString()));
  }

  private void tick(int millis) {
    apply(FailoverCommand.newBuilder().setTickMillis(millis));
  }

  private void restart() {
    ByteString snapshot = ledger.snapshot();
    ledger = new Ledger(MOST_BYTES);
    ledger.restore(snapshot);
    assertThat(ledger.snapshot()).isEqualTo(snapshot);
  }

  @Test
  void command_again_isCarriedOutOnce_alsoBehindASnapshot() {
    assertThat(add(ONE, 1).getNumber()).isEqualTo(1);
    assertThat(add(ONE, 1).getNumber()).isEqualTo(1);
    restart();
    assertThat(add(ONE, 1).getNumber()).isEqualTo(1);
    assertThat(add(OTHER, 1).getNumber()).isEqualTo(2);
    assertThat(add(ONE, 2).getNumber()).isEqualTo(3);
  }

  @Test
  void command_whoseResultWasKnown_isNotCarriedOutWhenItComesLate() {
    add(ONE, 1);
    apply(command(ONE, 2)
        .setSettledBelow(2)
        .setCounter(FailoverCounterCommand.newBuilder().setAdd(1)));

    assertThat(add(ONE, 1).getStatus()).isEqualTo(Status.REFUSED);
    assertThat(add(ONE, 3).getNumber()).isEqualTo(3);
  }

  @Test
  void lock_goesToThoseThatWaitInOrder_withTokensThatGrow() {
    long first = acquire(ONE, 1).getNumber();
    assertThat(acquire(OTHER, 1).getStatus()).isEqualTo(Status.WAITING);
    assertThat(acquire(ONE, 2).getStatus()).isEqualTo(Status.WAITING);
    restart();

    assertThat(release(ONE, 3, 1).getStatus()).isEqualTo(Status.DONE);
    FailoverResult second = outcome(OTHER, 1);
    assertThat(second.getStatus()).isEqualTo(Status.DONE);
    assertThat(second.getNumber()).isGreaterThan(first);
    assertThat(outcome(ONE, 2).getStatus()).isEqualTo(Status.WAITING);

    assertThat(release(ONE, 4, 1).getStatus()).isEqualTo(Status.NOT_DONE);
    release(OTHER, 2, 1);
    assertThat(outcome(ONE, 2).getNumber()).isGreaterThan(second.getNumber());
  }

  @Test
  void lock_isFree_whenTheSessionOfItsHolderEnds() {
    acquire(ONE, 1);
    acquire(OTHER, 1);
    connect(ONE, 2, false);

    apply(FailoverCommand.newBuilder().setSession(ONE).setDisconnect(1));
    assertThat(outcome(OTHER, 1).getStatus()).isEqualTo(Status.WAITING);

    apply(FailoverCommand.newBuilder().setSession(ONE).setDisconnect(2));
    assertThat(outcome(OTHER, 1).getStatus()).isEqualTo(Status.DONE);
    assertThat(release(ONE, 2, 1).getStatus()).isEqualTo(Status.ENDED);
    assertThat(connect(ONE, 3, false)).isEqualTo(Status.ENDED);
  }

  @Test
  void session_silentForTooLong_ends_andOneThatSaysSomethingDoesNot() {
    acquire(ONE, 1);
    acquire(OTHER, 1);
    tick(LEASE_MILLIS);
    apply(FailoverCommand.newBuilder().setSession(OTHER).setKeep(true));
    assertThat(outcome(OTHER, 1).getStatus()).isEqualTo(Status.WAITING);
    restart();

    tick(1);

    assertThat(outcome(OTHER, 1).getStatus()).isEqualTo(Status.DONE);
    assertThat(outcome(ONE, 1).getStatus()).isEqualTo(Status.ENDED);
  }

  private FailoverResult cancel(long session, long sequence, long cancelled, FailoverKind kind) {
    return apply(command(session, sequence)
        .setCancel(CancelWait.newBuilder().setSequence(cancelled).setKind(kind)));
  }

  @Test
  void cancel_ofOneThatWaits_orComesLater_orIsDone() {
    acquire(ONE, 1);
    acquire(OTHER, 1);
    assertThat(cancel(OTHER, 2, 1, FailoverKind.FAILOVER_LOCK).getStatus())
        .isEqualTo(Status.NOT_DONE);
    assertThat(cancel(OTHER, 3, 4, FailoverKind.FAILOVER_LOCK).getStatus())
        .isEqualTo(Status.NOT_DONE);
    release(ONE, 2, 1);

    assertThat(acquire(OTHER, 4).getStatus()).isEqualTo(Status.NOT_DONE);
    assertThat(acquire(OTHER, 5).getStatus()).isEqualTo(Status.DONE);
    assertThat(cancel(OTHER, 6, 5, FailoverKind.FAILOVER_LOCK).getStatus()).isEqualTo(Status.DONE);
  }

  @Test
  void queue_leasedItem_goesBackToItsPlace_orIsDoneForGood() {
    put(ONE, 1, "a");
    put(ONE, 2, "b");
    FailoverResult leased = take(OTHER, 1, true);
    assertThat(leased.getValue()).isEqualTo(text("a"));
    restart();

    apply(FailoverCommand.newBuilder().setSession(OTHER).setDisconnect(1));
    FailoverResult again = take(ONE, 3, true);
    assertThat(again.getValue()).isEqualTo(text("a"));
    apply(command(ONE, 4).setQueue(FailoverQueueCommand.newBuilder().setDone(again.getNumber())));
    assertThat(take(ONE, 5, false).getValue()).isEqualTo(text("b"));
    assertThat(take(ONE, 6, false).getStatus()).isEqualTo(Status.WAITING);
    put(ONE, 7, "c");
    assertThat(outcome(ONE, 6).getValue()).isEqualTo(text("c"));
  }

  @Test
  void map_andCounter_areBehindASnapshotWhatTheyWereBefore() {
    FailoverMapCommand.Builder at = FailoverMapCommand.newBuilder().setKey(text("k"));
    assertThat(apply(command(ONE, 1).setMap(at.setPut(text("1")))).hasValue()).isFalse();
    add(ONE, 2);
    restart();

    assertThat(apply(command(ONE, 3).setMap(at.setPutIfAbsent(text("2")))).getStatus())
        .isEqualTo(Status.NOT_DONE);
    assertThat(apply(command(ONE, 4).setMap(at.setPut(text("2")))).getValue()).isEqualTo(text("1"));
    assertThat(add(ONE, 5).getNumber()).isEqualTo(2);
  }

  @Test
  void semaphore_otherNumberOfPermits_isRefusedWhileItIsInUse() {
    FailoverPermitCommand.Builder two = FailoverPermitCommand.newBuilder()
        .setKind(FailoverKind.FAILOVER_SEMAPHORE)
        .setPermits(2)
        .setAcquire(false);
    apply(command(ONE, 1).setPermit(two));
    assertThat(apply(command(OTHER, 1).setPermit(two)).getStatus()).isEqualTo(Status.DONE);
    assertThat(apply(command(OTHER, 2).setPermit(two)).getStatus()).isEqualTo(Status.NOT_DONE);
    assertThat(apply(command(OTHER, 3).setPermit(two.setPermits(3))).getReason())
        .contains("in use with 2 permits");
  }

  @Test
  void full_refusesWhatIsPut_untilSomethingIsTaken() {
    String large = "x".repeat(MOST_BYTES / 3);
    put(ONE, 1, large);
    put(ONE, 2, large);
    assertThat(put(OTHER, 1, large).getReason()).contains("full");
    take(OTHER, 2, false);
    assertThat(put(OTHER, 3, large).getStatus()).isEqualTo(Status.DONE);
  }

  @Test
  void waiting_isAnsweredWhenItsTurnComes() throws Exception {
    acquire(ONE, 1);
    FailoverCommand wait = command(OTHER, 1)
        .setPermit(lock().setAcquire(true))
        .setHoldMillis(2_000)
        .build();
    index++;
    CompletableFuture<ByteString> answer =
        ledger.settled(wait.toByteString(), false, ledger.apply(index, wait.toByteString()));
    release(ONE, 2, 1);

    assertThat(result(answer.get()).getStatus()).isEqualTo(Status.DONE);
    assertThat(outcome(OTHER, 1).getStatus()).isEqualTo(Status.DONE);
  }
}
