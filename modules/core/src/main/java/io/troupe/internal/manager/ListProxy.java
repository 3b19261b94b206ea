package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.manager.ManagedList;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A list that lives elsewhere. */
@SuppressWarnings({"unchecked", "NullAway"}) // Items are whatever was put, null included.
final class ListProxy<E> extends AbstractList<E> implements ManagedList<E>, Managed {
  private final Remote remote;

  ListProxy(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Kind kind() {
    return Kind.LIST;
  }

  @Override
  public Remote remote() {
    return remote;
  }

  @Override
  public E get(int index) {
    return remote.get(Call.of("get").value(index));
  }

  @Override
  public int size() {
    return remote.count(Call.of("size"));
  }

  @Override
  public E set(int index, E item) {
    return remote.get(Call.of("setAt").value(index).value(item));
  }

  @Override
  public boolean add(E item) {
    remote.call(Call.of("append").value(item));
    return true;
  }

  @Override
  public void add(int index, E item) {
    remote.call(Call.of("insertAt").value(index).value(item));
  }

  @Override
  public boolean addAll(Collection<? extends E> items) {
    return remote.test(Call.of("addAll").values(copy(items)));
  }

  @Override
  public boolean addAll(int index, Collection<? extends E> items) {
    if (items.isEmpty()) {
      Objects.checkIndex(index, size() + 1);
      return false;
    }
    return remote.test(Call.of("insertAllAt").value(index).values(copy(items)));
  }

  /** A list of this kind is read at one moment. */
  private static <T> Collection<T> copy(Collection<T> items) {
    return items instanceof ManagedList<T> managed ? managed.snapshot() : items;
  }

  @Override
  public E remove(int index) {
    return pop(index);
  }

  @Override
  public boolean remove(Object item) {
    return remote.test(Call.of("removeValue").compared(item));
  }

  @Override
  protected void removeRange(int from, int to) {
    remote.call(Call.of("removeRangeAt").value(from).value(to));
  }

  @Override
  public void clear() {
    remote.call(Call.of("clear"));
  }

  @Override
  public int indexOf(Object item) {
    return remote.count(Call.of("indexOf").compared(item));
  }

  @Override
  public int lastIndexOf(Object item) {
    return remote.count(Call.of("lastIndexOf").compared(item));
  }

  @Override
  public boolean contains(Object item) {
    return indexOf(item) >= 0;
  }

  @Override
  public boolean containsAll(Collection<?> items) {
    return items.isEmpty()
        || remote.test(Call.of("containsAll").allCompared(copy(items)).runsCode());
  }

  @Override
  public boolean removeAll(Collection<?> items) {
    return remote.test(Call.of("removeAll").allCompared(copy(items)).runsCode());
  }

  @Override
  public boolean retainAll(Collection<?> items) {
    return remote.test(Call.of("retainAll").allCompared(copy(items)).runsCode());
  }

  @Override
  public List<E> snapshot() {
    return (List<E>) remote.call(Call.of("snapshot"));
  }

  @Override
  public List<E> snapshot(int from, int to) {
    return (List<E>) remote.call(Call.of("snapshotAt").value(from).value(to));
  }

  @Override
  public E pop() {
    return remote.get(Call.of("pop").value(-1));
  }

  @Override
  public E pop(int index) {
    return remote.get(Call.of("pop").value(Objects.checkIndex(index, Integer.MAX_VALUE)));
  }

  @Override
  public int count(Object value) {
    return remote.count(Call.of("count").compared(value));
  }

  @Override
  public void reverse() {
    remote.call(Call.of("reverse"));
  }

  @Override
  public void repeat(int times) {
    remote.call(Call.of("repeat").value(checkTimes(times)));
  }

  @Override
  public List<E> repeated(int times) {
    List<E> items = snapshot();
    List<E> repeated = new ArrayList<>();
    Collections.nCopies(checkTimes(times), items).forEach(repeated::addAll);
    return repeated;
  }

  private static int checkTimes(int times) {
    if (times < 0) {
      throw new IllegalArgumentException("times must be >= 0, was " + times);
    }
    return times;
  }

  @Override
  public List<E> concat(Collection<? extends E> others) {
    List<E> items = snapshot();
    items.addAll(copy(others));
    return items;
  }

  @Override
  public E addTo(int index, E amount) {
    return remote.get(Call.of("addAt").value(index).value(amount));
  }

  @Override
  public boolean compareAndSet(int index, E expected, E replacement) {
    return remote.test(
        Call.of("compareAndSetAt").value(index).compared(expected).value(replacement));
  }

  @Override
  public E updateAt(int index, Portable.UnaryOperator<E> change) {
    return (E) remote
        .call(Call.of("updateAt").value(index).function(requireNonNull(change, "change")))
        .get(1);
  }

  @Override
  public <R> R update(Portable.Function<? super List<E>, ? extends R> change) {
    return remote.get(Call.of("update").function(requireNonNull(change, "change")));
  }

  @Override
  public void sort() {
    remote.call(Call.of("sort").runsCode());
  }

  @Override
  public void sort(Portable.@Nullable Comparator<? super E> order) {
    sort((Comparator<? super E>) order);
  }

  @Override
  public void sort(@Nullable Comparator<? super E> order) {
    Call call = Call.of("sort");
    if (order == null) {
      sort();
    } else if (call.takes(order)) {
      remote.call(call);
    } else {
      change(items -> items.sort(order));
    }
  }

  @Override
  public void replaceAll(Portable.UnaryOperator<E> change) {
    replaceAll((UnaryOperator<E>) change);
  }

  @Override
  public void replaceAll(UnaryOperator<E> change) {
    Call call = Call.of("replaceAll");
    if (call.takes(requireNonNull(change, "change"))) {
      remote.call(call);
    } else {
      change(items -> items.replaceAll(change));
    }
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
    change(items -> removed[0] = items.removeIf(condition));
    return removed[0];
  }

  private void change(Consumer<List<E>> change) {
    Optimistic.change(remote, content -> {
      List<E> items = new ArrayList<>((List<E>) content);
      change.accept(items);
      return replacing -> replacing.values(items);
    });
  }

  @Override
  public Iterator<E> iterator() {
    return Collections.unmodifiableList(snapshot()).iterator();
  }

  @Override
  public ListIterator<E> listIterator(int index) {
    return Collections.unmodifiableList(snapshot()).listIterator(index);
  }

  @Override
  public Spliterator<E> spliterator() {
    return snapshot().spliterator();
  }

  @Override
  public void forEach(Consumer<? super E> action) {
    snapshot().forEach(action);
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
  public boolean equals(Object other) {
    return other == this || Managed.same(this, other) || snapshot().equals(other);
  }

  @Override
  public int hashCode() {
    return snapshot().hashCode();
  }

  /** The content, in which other managed objects only have their names: one may contain the other. */
  @Override
  public String toString() {
    return Contents.text(snapshot());
  }
}
