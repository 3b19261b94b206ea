package io.troupe.internal.object;

import io.troupe.proto.ObjectHandle;
import org.jspecify.annotations.Nullable;

/**
 * An object that lasts as long as this process, whose actor begins when it is first addressed.
 * Thread-safe.
 */
public final class LastingObject {
  private final Objects objects;
  private final long number;
  private final String kind;
  private final ObjectRole role;
  private @Nullable ObjectRef begun;

  LastingObject(Objects objects, long number, String kind, ObjectRole role) {
    this.objects = objects;
    this.number = number;
    this.kind = kind;
    this.role = role;
  }

  /**
   * Returns a reference to the object, its actor begun; held here, so that the object is never
   * unused.
   */
  public synchronized ObjectRef ref() {
    if (begun == null) {
      begun = objects.begin(number, kind, role);
    }
    return begun;
  }

  /** Returns a handle that can be opened often. The actor need not have begun. */
  public ObjectHandle handle() {
    return objects.handle(number).build();
  }
}
