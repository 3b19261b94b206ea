package io.troupe.internal.cluster.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.cluster.consensus.Voters.Group;
import io.troupe.internal.cluster.consensus.Voters.Step;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class VotersTest {
  private static Peer up(String name) {
    return new Peer(name, name, true);
  }

  private static List<Peer> allUp(String... names) {
    return Stream.of(names).map(VotersTest::up).toList();
  }

  /** The first leads; all learners have caught up. */
  private static Group group(List<String> voters, String... learners) {
    return new Group(voters.get(0), voters, List.of(learners), Set.of(learners), Set.of());
  }

  @Test
  void next_oneOrTwoNodes_oneVoter() {
    assertThat(Voters.next(group(List.of("a/1")), allUp("a"))).isEmpty();
    assertThat(Voters.next(group(List.of("a/1")), allUp("a", "b"))).isEmpty();
  }

  @Test
  void next_threeNodes_theOldestAreAdded_andPromotedOneByOne() {
    List<Peer> three = allUp("a", "b", "c");
    assertThat(Voters.next(group(List.of("a/1")), three)).contains(new Step.Add(up("b")));
    assertThat(Voters.next(group(List.of("a/1"), "b/1"), three)).contains(new Step.Promote("b/1"));
    assertThat(Voters.next(group(List.of("a/1", "b/1"), "c/1"), three))
        .contains(new Step.Promote("c/1"));
    assertThat(Voters.next(group(List.of("a/1", "b/1", "c/1")), three)).isEmpty();
  }

  @Test
  void next_learnerBehind_isNotPromoted() {
    Group behind = new Group("a/1", List.of("a/1"), List.of("b/1", "c/1"), Set.of(), Set.of());
    assertThat(Voters.next(behind, allUp("a", "b", "c"))).isEmpty();
  }

  @Test
  void next_fourNodes_threeVoters_andFiveOfFive() {
    Group three = group(List.of("a/1", "b/1", "c/1"));
    assertThat(Voters.next(three, allUp("a", "b", "c", "d"))).isEmpty();
    assertThat(Voters.next(three, allUp("a", "b", "c", "d", "e"))).contains(new Step.Add(up("d")));
  }

  @Test
  void next_voterGone_isRemovedFirst_andTheNextOldestTakesItsPlace() {
    List<Peer> peers = allUp("a", "c", "d");
    assertThat(Voters.next(group(List.of("a/1", "b/1", "c/1")), peers))
        .contains(new Step.Remove("b/1"));
    assertThat(Voters.next(group(List.of("a/1", "c/1")), peers)).contains(new Step.Add(up("d")));
  }

  @Test
  void next_nodeStartedAgain_isAnother() {
    assertThat(Voters.next(group(List.of("a#1/1", "b#1/1", "c#1/1")), allUp("a#1", "b#2", "c#1")))
        .contains(new Step.Remove("b#1/1"));
  }

  @Test
  void next_leaderLeaves_afterAllOthers_andTheLastVoterStays() {
    List<Peer> leaving = List.of(up("a").leaving(), up("b").leaving(), up("c"));
    assertThat(Voters.next(group(List.of("a/1", "b/1", "c/1")), leaving))
        .contains(new Step.Remove("b/1"));
    assertThat(Voters.next(group(List.of("a/1", "c/1")), leaving)).contains(new Step.Remove("a/1"));
    assertThat(Voters.next(group(List.of("a/1")), List.of(up("a").leaving()))).isEmpty();
  }

  @Test
  void next_onlyVoterLeaves_anotherTakesOverBefore() {
    List<Peer> peers = List.of(up("a").leaving(), up("b"));
    assertThat(Voters.next(group(List.of("a/1")), peers)).contains(new Step.Add(up("b")));
    assertThat(Voters.next(group(List.of("a/1"), "b/1"), peers)).contains(new Step.Promote("b/1"));
    assertThat(Voters.next(group(List.of("a/1", "b/1")), peers)).contains(new Step.Remove("a/1"));
  }

  @Test
  void next_stuckVoter_isRemoved() {
    Group stuck =
        new Group("a/1", List.of("a/1", "b/1", "c/1"), List.of(), Set.of(), Set.of("c/1"));
    assertThat(Voters.next(stuck, allUp("a", "b", "c"))).contains(new Step.Remove("c/1"));
  }

  @Test
  void isComplete_onlyIfAllThatAreToVoteDo() {
    List<Peer> four = allUp("a", "b", "c", "d");
    assertThat(Voters.isComplete("c", List.of(), four)).isFalse();
    assertThat(Voters.isComplete("c", List.of("a/1", "c/1"), four)).isFalse();
    assertThat(Voters.isComplete("c", List.of("a/1", "b/1", "c/1"), four)).isTrue();
    assertThat(Voters.isComplete("d", List.of(), four)).isTrue();
    assertThat(Voters.isComplete("b", List.of(), allUp("a", "b"))).isTrue();
  }
}
