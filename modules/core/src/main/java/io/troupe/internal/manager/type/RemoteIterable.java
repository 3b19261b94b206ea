package io.troupe.internal.manager.type;

import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import java.util.Iterator;

/** What can be iterated elsewhere, as often as it allows. */
public final class RemoteIterable<T> implements Iterable<T>, Managed {
  /** What can be asked of it. */
  public interface Calls {
    Element iterator();
  }

  private final ManagedRef object;
  private final Calls calls;

  public RemoteIterable(ManagedRef object) {
    this.object = object;
    this.calls = object.as(Calls.class);
  }

  @Override
  public ManagedRef managedRef() {
    return object;
  }

  @Override
  public Kind managedKind() {
    return Kind.ITERABLE;
  }

  @Override
  public Iterator<T> iterator() {
    return calls.iterator().take();
  }

  @Override
  public String toString() {
    return "Iterable(" + object + ")";
  }
}
