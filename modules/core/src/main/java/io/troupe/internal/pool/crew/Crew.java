package io.troupe.internal.pool.crew;

import io.troupe.internal.pool.crew.Member.Phase;
import io.troupe.internal.pool.dispatch.Lane;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The members of a pool that are not gone. Changed by the pool's actor only; any thread may look.
 */
final class Crew {
  private final List<Member> members = new CopyOnWriteArrayList<>();

  void add(Member member) {
    members.add(member);
  }

  void remove(Member member) {
    member.move(Phase.GONE);
    members.remove(member);
  }

  List<Member> all() {
    return List.copyOf(members);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  Optional<Member> of(Lane lane) {
    return members.stream().filter(member -> member.lane == lane).findFirst();
  }

  /** Returns how many work, or will. */
  int serving() {
    return count(Phase.STARTING) + count(Phase.STANDBY) + count(Phase.ACTIVE);
  }

  /** Returns how many work, or will, or still finish what they have begun. */
  int busyOrReady() {
    return serving() + count(Phase.RETIRING);
  }

  /** Returns how many have not booted yet. */
  int booting() {
    return (int) members.stream().filter(Member::boots).count();
  }

  /** Returns how many places are taken: those of the workers that have tasks, or may get some. */
  int occupied() {
    return count(Phase.ACTIVE) + count(Phase.RETIRING);
  }

  Optional<Member> standby() {
    return members.stream().filter(member -> member.is(Phase.STANDBY)).findFirst();
  }

  private int count(Phase phase) {
    return (int) members.stream().filter(member -> member.is(phase)).count();
  }
}
