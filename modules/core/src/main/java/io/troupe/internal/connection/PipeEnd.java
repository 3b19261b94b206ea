package io.troupe.internal.connection;

import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Departure;
import io.troupe.proto.PipeFrame;
import io.troupe.proto.PipeHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One end of a pipe in this process; all connections of the process that stand for the end share
 * it.
 */
final class PipeEnd implements End {
  private final PipeClient pipe;
  private final int number;
  private final boolean duplex;
  private final @Nullable Receiver receiver;
  private final @Nullable PipeSender sender;

  // Both guarded by the client. A process holds an end that it has opened; the maker of the pipe
  // one that it uses.
  int leases;
  boolean held;

  private PipeEnd(PipeClient pipe, int number, boolean duplex) {
    this.pipe = pipe;
    this.number = number;
    this.duplex = duplex;
    this.receiver = duplex || number == 0 ? new Receiver(new PipeFeed(this)) : null;
    this.sender = duplex || number == 1 ? new PipeSender(this) : null;
  }

  /** Makes the two ends of a pipe of this process; end 0 of a simplex pipe receives. */
  static PipeEnd[] pair(Objects objects, boolean duplex) {
    PipeClient pipe = PipeClient.create(objects);
    PipeEnd[] ends = {new PipeEnd(pipe, 0, duplex), new PipeEnd(pipe, 1, duplex)};
    for (PipeEnd end : ends) {
      end.leases = 1;
      pipe.add(end);
    }
    return ends;
  }

  /**
   * Opens an end in this process, which counts as its holder from now on.
   *
   * @throws IOException if the process that made the pipe is gone, or the pipe is closed
   */
  static PipeEnd open(Objects objects, PipeHandle handle) throws IOException {
    PipeClient pipe = PipeClient.of(objects, handle.getPipe());
    return pipe.open(
        handle.getEnd(),
        handle.getTicket(),
        number -> new PipeEnd(pipe, number, handle.getDuplex()));
  }

  PipeClient pipe() {
    return pipe;
  }

  int number() {
    return number;
  }

  /** Returns the beginning of what is said of this end. */
  PipeFrame.Builder says() {
    return PipeFrame.newBuilder().setEnd(number);
  }

  /** Has this process count as a holder of the end. */
  void hold() throws IOException {
    pipe.hold(this);
  }

  @Override
  public @Nullable Receiver receiver() {
    return receiver;
  }

  @Override
  public @Nullable Sender sender() {
    return sender;
  }

  @Override
  public PipeHandle passOn(Lease lease) throws IOException {
    lease.checkOpen();
    long ticket = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    Departure.note(() -> pipe.voidTicket(number, ticket));
    pipe.tell(says().setIssue(ticket));
    return PipeHandle.newBuilder()
        .setPipe(pipe.handle())
        .setEnd(number)
        .setDuplex(duplex)
        .setTicket(ticket)
        .build();
  }

  @Override
  public void wake() {
    if (receiver != null) {
      receiver.wake();
    }
    if (sender != null) {
      sender.wake();
    }
  }

  @Override
  public void release() {
    if (pipe.release(this)) {
      close();
    } else {
      wake();
    }
  }

  private void close() {
    try {
      if (sender != null) {
        sender.close();
      }
      if (receiver != null) {
        receiver.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("closing an end of a pipe failed", e);
    } finally {
      pipe.leave(this);
    }
  }

  @Override
  public String toString() {
    return "end " + number + " of " + pipe;
  }
}
