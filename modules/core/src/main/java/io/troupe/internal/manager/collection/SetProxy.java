package io.troupe.internal.manager.collection;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.manager.ManagedSet;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A set that lives elsewhere. */
@SuppressWarnings({"unchecked", "rawtypes", "NullAway"
}) // Members are what was added, null included.
public final class SetProxy<E> extends AbstractSet<E> implements ManagedSet<E>, Managed {
  private final ManagedRef object;
  private final SetCalls calls;

  public SetProxy(ManagedRef object) {
    this.object = object;
    this.calls = object.as(SetCalls.class);
  }

  @Override
  public Kind managedKind() {
    return Kind.SET;
  }

  @Override
  public ManagedRef managedRef() {
    return object;
  }

  @Override
  public int size() {
    return calls.size();
  }

  @Override
  public boolean contains(@Nullable Object member) {
    return calls.contains(object.key(member));
  }

  @Override
  public boolean containsAll(Collection<?> members) {
    return calls.containsAll(object.keys(copy(members)));
  }

  @Override
  public boolean add(E member) {
    return calls.add(object.key(member));
  }

  @Override
  public boolean addAll(Collection<? extends E> members) {
    return calls.addAll(object.keys(copy(members)));
  }

  @Override
  public boolean remove(@Nullable Object member) {
    return calls.remove(object.key(member));
  }

  @Override
  public boolean removeAll(Collection<?> members) {
    return calls.removeAll(object.keys(copy(members)));
  }

  @Override
  public boolean retainAll(Collection<?> members) {
    return calls.retainAll(object.keys(copy(members)));
  }

  /** A set of this kind is read at one moment. */
  private static <T> Collection<T> copy(Collection<T> members) {
    return members instanceof ManagedSet<T> managed ? managed.snapshot() : members;
  }

  @Override
  public void clear() {
    calls.clear();
  }

  @Override
  public E pop() {
    return calls.pop().take();
  }

  @Override
  public Set<E> snapshot() {
    return new LinkedHashSet<>(Element.takeAll(calls.snapshot()));
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
    calls.toggleAll(object.keys(copy(others)));
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
    return calls.update((Code) object.code(requireNonNull(change, "change"))).take();
  }

  @Override
  public boolean removeIf(Portable.Predicate<? super E> condition) {
    return removeIf((Predicate<? super E>) condition);
  }

  @Override
  public boolean removeIf(Predicate<? super E> condition) {
    Code code = object.codeIfPossible(requireNonNull(condition, "condition"));
    if (code != null) {
      return calls.removeIf(code);
    }
    boolean removed = false;
    boolean done = false;
    while (!done) { // a function that cannot cross runs here, as often as others change the set
      // meanwhile
      long version = calls.version();
      Set<E> members = snapshot();
      removed = members.removeIf(condition);
      done = calls.replaceIf(version, object.keys(members));
    }
    return removed;
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

  /**
   * The members, of which other managed objects only have their names: one may contain the other.
   */
  @Override
  public String toString() {
    return Contents.text(snapshot());
  }
}
