package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Holdings;
import io.troupe.internal.manager.call.Key;
import io.troupe.internal.payload.Payloads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Elements one after the other: the state of a list and of an array. */
@SuppressWarnings("NullAway") // Functions of the program take and return null.
public final class ListState implements ListCalls {
  private final Payloads payloads;
  private final List<Element> list;
  private final Holdings holdings = new Holdings();
  private long version;

  public ListState(Payloads payloads, List<Element> initial) {
    this.payloads = payloads;
    list = new ArrayList<>(initial);
    holdings.keepAll(list);
  }

  private Element encode(@Nullable Object value) {
    return Element.encode(payloads, value);
  }

  private boolean changed(boolean changed) {
    if (changed) {
      version++;
    }
    return changed;
  }

  @Override
  public int size() {
    return list.size();
  }

  @Override
  public Element get(int index) {
    return list.get(index);
  }

  @Override
  public Element set(int index, Element item) {
    Element before = list.set(index, item);
    holdings.keep(item);
    holdings.drop(before);
    version++;
    return before;
  }

  @Override
  public boolean compareAndSet(int index, Key expected, Element replacement) {
    boolean same = expected.matches(list.get(index));
    if (same) {
      set(index, replacement);
    }
    return same;
  }

  @Override
  public Element add(int index, Element amount) {
    Element sum = Sums.add(list.get(index), amount);
    set(index, sum);
    return sum;
  }

  @Override
  public Element updateAt(int index, Code<UnaryOperator<Object>> change) {
    Element after = encode(change.function().apply(list.get(index).value()));
    set(index, after);
    return after;
  }

  @Override
  public List<Element> snapshot() {
    return List.copyOf(list);
  }

  @Override
  public List<Element> snapshotOf(int from, int to) {
    return List.copyOf(list.subList(from, to));
  }

  @Override
  public void append(Element item) {
    list.add(item);
    holdings.keep(item);
    version++;
  }

  @Override
  public void insert(int index, Element item) {
    list.add(index, item);
    holdings.keep(item);
    version++;
  }

  @Override
  public boolean insertAll(int index, List<Element> items) {
    boolean changed = list.addAll(index, items);
    holdings.keepAll(items);
    return changed(changed);
  }

  @Override
  public boolean appendAll(List<Element> items) {
    return insertAll(list.size(), items);
  }

  @Override
  public void removeRange(int from, int to) {
    List<Element> removed = list.subList(from, to);
    holdings.dropAll(removed);
    removed.clear();
    version++;
  }

  @Override
  public Element pop(int index) {
    Element popped =
        list.remove(Objects.checkIndex(index == -1 ? list.size() - 1 : index, list.size()));
    holdings.drop(popped);
    version++;
    return popped;
  }

  @Override
  public boolean remove(Key value) {
    int index = indexOf(value);
    if (index >= 0) {
      pop(index);
    }
    return index >= 0;
  }

  @Override
  public int indexOf(Key value) {
    for (int i = 0; i < list.size(); i++) {
      if (value.matches(list.get(i))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int lastIndexOf(Key value) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (value.matches(list.get(i))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int count(Key value) {
    return (int) list.stream().filter(value::matches).count();
  }

  @Override
  public boolean containsAll(Set<Key> values) {
    Set<Key> missing = new HashSet<>(values);
    list.stream().filter(Key.in(values)).forEach(item -> missing.remove(item.asKey()));
    return missing.isEmpty();
  }

  @Override
  public boolean removeAll(Set<Key> values) {
    return removeThose(Key.in(values));
  }

  @Override
  public boolean retainAll(Set<Key> values) {
    return removeThose(Key.in(values).negate());
  }

  @Override
  public void clear() {
    replace(List.of());
  }

  private boolean removeThose(Predicate<Element> condition) {
    List<Element> removed = new ArrayList<>(0);
    list.removeIf(item -> condition.test(item) && removed.add(item));
    holdings.dropAll(removed);
    return changed(!removed.isEmpty());
  }

  @Override
  public void reverse() {
    Collections.reverse(list);
    version++;
  }

  @Override
  public void repeat(int times) {
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.addAll(list);
    }
    replace(all);
  }

  @Override
  @SuppressWarnings("unchecked") // What has no natural order fails, as in any list.
  public void sort(@Nullable Code<Comparator<Object>> order) {
    Comparator<Object> comparator = order == null
        ? (Comparator<Object>) (Comparator<?>) Comparator.naturalOrder()
        : order.function();
    record Decoded(Element item, @Nullable Object value) {}
    List<Decoded> decoded = new ArrayList<>(list.size());
    list.forEach(item -> decoded.add(new Decoded(item, item.value())));
    decoded.sort(Comparator.comparing(Decoded::value, comparator));
    replace(decoded.stream().map(Decoded::item).toList());
  }

  @Override
  public void replaceAll(Code<UnaryOperator<Object>> change) {
    List<Element> replaced = new ArrayList<>(list.size());
    list.forEach(item -> replaced.add(encode(change.function().apply(item.value()))));
    replace(replaced);
  }

  @Override
  public boolean removeIf(Code<Predicate<Object>> condition) {
    return removeThose(item -> condition.function().test(item.value()));
  }

  @Override
  public Element update(Code<Function<List<Object>, Object>> change) {
    List<Object> copy = new ArrayList<>(list.size());
    list.forEach(item -> copy.add(item.value()));
    Element result = encode(change.function().apply(copy));
    replace(copy.stream().map(this::encode).toList());
    return result;
  }

  private void replace(List<Element> items) {
    holdings.keepAll(items);
    holdings.dropAll(list);
    list.clear();
    list.addAll(items);
    version++;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public boolean replaceIf(long expected, List<Element> content) {
    boolean same = version == expected;
    if (same) {
      replace(content);
    }
    return same;
  }

  /** It cannot be used any more. */
  public void end() {
    holdings.end();
  }
}
