package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.manager.ManagedArray;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array that lives elsewhere: a list that nothing makes longer or shorter. */
@SuppressWarnings("unchecked") // What is in it was checked on its way in.
final class ArrayProxy<T> implements ManagedArray<T>, Managed {
  private final Remote remote;
  private final Class<T> type;

  ArrayProxy(Remote remote, Class<?> type) {
    this.remote = remote;
    this.type = (Class<T>) type;
  }

  @Override
  public Remote remote() {
    return remote;
  }

  @Override
  public Kind kind() {
    return Kind.ARRAY;
  }

  @Override
  public List<Class<?>> types() {
    return List.of(type);
  }

  @Override
  public int length() {
    return remote.count(Call.of("size"));
  }

  @Override
  public T get(int index) {
    return remote.get(Call.of("get").value(index));
  }

  @Override
  public void set(int index, T item) {
    getAndSet(index, item);
  }

  @Override
  public T getAndSet(int index, T item) {
    return remote.get(Call.of("setAt").value(index).value(checked(item)));
  }

  private T checked(T item) {
    return type.cast(requireNonNull(item, "item"));
  }

  @Override
  public boolean compareAndSet(int index, T expected, T replacement) {
    return remote.test(
        Call.of("compareAndSetAt").value(index).compared(expected).value(checked(replacement)));
  }

  @Override
  public T addAndGet(int index, T amount) {
    return remote.get(Call.of("addAt").value(index).value(checked(amount)));
  }

  @Override
  public T updateAndGet(int index, Portable.UnaryOperator<T> change) {
    return (T) requireNonNull(remote
        .call(Call.of("updateAt").value(index).function(requireNonNull(change, "change")))
        .get(1));
  }

  @Override
  public List<T> toList() {
    return (List<T>) remote.call(Call.of("snapshot"));
  }

  @Override
  public Iterator<T> iterator() {
    return Collections.unmodifiableList(toList()).iterator();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other != null && Managed.same(this, other);
  }

  @Override
  public int hashCode() {
    return remote.object().hashCode();
  }

  @Override
  public String toString() {
    return "Array" + Contents.text(toList());
  }
}
