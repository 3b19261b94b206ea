package io.troupe.internal.manager.type;

import io.troupe.internal.manager.call.CodeThreads;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.internal.manager.call.Referent;
import io.troupe.internal.manager.call.Referent.Trait;
import io.troupe.internal.payload.Payloads;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what an iterator elsewhere yields, one call for each item, so that it does no more
 * work than is asked for.
 */
public final class RemoteIterator<T> implements Iterator<T>, AutoCloseable, Managed {
  /** What can be asked of an iterator. */
  public interface Calls {
    /** Returns the next item; null at the end. */
    @Nullable
    Element next();

    void close();
  }

  private record State(Iterator<?> items, Runnable ending, Payloads payloads) implements Calls {
    @Override
    public @Nullable Element next() {
      return items.hasNext() ? Element.encode(payloads, items.next()) : null;
    }

    @Override
    public void close() {
      ending.run();
    }
  }

  /**
   * Returns an iteration at its owner.
   *
   * @param ending run when the iteration is closed or no longer used, perhaps more than once
   */
  public static Referent referent(Iterator<?> items, Runnable ending, Payloads payloads) {
    return Referent.of(
            Calls.class, new State(items, ending, payloads), Trait.RUNS_CODE, Trait.INTERRUPTIBLE)
        .ending(() -> CodeThreads.run(ending));
  }

  private final ManagedRef object;
  private final Calls calls;

  /** Whether the next item was asked for already; it is null at the end. */
  private boolean asked;

  private @Nullable Element ahead;

  public RemoteIterator(ManagedRef object) {
    this.object = object;
    this.calls = object.as(Calls.class);
  }

  @Override
  public ManagedRef managedRef() {
    return object;
  }

  @Override
  public Kind managedKind() {
    return Kind.ITERATOR;
  }

  @Override
  public boolean hasNext() {
    if (!asked) {
      ahead = calls.next();
      asked = true;
    }
    return ahead != null;
  }

  @Override
  @SuppressWarnings("NullAway") // Items are what the iterator yields.
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the iteration has ended");
    }
    asked = false;
    return Element.takeOrNull(ahead);
  }

  /** Ends the iteration there. */
  @Override
  public void close() {
    calls.close();
  }

  @Override
  public String toString() {
    return "Iterator(" + object + ")";
  }
}
