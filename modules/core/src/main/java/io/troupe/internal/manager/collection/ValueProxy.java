package io.troupe.internal.manager.collection;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.manager.ManagedValue;
import org.jspecify.annotations.Nullable;

/** A value that lives elsewhere. */
@SuppressWarnings({"unchecked", "rawtypes", "NullAway"
}) // The value is what was set, null included.
public final class ValueProxy<T> implements ManagedValue<T>, Managed {
  private final ManagedRef object;
  private final ValueCalls calls;

  public ValueProxy(ManagedRef object) {
    this.object = object;
    this.calls = object.as(ValueCalls.class);
  }

  @Override
  public Kind managedKind() {
    return Kind.VALUE;
  }

  @Override
  public ManagedRef managedRef() {
    return object;
  }

  @Override
  public T get() {
    return calls.get().take();
  }

  @Override
  public void set(T value) {
    getAndSet(value);
  }

  @Override
  public T getAndSet(T value) {
    return calls.getAndSet(object.element(value)).take();
  }

  @Override
  public boolean compareAndSet(T expected, T replacement) {
    return calls.compareAndSet(object.key(expected), object.element(replacement));
  }

  @Override
  public T addAndGet(T amount) {
    return calls.add(object.element(amount)).take();
  }

  @Override
  public T updateAndGet(Portable.UnaryOperator<T> change) {
    return calls
        .updateAndGet((Code) object.code(requireNonNull(change, "change")))
        .take();
  }

  @Override
  public T getAndUpdate(Portable.UnaryOperator<T> change) {
    return calls
        .getAndUpdate((Code) object.code(requireNonNull(change, "change")))
        .take();
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
    return "Value(" + Contents.text((Object) get()) + ")";
  }
}
