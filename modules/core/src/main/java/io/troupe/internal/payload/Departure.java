package io.troupe.internal.payload;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that was encoded for another process, with the handles that travel in it. What travels
 * counts as held, so that it is there when it arrives; a loss of the value on its way is told by
 * {@link #lost}.
 *
 * @param <T> type of the encoded form
 */
public final class Departure<T> {
  // How to give up what the encoding under way on this thread passed on; null outside of one.
  private static final ThreadLocal<@Nullable Passengers> passedOn = new ThreadLocal<>();

  private @Nullable T value;
  private final Passengers passengers;

  private Departure(T value, Passengers passengers) {
    this.value = value;
    this.passengers = passengers;
  }

  /** What is found while a value is encoded. */
  static final class Passengers {
    private final List<Runnable> givingUp = new ArrayList<>(0);
    private int live;
    private int storable;

    void giveUp() {
      giveUpSince(0);
    }

    void giveUpSince(int first) {
      List<Runnable> last = givingUp.subList(first, givingUp.size());
      last.forEach(Runnable::run);
      last.clear();
    }
  }

  /** Encodes a value on this thread. When that fails, nothing travels. */
  public static <T> Departure<T> of(Supplier<T> encoding) {
    Passengers outer = passedOn.get();
    Passengers passengers = new Passengers();
    passedOn.set(passengers);
    try {
      return new Departure<>(encoding.get(), passengers);
    } catch (RuntimeException | Error e) {
      passengers.giveUp();
      throw e;
    } finally {
      passedOn.set(outer);
    }
  }

  /**
   * Takes note of a handle that is being encoded on this thread.
   *
   * @param givingUp tells its owner that it will never be opened; without effect if it was
   */
  public static void note(Runnable givingUp) {
    Passengers all = passedOn.get();
    if (all != null) {
      all.givingUp.add(givingUp);
    }
  }

  /** Returns how far the encoding under way on this thread has come. */
  static Mark mark() {
    Passengers all = passedOn.get();
    return new Mark(all, all == null ? 0 : all.givingUp.size());
  }

  /** A moment of an encoding. */
  record Mark(@Nullable Passengers all, int size) {

    /** Gives up what the encoding has passed on since then, for that is done again. */
    void giveUpSince() {
      if (all != null) {
        all.giveUpSince(size);
      }
    }

    /** Goes on with the encoding on another thread. */
    void goOnHere() {
      passedOn.set(all);
    }
  }

  /**
   * Takes note that what is being encoded on this thread stands for something that lives elsewhere,
   * or may do.
   */
  static void noteLive() {
    Passengers all = passedOn.get();
    if (all != null) {
      all.live++;
    }
  }

  /**
   * Takes note that what is being encoded on this thread is a handle, which the owner of the object
   * can keep as it is, as long as it holds the object otherwise.
   */
  public static void noteStorable() {
    Passengers all = passedOn.get();
    if (all != null) {
      all.storable++;
    }
  }

  /**
   * Returns whether the value may have a handle in it, so that who keeps it must keep it decoded: a
   * handle holds nothing once it has arrived.
   */
  public boolean isLive() {
    return passengers.live > 0;
  }

  /**
   * Returns how many handles there are in the value if it can be kept encoded with those; else 0.
   */
  public int storable() {
    boolean all =
        passengers.storable == passengers.live && passengers.storable == passengers.givingUp.size();
    return all ? passengers.storable : 0;
  }

  /** Returns the value, which was not handed over. */
  public T value() {
    return requireNonNull(value, "handed over");
  }

  /** Returns the value and keeps it no longer; the handles in it are still known. */
  public T handOver() {
    T given = value();
    value = null;
    return given;
  }

  /** Returns whether handles travel in the value, so that it matters whether it arrives. */
  public boolean carriesHandles() {
    return !passengers.givingUp.isEmpty();
  }

  /**
   * Gives up the handles that were not opened: what carried the value is gone. No effect on those
   * that arrived.
   */
  public void lost() {
    passengers.giveUp();
  }
}
