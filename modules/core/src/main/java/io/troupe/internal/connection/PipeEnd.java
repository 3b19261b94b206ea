package io.troupe.internal.connection;

import io.troupe.internal.payload.Departure;
import io.troupe.proto.PipeHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One end of a pipe in this process; all connection objects of the process that stand for the end share it. */
final class PipeEnd implements Endpoint {
  private static final Map<Key, PipeEnd> open = new ConcurrentHashMap<>();

  private record Key(String introducer, long pipe, int end) {

    static Key of(PipeHandle handle) {
      return new Key(handle.getIntroducer(), handle.getPipe(), handle.getEnd());
    }
  }

  private final PipeHandle handle;
  // Where this process made the pipe, until it opens the end itself; null elsewhere.
  private final @Nullable Introduction own;
  private final Membership membership;
  private final @Nullable Inbox inbox;
  private final @Nullable Outbox outbox;
  // Written only inside open.compute, for this key.
  private int leases = 1;

  private PipeEnd(PipeHandle handle, @Nullable Introduction own) {
    this.handle = handle.toBuilder().clearTicket().build();
    this.own = own;
    this.membership = new Membership(handle);
    this.inbox = handle.getDuplex() || handle.getEnd() == 0
        ? new Inbox(new PipeFeed(this.handle, membership))
        : null;
    this.outbox =
        handle.getDuplex() || handle.getEnd() == 1 ? new PipeOutbox(this.handle, membership) : null;
  }

  /** Makes an end of a new pipe of this process, which is not in use until it is used. */
  static PipeEnd create(Introduction introduction, int end, boolean duplex) {
    PipeHandle handle = PipeHandle.newBuilder()
        .setIntroducer(Introducer.ofThisProcess().address())
        .setPipe(introduction.pipe())
        .setEnd(end)
        .setDuplex(duplex)
        .setKey(introduction.key())
        .build();
    PipeEnd made = new PipeEnd(handle, introduction);
    open.put(Key.of(handle), made);
    return made;
  }

  /**
   * Opens an end in this process, which counts as its holder from now on.
   *
   * @throws IOException if the process that made the pipe is gone, or the pipe is closed
   */
  static PipeEnd open(PipeHandle handle) throws IOException, InterruptedException {
    PipeEnd end = PipeEnd.open.compute(
        Key.of(handle), (key, known) -> known == null ? new PipeEnd(handle, null) : known.leased());
    try {
      end.membership.member();
      end.redeem(handle.getTicket());
      return end;
    } catch (IOException | InterruptedException | RuntimeException e) {
      end.release();
      throw e;
    }
  }

  private PipeEnd leased() {
    leases++;
    return this;
  }

  // The ticket with which the end was opened first is redeemed by that; this is for the handles
  // that come later.
  private void redeem(long ticket) throws IOException, InterruptedException {
    membership.member().voidTicket(ticket);
  }

  @Override
  public @Nullable Inbox inbox() {
    return inbox;
  }

  @Override
  public @Nullable Outbox outbox() {
    return outbox;
  }

  @Override
  public PipeHandle passOn(Lease lease) throws IOException {
    lease.checkOpen();
    PipeHandle travelling = handle.toBuilder().setTicket(newTicket()).build();
    Departure.note(() -> LostEnd.giveUp(travelling));
    issue(travelling.getTicket());
    return travelling;
  }

  private static long newTicket() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }

  private void issue(long ticket) throws IOException {
    Member member = membership.current();
    if (member != null) {
      member.issue(ticket);
    } else if (own != null) {
      Introducer.ofThisProcess().issue(own, handle.getEnd(), ticket);
    }
  }

  @Override
  public void wake() {
    if (inbox != null) {
      inbox.wake();
    }
    if (outbox != null) {
      outbox.wake();
    }
  }

  @Override
  public void release() {
    PipeEnd left =
        PipeEnd.open.compute(Key.of(handle), (key, known) -> --leases == 0 ? null : this);
    if (left == null) {
      close();
    } else {
      wake();
    }
  }

  private void close() {
    try {
      if (outbox != null) {
        outbox.close();
      }
      if (inbox != null) {
        inbox.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("closing an end of a pipe failed", e);
    } finally {
      leave();
    }
  }

  @Override
  public String toString() {
    return "end " + handle.getEnd() + " of pipe " + handle.getPipe() + " at "
        + handle.getIntroducer();
  }

  private void leave() {
    membership.close();
    if (own != null) {
      Introducer.ofThisProcess().closeByMaker(own, handle.getEnd());
    }
  }
}
