package io.troupe.internal.object;

import io.troupe.proto.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Holds objects of this runtime for what keeps them without references, as a container does that
 * keeps its elements encoded. How often each is held is counted exactly, and one that is held no
 * more ends at once: nothing depends on the collector. Thread-safe.
 */
public final class Keeper implements Caller {
  /**
   * What this thread is to let go of, where it does so already: a container that ends lets go of
   * others, and so on.
   */
  private static final ThreadLocal<@Nullable Deque<OwnedObject>> LETTING_GO = new ThreadLocal<>();

  private final Objects objects;
  private final LocalOwner self;

  Keeper(Objects objects, LocalOwner self) {
    this.objects = objects;
    this.self = self;
  }

  /**
   * Makes an object as {@link Objects#create}, which is held once. Returns a reference that does
   * not hold it.
   */
  public ObjectRef create(String kind, ObjectRole role) {
    return borrow(objects.createHeldBy(this, kind, role));
  }

  /**
   * Holds an object once more.
   *
   * @param ticket of the handle by which it came; 0 for none
   * @return false if it has ended
   */
  public boolean hold(long object, long ticket) {
    OwnedObject owned = objects.find(object);
    return owned != null && owned.hold(this, ticket);
  }

  /** Holds an object once less. */
  public void release(long object) {
    OwnedObject owned = objects.find(object);
    if (owned == null) {
      return;
    }
    Deque<OwnedObject> others = LETTING_GO.get();
    if (others != null) {
      others.add(owned);
      return;
    }
    others = new ArrayDeque<>();
    LETTING_GO.set(others);
    try {
      for (OwnedObject next = owned; next != null; next = others.poll()) {
        next.drop(this, 1);
      }
    } finally {
      LETTING_GO.remove();
    }
  }

  /** Returns a reference that does not hold its object, for as long as something else does. */
  public ObjectRef borrow(long object) {
    return ObjectRef.borrowed(self, object);
  }

  @Override
  public long pid() {
    return self.pid();
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public void reply(long correlation, Frame.Builder answer) {
    throw new IllegalStateException("a keeper asks nothing");
  }

  /** That an object has ended is found out when it is used. */
  @Override
  public void tell(long object, Frame.Builder news) {}
}
