package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.manager.ManagedSet;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A set that lives elsewhere. */
@SuppressWarnings({"unchecked", "NullAway"}) // Members are whatever was added, null included.
final class SetProxy<E> extends AbstractSet<E> implements ManagedSet<E>, Managed {
  private final Remote remote;

  SetProxy(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Kind kind() {
    return Kind.SET;
  }

  @Override
  public Remote remote() {
    return remote;
  }

  @Override
  public int size() {
    return remote.count(Call.of("size"));
  }

  @Override
  public boolean contains(@Nullable Object member) {
    return remote.test(Call.of("contains").compared(member));
  }

  @Override
  public boolean containsAll(Collection<?> members) {
    return remote.test(Call.of("containsAll").allCompared(copy(members)));
  }

  @Override
  public boolean add(E member) {
    return remote.test(Call.of("add").compared(member));
  }

  @Override
  public boolean addAll(Collection<? extends E> members) {
    return remote.test(Call.of("addAll").allCompared(copy(members)));
  }

  @Override
  public boolean remove(@Nullable Object member) {
    return remote.test(Call.of("remove").compared(member));
  }

  @Override
  public boolean removeAll(Collection<?> members) {
    return remote.test(Call.of("removeAll").allCompared(copy(members)));
  }

  @Override
  public boolean retainAll(Collection<?> members) {
    return remote.test(Call.of("retainAll").allCompared(copy(members)).runsCode());
  }

  /** A set of this kind is read at one moment. */
  private static <T> Collection<T> copy(Collection<T> members) {
    return members instanceof ManagedSet<T> managed ? managed.snapshot() : members;
  }

  @Override
  public void clear() {
    remote.call(Call.of("clear"));
  }

  @Override
  public E pop() {
    return remote.get(Call.of("pop"));
  }

  @Override
  public Set<E> snapshot() {
    return new LinkedHashSet<>((List<E>) remote.call(Call.of("snapshot")));
  }

  @Override
  public Set<E> union(Collection<? extends E> others) {
    Set<E> union = snapshot();
    union.addAll(copy(others));
    return union;
  }

  @Override
  public Set<E> intersection(Collection<?> others) {
    Set<E> intersection = snapshot();
    intersection.retainAll(new HashSet<>(copy(others)));
    return intersection;
  }

  @Override
  public Set<E> difference(Collection<?> others) {
    Set<E> difference = snapshot();
    copy(others).forEach(difference::remove);
    return difference;
  }

  @Override
  public Set<E> symmetricDifference(Collection<? extends E> others) {
    Set<E> difference = snapshot();
    for (E other : new LinkedHashSet<E>(copy(others))) {
      if (!difference.remove(other)) {
        difference.add(other);
      }
    }
    return difference;
  }

  @Override
  public void symmetricDifferenceUpdate(Collection<? extends E> others) {
    remote.call(Call.of("toggleAll").allCompared(copy(others)));
  }

  @Override
  public boolean isDisjoint(Collection<?> others) {
    return Collections.disjoint(snapshot(), copy(others));
  }

  @Override
  public boolean isSubset(Collection<?> others) {
    return new HashSet<>(copy(others)).containsAll(snapshot());
  }

  @Override
  public boolean isSuperset(Collection<?> others) {
    return containsAll(others);
  }

  @Override
  public <R> R update(Portable.Function<? super Set<E>, ? extends R> change) {
    return remote.get(Call.of("update").function(requireNonNull(change, "change")));
  }

  @Override
  public boolean removeIf(Portable.Predicate<? super E> condition) {
    return removeIf((Predicate<? super E>) condition);
  }

  @Override
  public boolean removeIf(Predicate<? super E> condition) {
    Call call = Call.of("removeIf");
    if (call.takes(requireNonNull(condition, "condition"))) {
      return remote.test(call);
    }
    boolean[] removed = new boolean[1];
    Optimistic.change(remote, content -> {
      Set<E> members = new LinkedHashSet<>((List<E>) content);
      removed[0] = members.removeIf(condition);
      return replacing -> replacing.allCompared(members);
    });
    return removed[0];
  }

  @Override
  public Iterator<E> iterator() {
    return new CopyIterator<>(snapshot().iterator(), member -> member, this::remove);
  }

  @Override
  public Spliterator<E> spliterator() {
    return snapshot().spliterator();
  }

  @Override
  public Object[] toArray() {
    return snapshot().toArray();
  }

  @Override
  public <T> T[] toArray(T[] array) {
    return snapshot().toArray(array);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this || Managed.same(this, other) || snapshot().equals(other);
  }

  @Override
  public int hashCode() {
    return snapshot().hashCode();
  }

  /** The members, of which other managed objects only have their names: one may contain the other. */
  @Override
  public String toString() {
    return Contents.text(snapshot());
  }
}
