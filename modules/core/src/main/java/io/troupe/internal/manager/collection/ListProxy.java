package io.troupe.internal.manager.collection;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
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
@SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // Items are what was put, null included.
public final class ListProxy<E> extends AbstractList<E> implements ManagedList<E>, Managed {
  private final ManagedRef object;
  private final ListCalls calls;

  public ListProxy(ManagedRef object) {
    this.object = object;
    this.calls = object.as(ListCalls.class);
  }

  @Override
  public Kind managedKind() {
    return Kind.LIST;
  }

  @Override
  public ManagedRef managedRef() {
    return object;
  }

  @Override
  public E get(int index) {
    return calls.get(index).take();
  }

  @Override
  public int size() {
    return calls.size();
  }

  @Override
  public E set(int index, E item) {
    return calls.set(index, object.element(item)).take();
  }

  @Override
  public boolean add(E item) {
    calls.append(object.element(item));
    return true;
  }

  @Override
  public void add(int index, E item) {
    calls.insert(index, object.element(item));
  }

  @Override
  public boolean addAll(Collection<? extends E> items) {
    return calls.appendAll(object.elements(copy(items)));
  }

  @Override
  public boolean addAll(int index, Collection<? extends E> items) {
    return calls.insertAll(index, object.elements(copy(items)));
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
    return calls.remove(object.key(item));
  }

  @Override
  protected void removeRange(int from, int to) {
    calls.removeRange(from, to);
  }

  @Override
  public void clear() {
    calls.clear();
  }

  @Override
  public int indexOf(Object item) {
    return calls.indexOf(object.key(item));
  }

  @Override
  public int lastIndexOf(Object item) {
    return calls.lastIndexOf(object.key(item));
  }

  @Override
  public boolean contains(Object item) {
    return indexOf(item) >= 0;
  }

  @Override
  public boolean containsAll(Collection<?> items) {
    return calls.containsAll(object.keys(copy(items)));
  }

  @Override
  public boolean removeAll(Collection<?> items) {
    return calls.removeAll(object.keys(copy(items)));
  }

  @Override
  public boolean retainAll(Collection<?> items) {
    return calls.retainAll(object.keys(copy(items)));
  }

  @Override
  public List<E> snapshot() {
    return Element.takeAll(calls.snapshot());
  }

  @Override
  public List<E> snapshot(int from, int to) {
    return Element.takeAll(calls.snapshotOf(from, to));
  }

  @Override
  public E pop() {
    return calls.pop(-1).take();
  }

  @Override
  public E pop(int index) {
    return calls.pop(Objects.checkIndex(index, Integer.MAX_VALUE)).take();
  }

  @Override
  public int count(Object value) {
    return calls.count(object.key(value));
  }

  @Override
  public void reverse() {
    calls.reverse();
  }

  @Override
  public void repeat(int times) {
    calls.repeat(checkTimes(times));
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
    return calls.add(index, object.element(amount)).take();
  }

  @Override
  public boolean compareAndSet(int index, E expected, E replacement) {
    return calls.compareAndSet(index, object.key(expected), object.element(replacement));
  }

  @Override
  public E updateAt(int index, Portable.UnaryOperator<E> change) {
    return calls
        .updateAt(index, (Code) object.code(requireNonNull(change, "change")))
        .take();
  }

  @Override
  public <R> R update(Portable.Function<? super List<E>, ? extends R> change) {
    return calls.update((Code) object.code(requireNonNull(change, "change"))).take();
  }

  @Override
  public void sort() {
    calls.sort(null);
  }

  @Override
  public void sort(Portable.@Nullable Comparator<? super E> order) {
    sort((Comparator<? super E>) order);
  }

  @Override
  public void sort(@Nullable Comparator<? super E> order) {
    Code code = order == null ? null : object.codeIfPossible(order);
    if (order == null || code != null) {
      calls.sort(code);
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
    Code code = object.codeIfPossible(requireNonNull(change, "change"));
    if (code != null) {
      calls.replaceAll(code);
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
    Code code = object.codeIfPossible(requireNonNull(condition, "condition"));
    if (code != null) {
      return calls.removeIf(code);
    }
    boolean[] removed = new boolean[1];
    change(items -> removed[0] = items.removeIf(condition));
    return removed[0];
  }

  /** A function that cannot cross runs here, as often as others change the list meanwhile. */
  private void change(Consumer<List<E>> change) {
    boolean done = false;
    while (!done) {
      long version = calls.version();
      List<E> items = snapshot();
      change.accept(items);
      done = calls.replaceIf(version, object.elements(items));
    }
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

  /**
   * The content, in which other managed objects only have their names: one may contain the other.
   */
  @Override
  public String toString() {
    return Contents.text(snapshot());
  }
}
