package io.troupe.internal.connection;

import io.troupe.proto.HolderRole;
import io.troupe.proto.PipeHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that was encoded for another process, with the ends of pipes that travel in it. An end that travels counts as
 * open, so the peer waits for it; whoever knows that the value never arrived says so by {@link #lost}.
 *
 * @param <T> type of the encoded form
 */
public final class Departure<T> {
  private static final Logger log = LoggerFactory.getLogger(Departure.class);
  // The ends that the encoding under way on this thread passed on; null outside of one.
  private static final ThreadLocal<@Nullable List<PipeHandle>> passedOn = new ThreadLocal<>();

  private final T value;
  private final List<PipeHandle> handles;

  private Departure(T value, List<PipeHandle> handles) {
    this.value = value;
    this.handles = handles;
  }

  /** Encodes a value on this thread. When that fails, nothing travels. */
  public static <T> Departure<T> of(Supplier<T> encoding) {
    List<PipeHandle> outer = passedOn.get();
    List<PipeHandle> handles = new ArrayList<>();
    passedOn.set(handles);
    try {
      return new Departure<>(encoding.get(), handles);
    } catch (RuntimeException | Error e) {
      handles.forEach(Departure::giveUp);
      throw e;
    } finally {
      passedOn.set(outer);
    }
  }

  static void note(PipeHandle handle) {
    List<PipeHandle> handles = passedOn.get();
    if (handles != null) {
      handles.add(handle);
    }
  }

  public T value() {
    return value;
  }

  /** Returns whether ends travel in the value, so that it matters whether it arrives. */
  public boolean carriesEnds() {
    return !handles.isEmpty();
  }

  /** Gives up the ends that nobody opened: what carried the value is gone. No effect on those that arrived. */
  public void lost() {
    handles.forEach(Departure::giveUp);
  }

  private static void giveUp(PipeHandle handle) {
    if (Introducer.introduces(handle)) {
      Introducer.ofThisProcess().voidTicket(handle);
    } else {
      openAndClose(handle);
    }
  }

  // That is to have had it.
  private static void openAndClose(PipeHandle handle) {
    try {
      Member.open(handle, HolderRole.MEMBER, "").leave();
    } catch (IOException e) {
      log.debug("the pipe of a lost end is closed already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
