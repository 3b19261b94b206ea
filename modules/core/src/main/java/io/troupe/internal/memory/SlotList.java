package io.troupe.internal.memory;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a list, as a handle of this process uses them: mapped, or asked for at their owner.
 * Thread-safe.
 *
 * <p>All that reads or writes slots throws {@link IllegalStateException} after {@link #close}, and
 * {@link IndexOutOfBoundsException} if there is no such slot.
 */
public abstract class SlotList {
  /** Returns the name of the memory at its machine; also after {@link #close}. */
  public abstract String name();

  /** Returns the number of slots; also after {@link #close}. */
  public abstract int size();

  /** Returns an item. */
  public abstract @Nullable Object get(int index);

  /** Returns all items, each read at a moment of its own. */
  public abstract List<@Nullable Object> all();

  /** Returns the first index of an item that equals this one, byte by byte; -1 if there is none. */
  public int indexOf(@Nullable Object item) {
    for (int i = 0; i < size(); i++) {
      if (Objects.deepEquals(get(i), item)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Replaces an item; returns the one before.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  public abstract @Nullable Object set(int index, SlotItem item);

  /** Returns the format of an item, as {@link io.troupe.memory.ShareableList#format} says. */
  public abstract String format(int index);

  /** Ends the handle; again does nothing. */
  public abstract void close();

  /** As {@link NamedMemory#unlink}. */
  public abstract void unlink() throws IOException;
}
