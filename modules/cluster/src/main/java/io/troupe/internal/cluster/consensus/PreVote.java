package io.troupe.internal.cluster.consensus;

import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.impl.RaftNodeImpl;
import io.microraft.impl.state.RaftState;

/**
 * A member's question whether the others would vote for it. It should end when the leader is heard
 * again, but MicroRaft only ends it in another term, and has one at a time: such a member would
 * never see that this leader is lost. Nothing but its implementation lets one end it.
 */
final class PreVote {
  private PreVote() {}

  /** Ends that of a member which knows a leader; to be called on its thread. */
  static void endIfAnswered(RaftNode member) {
    RaftState state = ((RaftNodeImpl) member).state();
    RaftEndpoint leader = state.leader();
    if (leader != null && state.preCandidateState() != null) {
      state.toFollower(state.term()); // whom it has voted for in this term stays known
      state.leader(leader);
    }
  }
}
