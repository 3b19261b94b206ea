package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.manager.ManagedValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that lives elsewhere, as the one item of a list. */
@SuppressWarnings({"unchecked", "NullAway"}) // The value is whatever was set, null included.
final class ValueProxy<T> implements ManagedValue<T>, Managed {
  private final Remote remote;

  ValueProxy(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Kind kind() {
    return Kind.VALUE;
  }

  @Override
  public Remote remote() {
    return remote;
  }

  @Override
  public T get() {
    return remote.get(Call.of("get").value(0));
  }

  @Override
  public void set(T value) {
    getAndSet(value);
  }

  @Override
  public T getAndSet(T value) {
    return remote.get(Call.of("setAt").value(0).value(value));
  }

  @Override
  public boolean compareAndSet(T expected, T replacement) {
    return remote.test(Call.of("compareAndSetAt").value(0).compared(expected).value(replacement));
  }

  @Override
  public T addAndGet(T amount) {
    return remote.get(Call.of("addAt").value(0).value(amount));
  }

  @Override
  public T updateAndGet(Portable.UnaryOperator<T> change) {
    return (T) beforeAndAfter(change).get(1);
  }

  @Override
  public T getAndUpdate(Portable.UnaryOperator<T> change) {
    return (T) beforeAndAfter(change).get(0);
  }

  private List<@Nullable Object> beforeAndAfter(Portable.UnaryOperator<T> change) {
    return remote.call(Call.of("updateAt").value(0).function(requireNonNull(change, "change")));
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
    return "Value(" + Contents.text((Object) get()) + ")";
  }
}
