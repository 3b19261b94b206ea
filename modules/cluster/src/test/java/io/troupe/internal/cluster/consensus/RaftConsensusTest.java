package io.troupe.internal.cluster.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members that come, go, fall behind and lose each other, with the engine as it is used. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RaftConsensusTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** More than the log keeps. */
  private static final int MANY = 3_000;

  private static ByteString text(Object text) {
    return ByteString.copyFromUtf8(String.valueOf(text));
  }

  private static ByteString write(LocalNodes nodes, String node, Object text) throws Exception {
    return nodes.node(node).write(text(text));
  }

  /** Waits until a node has a copy with so many texts. */
  private static void awaitCopy(LocalNodes nodes, String node, int texts) {
    await()
        .atMost(LIMIT)
        .until(() -> nodes.isMember(node) && nodes.machineOf(node).texts().size() == texts);
  }

  @Test
  void founder_isTheOnlyVoterOfTwo_andAnswersBoth() throws Exception {
    try (LocalNodes nodes = new LocalNodes()) {
      String first = nodes.start();
      String second = nodes.start();

      assertThat(write(nodes, first, "a")).isEqualTo(text(1));
      assertThat(write(nodes, second, "b")).isEqualTo(text(2));
      assertThat(nodes.node(second).read(text("?"))).isEqualTo(text(2));
      assertThat(nodes.isMember(second)).isFalse();
    }
  }

  @Test
  void nodesJoin_getASnapshot_andLiveOnWithoutTheFounder() throws Exception {
    try (LocalNodes nodes = new LocalNodes()) {
      String first = nodes.start();
      String large = "x".repeat(1_000);
      for (int i = 0; i < MANY; i++) {
        write(nodes, first, i + large);
      }
      String second = nodes.start();
      String third = nodes.start();
      awaitCopy(nodes, second, MANY);
      awaitCopy(nodes, third, MANY);
      awaitVoters(nodes, first, second, third);

      nodes.cut(first);

      assertThat(write(nodes, second, "on")).isEqualTo(text(MANY + 1));
      assertThat(nodes.node(third).read(text("?"))).isEqualTo(text(MANY + 1));
    }
  }

  /** Three are voters when two of them carry a command without the third. */
  private static void awaitVoters(LocalNodes nodes, String... members) {
    await()
        .atMost(LIMIT)
        .until(() -> List.of(members).stream()
            .allMatch(each -> nodes.node(each).voters().size() == members.length));
  }

  @Test
  void withoutAMajority_isRefusedInABound_andGoesOnWhenItIsBack() throws Exception {
    try (LocalNodes nodes = new LocalNodes()) {
      String first = nodes.start();
      String second = nodes.start();
      String third = nodes.start();
      write(nodes, first, "a");
      awaitVoters(nodes, first, second, third);
      nodes.cut(first);
      nodes.cut(second);

      assertThatThrownBy(() -> write(nodes, third, "refused"))
          .isInstanceOf(NoAgreementException.class)
          .hasMessageContaining("majority");

      nodes.mend(second);
      assertThat(write(nodes, third, "b")).isIn(text(2), text(3)); // the refused one may be there
    }
  }

  @Test
  void voterThatIsGone_isReplaced_andOneThatLeavesMakesRoomAtOnce() throws Exception {
    try (LocalNodes nodes = new LocalNodes()) {
      String first = nodes.start();
      String second = nodes.start();
      String third = nodes.start();
      awaitVoters(nodes, first, second, third);
      String fourth = nodes.start();
      write(nodes, fourth, "a");

      nodes.cut(second);
      nodes.remove(second);

      awaitVoters(nodes, first, third, fourth);
      String fifth = nodes.start();
      nodes.node(first).leave(LIMIT);
      nodes.cut(first);
      nodes.remove(first);
      awaitVoters(nodes, third, fourth, fifth);
      assertThat(write(nodes, fifth, "b")).isEqualTo(text(2));
    }
  }

  @Test
  void oldLeader_cutOff_answersNothing_andGetsWhatTheOthersHave() throws Exception {
    try (LocalNodes nodes = new LocalNodes()) {
      String first = nodes.start();
      String second = nodes.start();
      String third = nodes.start();
      awaitVoters(nodes, first, second, third);
      write(nodes, first, "a");
      nodes.cut(first);

      assertThat(write(nodes, second, "b")).isEqualTo(text(2));
      assertThatThrownBy(() -> nodes.node(first).read(text("?")))
          .isInstanceOf(NoAgreementException.class);
      for (int i = 0; i < MANY; i++) {
        write(nodes, third, i);
      }
      nodes.mend(first);

      awaitCopy(nodes, first, MANY + 2);
      assertThat(nodes.machineOf(first).texts())
          .isEqualTo(nodes.machineOf(second).texts());
    }
  }

  @Test
  void followersThatMissedTheLeaderForAMoment_electAnother_whenItIsGone() throws Exception {
    try (LocalNodes nodes = new LocalNodes()) {
      String first = nodes.start();
      String second = nodes.start();
      String third = nodes.start();
      awaitVoters(nodes, first, second, third);
      missForAMoment(nodes, second, first, 1);
      missForAMoment(nodes, third, first, 2);

      nodes.cut(first);

      assertThat(write(nodes, second, "on")).isEqualTo(text(3));
    }
  }

  /**
   * A follower takes the leader for lost, asks for votes, and hears the leader again.
   *
   * @param texts that it has afterwards
   */
  private static void missForAMoment(LocalNodes nodes, String follower, String leader, int texts)
      throws Exception {
    nodes.hasAskedForVotes(follower);
    nodes.cut(follower);
    await().atMost(LIMIT).until(() -> nodes.hasAskedForVotes(follower));
    nodes.mend(follower);
    write(nodes, leader, "heard by " + follower);
    awaitCopy(nodes, follower, texts);
  }
}
