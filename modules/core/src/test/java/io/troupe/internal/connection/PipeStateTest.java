package io.troupe.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.troupe.internal.object.Caller;
import io.troupe.proto.Frame;
import io.troupe.proto.PipeFrame;
import io.troupe.proto.PipeFrame.BodyCase;
import io.troupe.proto.PipeReader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PipeStateTest {
  private static final ByteString SMALL = ByteString.copyFromUtf8("small");
  private static final ByteString HALF =
      ByteString.copyFrom(new byte[PipeState.MOST_KEPT_BYTES / 2 + 1]);
  private static final PipeReader ADDRESS = PipeReader.newBuilder()
      .setAddress("here")
      .setToken(ByteString.copyFromUtf8("t"))
      .build();
  // Those that tests write to and read from.
  private static final int FROM = 1;
  private static final int TO = 0;

  private final PipeState pipe = new PipeState();
  private final Holder writer = new Holder(17);
  private final Holder reader = new Holder(4711);

  /** A process that takes note of what it is answered. */
  private static final class Holder implements Caller {
    private final long pid;
    private final Map<Long, Frame> answers = new HashMap<>();
    private long correlation;

    Holder(long pid) {
      this.pid = pid;
    }

    long next() {
      return ++correlation;
    }

    boolean isAnswered(long request) {
      return answers.containsKey(request);
    }

    PipeFrame answer(long request) {
      assertThat(answers).containsKey(request);
      return answers.get(request).getPipe();
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public boolean isLocal() {
      return false;
    }

    @Override
    public void reply(long correlation, Frame.Builder answer) {
      assertThat(answers.put(correlation, answer.build())).isNull();
    }

    @Override
    public void tell(long object, Frame.Builder news) {
      throw new AssertionError("a pipe has no news");
    }
  }

  private long offer(ByteString message) {
    long request = writer.next();
    pipe.offer(FROM, writer, request, message);
    return request;
  }

  private BodyCase offered(ByteString message) {
    return writer.answer(offer(message)).getBodyCase();
  }

  private PipeFrame read(Holder claimant) {
    long request = claimant.next();
    pipe.read(TO, claimant, request, ADDRESS);
    return claimant.answer(request);
  }

  private long watch(boolean known) {
    long request = reader.next();
    pipe.watch(TO, reader, request, known);
    return request;
  }

  private boolean isHeld(int end) {
    Holder asking = new Holder(1);
    long request = asking.next();
    pipe.offer(1 - end, asking, request, SMALL);
    return asking.answer(request).getBodyCase() != BodyCase.BROKEN;
  }

  @Test
  void isHeld_overALife_followsMakerTicketsAndHolders() {
    assertThat(isHeld(TO)).isTrue();
    pipe.issue(TO, 1);
    pipe.voidTicket(TO, 0);
    assertThat(isHeld(TO)).isTrue();
    pipe.hold(TO, reader, 1);
    assertThat(isHeld(TO)).isTrue();
    pipe.leave(TO, reader);
    assertThat(isHeld(TO)).isFalse();
  }

  @Test
  void isHeld_makerForgotItsOwn_doesNotCountAfterTheFirstHolder() {
    pipe.issue(TO, 1);
    pipe.hold(TO, reader, 1);
    pipe.leave(TO, reader);
    assertThat(isHeld(TO)).isFalse();
  }

  @Test
  void isHeld_ticketLost_ends() {
    pipe.issue(TO, 1);
    pipe.issue(TO, 2);
    pipe.voidTicket(TO, 0);
    pipe.voidTicket(TO, 1);
    assertThat(isHeld(TO)).isTrue();
    pipe.voidTicket(TO, 2);
    assertThat(isHeld(TO)).isFalse();
  }

  @Test
  void isHeld_heldTwiceByAProcess_endsWithTheSecond() {
    pipe.hold(TO, reader, 0);
    pipe.hold(TO, reader, 0);
    pipe.leave(TO, reader);
    assertThat(isHeld(TO)).isTrue();
    pipe.leave(TO, reader);
    assertThat(isHeld(TO)).isFalse();
  }

  @Test
  void isHeld_holderDied_ends() {
    pipe.hold(TO, reader, 0);
    pipe.hold(TO, reader, 0);
    pipe.gone(reader);
    assertThat(isHeld(TO)).isFalse();
  }

  @Test
  void isHeld_passedOnAgainAfterTheLastHolderDied_isTrueAgain() {
    pipe.hold(TO, reader, 0);
    pipe.gone(reader);
    pipe.issue(TO, 1);
    assertThat(isHeld(TO)).isTrue();
  }

  @Test
  void isOver_neitherEndHeld() {
    pipe.voidTicket(TO, 0);
    assertThat(pipe.isOver()).isFalse();
    pipe.voidTicket(FROM, 0);
    assertThat(pipe.isOver()).isTrue();
  }

  @Test
  void offer_nobodyReads_keepsUntilFullThenWaitsForTheReader() {
    assertThat(offered(HALF)).isEqualTo(BodyCase.KEPT);
    long full = offer(HALF);
    assertThat(writer.isAnswered(full)).isFalse();
    assertThat(offered(SMALL)).isEqualTo(BodyCase.KEPT);
    long large = offer(null);
    assertThat(writer.isAnswered(large)).isFalse();
    PipeFrame granted = read(reader);
    assertThat(granted.getGranted().getKeptList()).containsExactly(HALF, SMALL);
    assertThat(writer.answer(full).getReader()).isEqualTo(ADDRESS);
    assertThat(writer.answer(large).getReader()).isEqualTo(ADDRESS);
    assertThat(writer.answer(offer(SMALL)).getReader()).isEqualTo(ADDRESS);
  }

  @Test
  void offer_manyEmptyMessages_areNotKeptWithoutLimit() {
    int kept = 0;
    for (long last = offer(ByteString.EMPTY);
        writer.isAnswered(last);
        last = offer(ByteString.EMPTY)) {
      kept++;
    }
    assertThat(kept).isEqualTo(1024);
  }

  @Test
  void offer_nobodyHoldsTheEnd_isBroken() {
    pipe.voidTicket(TO, 0);
    assertThat(offered(SMALL)).isEqualTo(BodyCase.BROKEN);
  }

  @Test
  void offer_waitingWhileTheLastHolderLeaves_isBroken() {
    pipe.hold(TO, reader, 0);
    long waiting = offer(null);
    pipe.leave(TO, reader);
    assertThat(writer.answer(waiting).getBodyCase()).isEqualTo(BodyCase.BROKEN);
  }

  @Test
  void offer_withdrawn_isAnsweredOnceAndNotKept() {
    long waiting = offer(null);
    pipe.withdraw(writer, waiting);
    assertThat(writer.answers.get(waiting).hasRequestWithdrawn()).isTrue();
    pipe.withdraw(writer, waiting);
    assertThat(read(reader).getGranted().getKeptList()).isEmpty();
  }

  @Test
  void offer_writerDied_isForgotten() {
    long waiting = offer(null);
    pipe.gone(writer);
    read(reader);
    assertThat(writer.isAnswered(waiting)).isFalse();
  }

  @Test
  void read_occupied_namesTheReader() {
    read(reader);
    assertThat(read(new Holder(1)).getOccupiedBy()).isEqualTo(4711);
  }

  @Test
  void read_afterTheReaderDied_isGranted() {
    read(reader);
    pipe.gone(reader);
    assertThat(read(new Holder(1)).hasGranted()).isTrue();
  }

  @Test
  void handBack_ofALeavingReader_isForTheNext() {
    pipe.hold(FROM, writer, 0);
    read(reader);
    pipe.handBack(TO, reader, SMALL);
    pipe.handBack(TO, writer, HALF);
    pipe.stopReading(TO, reader);
    pipe.leave(FROM, writer);
    PipeFrame granted = read(new Holder(1));
    assertThat(granted.getGranted().getPeerHeld()).isFalse();
    assertThat(granted.getGranted().getKeptList()).containsExactly(SMALL);
  }

  @Test
  void watch_peerChanges_isAnsweredOnce() {
    assertThat(read(reader).getGranted().getPeerHeld()).isTrue();
    long request = watch(true);
    assertThat(reader.isAnswered(request)).isFalse();
    pipe.voidTicket(FROM, 0);
    assertThat(reader.answer(request).getBodyCase()).isEqualTo(BodyCase.PEER_HELD);
    assertThat(reader.answer(request).getPeerHeld()).isFalse();
    long again = watch(false);
    pipe.issue(FROM, 1);
    assertThat(reader.answer(again).getPeerHeld()).isTrue();
  }

  @Test
  void watch_changedBefore_isAnsweredAtOnce() {
    read(reader);
    pipe.voidTicket(FROM, 0);
    assertThat(reader.answer(watch(true)).getPeerHeld()).isFalse();
  }

  @Test
  void watch_readerStops_isWithdrawn() {
    read(reader);
    long request = watch(true);
    pipe.stopReading(TO, reader);
    assertThat(reader.answers.get(request).hasRequestWithdrawn()).isTrue();
  }
}
