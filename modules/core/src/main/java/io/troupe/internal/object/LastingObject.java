package io.troupe.internal.object;

import io.troupe.proto.ObjectHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object that lasts as long as this process, whose actor begins when it is first addressed.
 * Thread-safe.
 */
public final class LastingObject {
  private final Supplier<ObjectRef> begin;
  private final Supplier<ObjectHandle> handle;
  private @Nullable ObjectRef begun;

  LastingObject(Supplier<ObjectRef> begin, Supplier<ObjectHandle> handle) {
    this.begin = begin;
    this.handle = handle;
  }

  /**
   * Returns a reference to the object, its actor begun; held here, so that the object is never
   * unused.
   */
  public synchronized ObjectRef ref() {
    if (begun == null) {
      begun = begin.get();
    }
    return begun;
  }

  /** Returns a handle that can be opened often. The actor need not have begun. */
  public ObjectHandle handle() {
    return handle.get();
  }
}
