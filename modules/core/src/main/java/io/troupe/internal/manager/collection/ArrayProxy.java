package io.troupe.internal.manager.collection;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.manager.ManagedArray;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array that lives elsewhere: a list that nothing makes longer or shorter. */
@SuppressWarnings({"unchecked", "rawtypes"}) // What is in it was checked on its way in.
public final class ArrayProxy<T> implements ManagedArray<T>, Managed {
  private final ManagedRef object;
  private final ArrayCalls calls;
  private final Class<T> type;

  public ArrayProxy(ManagedRef object, Class<?> type) {
    this.object = object;
    this.calls = object.as(ArrayCalls.class);
    this.type = (Class<T>) type;
  }

  @Override
  public ManagedRef managedRef() {
    return object;
  }

  @Override
  public Kind managedKind() {
    return Kind.ARRAY;
  }

  @Override
  public List<Class<?>> managedTypes() {
    return List.of(type);
  }

  @Override
  public int length() {
    return calls.size();
  }

  @Override
  public T get(int index) {
    return calls.get(index).take();
  }

  @Override
  public void set(int index, T item) {
    getAndSet(index, item);
  }

  @Override
  public T getAndSet(int index, T item) {
    return calls.set(index, object.element(checked(item))).take();
  }

  private T checked(T item) {
    return type.cast(requireNonNull(item, "item"));
  }

  @Override
  public boolean compareAndSet(int index, T expected, T replacement) {
    return calls.compareAndSet(index, object.key(expected), object.element(checked(replacement)));
  }

  @Override
  public T addAndGet(int index, T amount) {
    return calls.add(index, object.element(checked(amount))).take();
  }

  @Override
  public T updateAndGet(int index, Portable.UnaryOperator<T> change) {
    return calls
        .updateAt(index, (Code) object.code(requireNonNull(change, "change")))
        .take();
  }

  @Override
  public List<T> toList() {
    return Element.takeAll(calls.snapshot());
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
    return object.hashCode();
  }

  @Override
  public String toString() {
    return "Array" + Contents.text(toList());
  }
}
