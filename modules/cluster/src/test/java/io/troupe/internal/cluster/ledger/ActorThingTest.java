package io.troupe.internal.cluster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.troupe.proto.FailoverActorCommand;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverMessage;
import io.troupe.proto.FailoverReply;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverResult.Status;
import io.troupe.proto.FailoverSnapshot;
import io.troupe.proto.FailoverTurn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An actor, between those that send it something and those that run it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ActorThingTest {
  private static final long SENDER = 1;
  private static final long HOST = 2;
  private static final long OTHER = 3;
  private static final int MOST_BYTES = 10_000;

  private final Map<Ticket, FailoverResult> settled = new HashMap<>();
  private ActorThing actor = new ActorThing(new Room(MOST_BYTES), settled::put);
  private long index;

  private FailoverResult apply(long session, long sequence, FailoverActorCommand.Builder change) {
    return actor.apply(
        ++index,
        FailoverCommand.newBuilder()
            .setSession(session)
            .setSequence(sequence)
            .setActor(change)
            .build());
  }

  private static ByteString text(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private void ask(long sequence, String message) {
    FailoverResult result =
        apply(SENDER, sequence, FailoverActorCommand.newBuilder().setAsk(text(message)));
    assertThat(result.getStatus()).isEqualTo(Status.WAITING);
  }

  private FailoverResult turn(long host, long sequence, FailoverTurn.Builder turn) {
    return apply(host, sequence, FailoverActorCommand.newBuilder().setTurn(turn));
  }

  private FailoverResult ready(long host, long sequence) {
    return turn(host, sequence, FailoverTurn.newBuilder());
  }

  private static FailoverTurn.Builder done(long batch, String state, String... answers) {
    FailoverTurn.Builder turn = FailoverTurn.newBuilder().setBatch(batch).setState(text(state));
    for (String answer : answers) {
      turn.addReplies(FailoverReply.newBuilder().setAnswer(text(answer)));
    }
    return turn;
  }

  private FailoverResult settled(long session, long sequence) {
    return settled.getOrDefault(new Ticket(session, sequence), Results.WAITING);
  }

  private String answer(long sequence) {
    return settled(SENDER, sequence).getValue().toStringUtf8();
  }

  private static List<String> messages(FailoverResult batch) {
    return batch.getMessagesList().stream()
        .map(FailoverMessage::getContent)
        .map(ByteString::toStringUtf8)
        .toList();
  }

  private void restore() {
    FailoverSnapshot.Builder written = FailoverSnapshot.newBuilder();
    actor.write("x", written);
    actor = ActorThing.of(written.getActors(0), new Room(MOST_BYTES), settled::put);
    FailoverSnapshot.Builder again = FailoverSnapshot.newBuilder();
    actor.write("x", again);
    assertThat(again.build()).isEqualTo(written.build());
  }

  @Test
  void messages_areHandedOutTogether_andAnsweredWithTheNextState() {
    ask(1, "a");
    ask(2, "b");
    assertThat(messages(ready(HOST, 1))).containsExactly("a", "b");
    ask(3, "c");
    restore();

    FailoverResult next = turn(HOST, 2, done(1, "ab", "A", "B"));

    assertThat(answer(1)).isEqualTo("A");
    assertThat(answer(2)).isEqualTo("B");
    assertThat(settled(SENDER, 3).getStatus()).isEqualTo(Status.WAITING);
    assertThat(next.getValue()).isEqualTo(text("ab"));
    assertThat(messages(next)).containsExactly("c");
  }

  @Test
  void hostThatWaits_getsWhatIsSent_andIsTheOneAsLongAsItIsReady() {
    ready(HOST, 1);
    ready(OTHER, 1);
    ask(1, "a");
    assertThat(messages(settled(HOST, 1))).containsExactly("a");
    assertThat(turn(HOST, 2, done(1, "1", "A")).getStatus()).isEqualTo(Status.WAITING);
    restore();
    ask(2, "b");

    assertThat(messages(settled(HOST, 2))).containsExactly("b");
    assertThat(settled(OTHER, 1).getStatus()).isEqualTo(Status.WAITING);
  }

  @Test
  void hostEnds_theNextGoesOnWithTheStateAgreedOn_andNothingOfTheFirstIsSo() {
    ask(1, "a");
    ready(HOST, 1);
    ready(OTHER, 1);
    ask(2, "b");
    turn(HOST, 2, done(1, "1", "A"));
    restore();

    actor.ended(Set.of(HOST), ++index);

    assertThat(settled(OTHER, 1).getValue()).isEqualTo(text("1"));
    assertThat(messages(settled(OTHER, 1))).containsExactly("b");
    turn(HOST, 3, done(2, "lost", "lost"));
    assertThat(settled(SENDER, 2).getStatus()).isEqualTo(Status.WAITING);
    turn(OTHER, 2, done(1, "2", "B"));
    assertThat(answer(2)).isEqualTo("B");
  }

  @Test
  void cancelOfAMessageThatWasHandedOut_takesWhatWasMadeOfItAlong() {
    ask(1, "a");
    ask(2, "b");
    ready(HOST, 1);
    actor.cancel(new Ticket(SENDER, 1));

    FailoverResult again = turn(HOST, 2, done(1, "ab", "A", "B"));

    assertThat(messages(again)).containsExactly("b");
    assertThat(again.hasValue()).isFalse();
    assertThat(settled).isEmpty();
    turn(HOST, 3, done(2, "b", "B"));
    assertThat(answer(2)).isEqualTo("B");
  }

  @Test
  void cancelOfAMessageThatWaits_leavesTheOthersAlone() {
    ask(1, "a");
    ready(HOST, 1);
    ask(2, "b");
    ask(3, "c");
    actor.cancel(new Ticket(SENDER, 2));

    assertThat(messages(turn(HOST, 2, done(1, "1", "A")))).containsExactly("c");
    assertThat(answer(1)).isEqualTo("A");
  }

  @Test
  void hostThatAsksAgain_orGivesBack_hasWhatItHadNoMore() {
    ask(1, "a");
    ready(HOST, 1);
    assertThat(messages(ready(HOST, 2))).containsExactly("a");
    ready(OTHER, 1);
    turn(HOST, 3, done(1, "lost", "lost")); // what it was given last is not this
    assertThat(settled(SENDER, 1).getStatus()).isEqualTo(Status.WAITING);

    apply(HOST, 4, FailoverActorCommand.newBuilder().setGiveBack(3));

    assertThat(messages(settled(OTHER, 1))).containsExactly("a");
    assertThat(apply(HOST, 5, FailoverActorCommand.newBuilder().setGiveBack(3)).getStatus())
        .isEqualTo(Status.NOT_DONE);
  }

  @Test
  void whatWasTaken_staysWhenItsSenderEnds() {
    assertThat(apply(SENDER, 1, FailoverActorCommand.newBuilder().setTell(text("a")))
            .getStatus())
        .isEqualTo(Status.DONE);
    actor.ended(Set.of(SENDER), ++index);
    restore();

    FailoverResult batch = ready(HOST, 1);
    assertThat(messages(batch)).containsExactly("a");
    assertThat(batch.getMessages(0).getTold()).isTrue();
    turn(HOST, 2, done(1, "1", "nobody's"));
    assertThat(settled).isEmpty();
  }

  @Test
  void stateWithoutRoom_isRefused_andItsMessagesCanFail() {
    ask(1, "a");
    ready(HOST, 1);
    String large = "x".repeat(MOST_BYTES);
    assertThat(turn(HOST, 2, done(1, large, "A")).getReason()).contains("full");

    FailoverTurn.Builder failed = FailoverTurn.newBuilder()
        .setBatch(1)
        .addReplies(FailoverReply.newBuilder().setFailure(text("no room")));
    turn(HOST, 3, failed);
    assertThat(settled(SENDER, 1).getStatus()).isEqualTo(Status.FAILED);
  }

  @Test
  void room_isFreeAgain_whenAllIsDoneAndReset() {
    String large = "x".repeat(MOST_BYTES / 4);
    for (int round = 1; round < 10; round++) {
      ask(round, large);
      if (round == 1) {
        ready(HOST, 1);
      }
      turn(HOST, round + 1, done(round, large, "A"));
      assertThat(answer(round)).isEqualTo("A");
    }
    actor.cancel(new Ticket(HOST, 10));
    apply(SENDER, 100, FailoverActorCommand.newBuilder().setReset(true));
    assertThat(actor.isEmpty()).isTrue();
  }

  @Test
  void reset_takesWhatIsBeingMadeAlong() {
    ask(1, "a");
    ready(HOST, 1);
    apply(OTHER, 1, FailoverActorCommand.newBuilder().setReset(true));

    FailoverResult again = turn(HOST, 2, done(1, "1", "A"));
    assertThat(messages(again)).containsExactly("a");
    assertThat(again.hasValue()).isFalse();
  }

  @Test
  void batch_isBounded_butForASingleMessage() {
    ActorThing wide = new ActorThing(new Room(Room.MOST_BYTES), settled::put);
    actor = wide;
    ask(1, "x".repeat(400_000));
    for (int i = 2; i < 200; i++) {
      ask(i, "m" + i);
    }
    assertThat(ready(HOST, 1).getMessagesCount()).isEqualTo(1);
    assertThat(turn(HOST, 2, done(1, "1", "A")).getMessagesCount()).isEqualTo(64);
  }
}
