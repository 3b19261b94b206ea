package io.troupe.internal.cluster.consensus;

import io.microraft.MembershipChangeMode;
import io.microraft.Ordered;
import io.microraft.report.RaftGroupMembers;
import io.microraft.report.RaftNodeReport;
import io.troupe.internal.log.Log;
import io.troupe.proto.ConsensusMail;
import io.troupe.proto.Invitation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks now and then whether the voters can be reached, and, on the leader, whether the right nodes
 * are voters, and tells the machine how time goes by. Used by the thread of its member alone.
 */
final class Caretaker {
  private static final Log log = Log.of(Caretaker.class);
  private static final long LOOK_MILLIS = 250;

  /** If the leader is lost, the others must vote at once: so all voters are connected. */
  private static final int LOOKS_AT_OTHERS = 4;

  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final RaftMember member;
  private final Machine machine;
  private final Post post;
  private final Supplier<List<Peer>> peers;
  private final Progress progress = new Progress();
  private final Set<String> leaving = new HashSet<>();
  private final Map<String, Endpoint> accepted = new HashMap<>();

  /** How often a peer must have begun, where a life of it has ended. */
  private final Map<String, Integer> least = new HashMap<>();

  private Said said = new Said(List.of(), 0);
  private long ticked = System.nanoTime();
  private int looks;

  /** What an operator was told last. */
  private record Said(List<String> voters, int term) {}

  Caretaker(RaftMember member, Machine machine, Post post, Supplier<List<Peer>> peers) {
    this.member = member;
    this.machine = machine;
    this.post = post;
    this.peers = peers;
  }

  /** Looks from now on. */
  void begin() {
    member.thread().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A node is ready to be a learner. */
  void accepted(String endpoint) {
    Endpoint ready = new Endpoint(endpoint);
    accepted.put(ready.peer(), ready);
  }

  /** An endpoint is to be a member no more. */
  void farewell(String endpoint) {
    leaving.add(endpoint);
  }

  private void look() {
    if (!member.isOver()) {
      looks++;
      member.endPreVote();
      if (looks % LOOKS_AT_OTHERS == 0) {
        member.voters().stream().map(voter -> new Endpoint(voter).peer()).forEach(post::prepare);
      }
      if (member.isLeader()) {
        tick();
        member.node().getReport().thenAccept(this::care);
      } else {
        ticked = System.nanoTime(); // time stands still while there is no leader
      }
      begin();
    }
  }

  private void tick() {
    long passed = System.nanoTime() - ticked;
    if (passed >= TICK_NANOS) {
      ticked += passed;
      // A leader that was stopped does not take the time for that of the others.
      long millis = TimeUnit.NANOSECONDS.toMillis(Math.min(passed, 2 * TICK_NANOS));
      machine.tick(millis).ifPresent(member.node()::replicate);
    }
  }

  private void care(Ordered<RaftNodeReport> looked) {
    RaftNodeReport report = looked.getResult();
    RaftGroupMembers members = report.getCommittedMembers();
    if (members.getLogIndex() != report.getEffectiveMembers().getLogIndex()) {
      return; // a change is under way
    }
    say(members, report.getTerm().getTerm());
    List<String> voters = ids(members.getVotingMembers());
    List<String> learners = new ArrayList<>(ids(members.getMembers()));
    learners.removeAll(voters);
    progress.take(report.getLog());
    Voters.Group group = new Voters.Group(
        member.self().id(), voters, learners, progress.caughtUp(learners), progress.stuck());
    Voters.next(group, current()).ifPresent(step -> take(step, members.getLogIndex()));
  }

  private static List<String> ids(Collection<?> endpoints) {
    return endpoints.stream().map(Object::toString).toList();
  }

  /** A node that has said farewell is up no more. */
  private List<Peer> current() {
    return peers.get().stream()
        .map(peer -> leaving.stream().anyMatch(peer::has) ? peer.leaving() : peer)
        .toList();
  }

  private void say(RaftGroupMembers members, int term) {
    Said now = new Said(ids(members.getVotingMembers()), term);
    if (!now.equals(said)) {
      said = now;
      log.info(
          "Failover objects: the voters are {}, led by this node in term {}",
          now.voters().stream().map(this::name).toList(),
          term);
    }
  }

  private String name(String endpoint) {
    return peers.get().stream()
        .filter(peer -> peer.has(endpoint))
        .map(Peer::name)
        .findFirst()
        .orElse(endpoint);
  }

  private void take(Voters.Step step, long index) {
    if (step instanceof Voters.Step.Add add) {
      add(add.peer(), index);
    } else if (step instanceof Voters.Step.Promote promote) {
      Endpoint learner = new Endpoint(promote.endpoint());
      change(learner, MembershipChangeMode.ADD_OR_PROMOTE_TO_FOLLOWER, index);
    } else if (step instanceof Voters.Step.Remove remove) {
      Endpoint gone = new Endpoint(remove.endpoint());
      least.put(gone.peer(), gone.number() + 1);
      change(gone, MembershipChangeMode.REMOVE_MEMBER, index);
    }
  }

  private void add(Peer peer, long index) {
    int number = least.getOrDefault(peer.address(), 1);
    Endpoint ready = accepted.get(peer.address());
    if (ready != null && ready.number() >= number) {
      change(ready, MembershipChangeMode.ADD_LEARNER, index);
    } else {
      Invitation invitation =
          Invitation.newBuilder().setGroup(member.group()).setAtLeast(number).build();
      post.send(peer.address(), ConsensusMail.newBuilder().setInvitation(invitation));
    }
  }

  private void change(Endpoint endpoint, MembershipChangeMode mode, long index) {
    member.node().changeMembership(endpoint, mode, index).whenComplete((done, failure) -> {
      if (failure != null) {
        log.debug("{} of {} is tried again: {}", mode, endpoint, failure.toString());
      }
    });
  }
}
