package io.troupe.internal.connection;

import io.troupe.OwnerLostException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.proto.Frame;
import io.troupe.proto.ObjectHandle;
import io.troupe.proto.PipeFrame;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a process keeps beside a pipe, once for all connections that stand for its ends. In the
 * process that makes the pipe, the object begins with the first use of an end: a pipe that is only
 * made costs no actor. Thread-safe.
 */
final class PipeClient {
  private static final Log log = Log.of(PipeClient.class);

  private final Objects objects;
  // Guarded by this.
  private final Map<Integer, PipeEnd> open = new HashMap<>(2);
  // Of a pipe that has not begun: the ends that were closed unused.
  private final Set<Integer> closedBefore = new HashSet<>(2);
  // Written under the lock, once.
  private volatile @Nullable ObjectRef pipe;

  private PipeClient(Objects objects, @Nullable ObjectRef pipe) {
    this.objects = objects;
    this.pipe = pipe;
  }

  /** Returns that of a new pipe of this process. */
  static PipeClient create(Objects objects) {
    return new PipeClient(objects, null);
  }

  /**
   * Returns that of a pipe of which a handle arrived.
   *
   * @throws IOException if the pipe is closed, or the process that made it is gone
   */
  static PipeClient of(Objects objects, ObjectHandle handle) throws IOException {
    try {
      ObjectRef pipe = objects.open(handle);
      return pipe.companion(() -> new PipeClient(objects, pipe));
    } catch (OwnerLostException e) {
      throw new IOException("the pipe is closed, or the process that made it is gone", e);
    }
  }

  /** Adds an end that the maker of the pipe has not used yet. */
  synchronized void add(PipeEnd end) {
    open.put(end.number(), end);
  }

  /**
   * Returns the open end with this number, made if need be, with one lease more; the ticket of its
   * handle is spent.
   */
  synchronized PipeEnd open(int number, long ticket, IntFunction<PipeEnd> maker)
      throws IOException {
    PipeEnd known = open.get(number);
    PipeEnd end = known == null ? maker.apply(number) : known;
    hold(end, ticket);
    end.leases++;
    open.put(number, end);
    return end;
  }

  /** Has this process count as a holder of an end that it uses. */
  synchronized void hold(PipeEnd end) throws IOException {
    hold(end, 0);
  }

  private void hold(PipeEnd end, long ticket) throws IOException {
    if (!end.held) {
      tell(end.says().setHold(ticket));
      end.held = true;
    } else if (ticket != 0) {
      tell(end.says().setVoid(ticket));
    }
  }

  /**
   * Ends a lease. Returns whether it was the last; then the end is to be closed, and this process
   * to {@link #leave} it.
   */
  synchronized boolean release(PipeEnd end) {
    boolean last = --end.leases == 0;
    if (last) {
      open.remove(end.number());
    }
    return last;
  }

  /** Has this process no longer count as a holder of an end, which is closed here. */
  synchronized void leave(PipeEnd end) {
    if (!end.held && pipe == null) {
      closedBefore.add(end.number());
      return;
    }
    try {
      tell(end.held ? end.says().setLeave(true) : end.says().setVoid(0));
    } catch (IOException e) {
      log.debug("the pipe is closed already", e);
    }
  }

  /** Returns a handle of the pipe itself, which can travel. */
  ObjectHandle handle() throws IOException {
    try {
      return pipe().handle();
    } catch (OwnerLostException e) {
      throw closed(e);
    }
  }

  private ObjectRef pipe() {
    ObjectRef begun = pipe;
    return begun == null ? begin() : begun;
  }

  private synchronized ObjectRef begin() {
    ObjectRef begun = pipe;
    if (begun == null) {
      ObjectRef made = objects.create("pipe", (number, self) -> new PipeActor());
      made.companion(() -> this);
      closedBefore.forEach(end -> tell(made, PipeFrame.newBuilder().setEnd(end).setVoid(0)));
      pipe = made;
      return made;
    }
    return begun;
  }

  /** Says something that is not answered. */
  void tell(PipeFrame.Builder said) throws IOException {
    try {
      tell(pipe(), said);
    } catch (OwnerLostException e) {
      throw closed(e);
    }
  }

  private static void tell(ObjectRef pipe, PipeFrame.Builder said) {
    pipe.tell(Frame.newBuilder().setPipe(said));
  }

  Answer ask(PipeFrame.Builder request) throws IOException {
    try {
      return pipe().ask(Frame.newBuilder().setPipe(request));
    } catch (OwnerLostException e) {
      throw closed(e);
    }
  }

  void withdraw(Answer answer) {
    try {
      pipe().withdraw(answer);
    } catch (OwnerLostException e) {
      log.debug("the request has failed already", e);
    }
  }

  /** A handle will never be opened. Never blocks. */
  void voidTicket(int end, long ticket) {
    try {
      pipe().post(Frame.newBuilder().setPipe(PipeFrame.newBuilder().setEnd(end).setVoid(ticket)));
    } catch (OwnerLostException e) {
      log.debug("the pipe of a lost end is closed already", e);
    }
  }

  static IOException closed(OwnerLostException cause) {
    return new IOException(
        "broken pipe: the pipe is closed, or the process that made it is gone", cause);
  }

  @Override
  public String toString() {
    ObjectRef begun = pipe;
    return begun == null ? "a pipe" : "the pipe that is " + begun;
  }
}
