package io.troupe.internal.cluster.node;

import io.troupe.cluster.NodeInfo;
import io.troupe.internal.cluster.consensus.Peer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * The members, from what Pekko tells of them. The state that Pekko's cluster has to offer is made
 * from the same events, but maybe later. Not thread-safe.
 */
final class Members {
  private final Map<UniqueAddress, Member> members = new HashMap<>();
  private final Set<UniqueAddress> unreachable = new HashSet<>();

  void hear(ClusterDomainEvent event) {
    if (event instanceof MemberEvent changed) {
      hear(changed.member());
    } else if (event instanceof UnreachableMember lost) {
      unreachable.add(lost.member().uniqueAddress());
    } else if (event instanceof ReachableMember found) {
      unreachable.remove(found.member().uniqueAddress());
    }
  }

  private void hear(Member member) {
    MemberStatus status = member.status();
    if (status.equals(MemberStatus.removed()) || status.equals(MemberStatus.down())) {
      members.remove(member.uniqueAddress());
      unreachable.remove(member.uniqueAddress());
    } else {
      members.put(member.uniqueAddress(), member);
    }
  }

  /** Returns them in the order of their addresses. */
  List<NodeInfo> nodes() {
    return members.values().stream()
        .map(this::node)
        .sorted(Comparator.comparing(NodeInfo::address))
        .toList();
  }

  /** Returns them from the oldest on. */
  List<Peer> peers() {
    return members.values().stream()
        .sorted((one, other) -> one.equals(other) ? 0 : one.isOlderThan(other) ? -1 : 1)
        .map(member -> new Peer(
            NodeSystem.peerAddress(member.uniqueAddress()),
            NodeSystem.gateway(member),
            member.status().equals(MemberStatus.up())))
        .toList();
  }

  private NodeInfo node(Member member) {
    return new NodeInfo(
        NodeSystem.gateway(member),
        NodeSystem.slots(member),
        NodeSystem.roles(member),
        unreachable.contains(member.uniqueAddress())
            ? NodeInfo.State.UNREACHABLE
            : state(member.status()));
  }

  private static NodeInfo.State state(MemberStatus status) {
    if (status.equals(MemberStatus.up())) {
      return NodeInfo.State.UP;
    }
    return status.equals(MemberStatus.joining()) || status.equals(MemberStatus.weaklyUp())
        ? NodeInfo.State.JOINING
        : NodeInfo.State.LEAVING;
  }
}
