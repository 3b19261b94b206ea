package io.troupe.internal.cluster.consensus;

import com.google.protobuf.ByteString;
import io.microraft.Ordered;
import io.microraft.QueryPolicy;
import io.microraft.RaftConfig;
import io.microraft.RaftNode;
import io.microraft.RaftNodeStatus;
import io.microraft.report.RaftTerm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * This node as a member of the group, voter or learner, with what follows from its copy of the log.
 * Thread-safe: all happens on its own thread.
 */
final class RaftMember {
  /** A busy machine has been seen to hold up a JVM for three seconds and more. */
  private static final Duration SILENCE = Duration.ofSeconds(4);

  /** Time for the others to see that the leader is lost, without which they would not vote. */
  private static final long NOTICE_MILLIS = 50;

  /** Time for one that begins an election to win it. */
  private static final long TURN_MILLIS = 500;

  private static final RaftConfig CONFIG = RaftConfig.newBuilder()
      .setLeaderHeartbeatPeriodSecs(1)
      .setLeaderHeartbeatTimeoutSecs(SILENCE.toSeconds())
      .setLeaderElectionTimeoutMillis(2_000)
      .setAppendEntriesRequestBatchSize(128)
      .setMaxPendingLogEntryCount(2_000)
      .setCommitCountToTakeSnapshot(2_000)
      .setTransferSnapshotsFromFollowersEnabled(false) // a follower that is removed has none
      .build();

  private final Endpoint self;
  private final Machine machine;
  private final RaftThread thread = new RaftThread();
  private final RaftNode node;

  /** The last term whose leader was not connected any more. */
  private final AtomicInteger lostIn = new AtomicInteger(-1);

  private RaftMember(Endpoint self, String group, Machine machine, Post post) {
    this.self = self;
    this.machine = machine;
    node = RaftNode.newBuilder()
        .setGroupId(group)
        .setLocalEndpoint(self)
        .setInitialGroupMembers(List.of(new Endpoint(group)))
        .setConfig(CONFIG)
        .setExecutor(thread)
        .setTransport(new Outgoing(post, thread))
        .setClock(thread.clock())
        .setStateMachine(new MachineAdapter(machine))
        .build();
  }

  /**
   * Starts one.
   *
   * @param group which has the name of its founder
   */
  static RaftMember start(Endpoint self, String group, Machine machine, Post post) {
    RaftMember member = new RaftMember(self, group, machine, post);
    member.node.start();
    return member;
  }

  Endpoint self() {
    return self;
  }

  String group() {
    return (String) node.getGroupId();
  }

  RaftNode node() {
    return node;
  }

  RaftThread thread() {
    return thread;
  }

  void receive(io.troupe.proto.RaftMessage message) {
    if (message.getReceiver().equals(self.id()) && message.getGroup().equals(group())) {
      node.handle(RaftReader.read(message));
    }
  }

  /**
   * Takes note that a node is not connected any more. If it leads, for the first time in its term,
   * its silence counts as if it had lasted; where most voters see it so, another leads soon. One of
   * them begins at once, and the others only if it does not, for of two that begin each would get a
   * vote.
   */
  void lost(String peer) {
    RaftTerm term = node.getTerm();
    if (term.getLeaderEndpoint() instanceof Endpoint leader
        && leader.peer().equals(peer)
        && !leader.equals(self)
        && lostIn.getAndSet(term.getTerm()) != term.getTerm()) {
      leaderLost(turn(peer));
    }
  }

  /** Returns how many of the voters that are left come before this one; -1 if it is none. */
  private int turn(String lost) {
    return voters().stream()
        .filter(voter -> !new Endpoint(voter).peer().equals(lost))
        .sorted()
        .toList()
        .indexOf(self.id());
  }

  private void leaderLost(int turn) {
    thread.clock().skip(SILENCE);
    thread.execute(this::endPreVote);
    if (turn == 0) {
      thread.schedule(thread::ringAllDue, NOTICE_MILLIS, TimeUnit.MILLISECONDS);
    } else if (turn > 0) {
      thread.holdTimers(turn * TURN_MILLIS);
    }
  }

  /** A leader that is heard again is the leader, and can be lost again. Called on its thread. */
  void endPreVote() {
    PreVote.endIfAnswered(node);
  }

  /** Returns the leader, if it is known. */
  Optional<Endpoint> leader() {
    return Optional.ofNullable((Endpoint) node.getTerm().getLeaderEndpoint());
  }

  /** Returns the voters, as far as it knows that they are agreed on. */
  List<String> voters() {
    return node.getCommittedMembers().getVotingMembers().stream()
        .map(Object::toString)
        .toList();
  }

  boolean isLeader() {
    return leader().filter(self::equals).isPresent();
  }

  /** Returns whether it is a member no more, and will not be again. */
  boolean isOver() {
    return RaftNodeStatus.isTerminal(node.getStatus());
  }

  /**
   * Has the group carry out a command, or answers a question; fails if this is not the leader, or
   * no majority is there.
   */
  CompletableFuture<ByteString> carryOut(ByteString request, boolean readOnly) {
    CompletableFuture<ByteString> answer = new CompletableFuture<>();
    // On the thread of the machine no change comes between a result and the wait for another.
    thread.execute(() -> result(request, readOnly)
        .thenCompose(result -> machine.settled(request, readOnly, result.getResult()))
        .whenComplete((result, failure) -> {
          if (failure == null) {
            answer.complete(result);
          } else {
            answer.completeExceptionally(failure);
          }
        }));
    return answer;
  }

  private CompletableFuture<Ordered<ByteString>> result(ByteString request, boolean readOnly) {
    return readOnly
        ? node.query(
            new MachineAdapter.Question(request),
            QueryPolicy.LINEARIZABLE,
            Optional.empty(),
            Optional.empty())
        : node.replicate(request);
  }

  void end() {
    node.terminate().whenComplete((done, failure) -> thread.end());
  }
}
