/**
 * A log that a majority of the oldest nodes agrees on, and what follows from it.
 *
 * <pre>
 *  Consensus ─ RaftConsensus ─ RaftMember ─ MicroRaft     what this node is of the group, if it is
 *                   │              └ Machine              follows from the log: the ledger
 *                   ├ Requests                            what this node has asked the leader for
 *                   ├ Caretaker ─ Voters                  on the leader: who is to be a voter
 *                   └ Post ─ LinePost ─ Correspondent     mail to the other nodes, each by a Line
 * </pre>
 *
 * <p>The node that began the cluster founds the group, as its only voter. Its leader invites the
 * oldest others, each as a learner first, which becomes a voter when it has what the leader has.
 * The log is in memory: a node that is started again is another voter, so that none votes twice.
 *
 * <p>MicroRaft is known to this package alone. Three things are done here because it does not do
 * them: it does not look whether a learner has caught up before it makes it a voter; a follower
 * that has asked for votes, and then heard its leader, asks never again in that term, which
 * {@code PreVote} mends; and in 0.7 a voter whose log is an installed snapshot with entries behind
 * it that no majority has never gets on with another leader. A voter that stands still for long is
 * therefore removed, and invited again as another endpoint.
 */
@NullMarked
package io.troupe.internal.cluster.consensus;

import org.jspecify.annotations.NullMarked;
