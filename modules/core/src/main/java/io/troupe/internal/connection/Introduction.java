package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import io.troupe.proto.PipeNotice;
import org.jspecify.annotations.Nullable;

/**
 * What the process that made a pipe knows about it: who holds which end, who receives, and the messages that came before a
 * reader did. It introduces; the ends talk past it. Not thread-safe: guarded by the lock of the {@link Introducer}.
 */
final class Introduction {
  private final long pipe;
  private final ByteString key;
  private final IntroducedEnd[] ends = {new IntroducedEnd(), new IntroducedEnd()};

  Introduction(long pipe, ByteString key) {
    this.pipe = pipe;
    this.key = key;
  }

  long pipe() {
    return pipe;
  }

  ByteString key() {
    return key;
  }

  /** A handle of the end was made and travels. */
  void issue(int end, long ticket) {
    changing(end, () -> ends[end].issue(ticket));
  }

  /** A handle will not be opened any more. */
  void voidTicket(int end, long ticket) {
    changing(end, () -> ends[end].redeem(ticket));
  }

  /** The maker of the pipe gives up its own end. */
  void closeByMaker(int end) {
    changing(end, ends[end]::closeByMaker);
  }

  /** A process holds the end from now on. */
  void join(int end, Guest member, long ticket) {
    changing(end, () -> ends[end].join(member, ticket));
  }

  /** A process holds the end no longer, or does not receive from it any longer. */
  void leave(int end, Guest guest) {
    changing(end, () -> ends[end].leave(guest));
    ends[end].dropReader(guest);
  }

  private void changing(int end, Runnable change) {
    boolean before = ends[end].isHeld();
    change.run();
    boolean after = ends[end].isHeld();
    if (before != after) {
      ends[1 - end].tellPeerHeld(after);
      ends[end].afterHeldChanged(after);
    }
  }

  /** A process wants to be the one that receives; it is told whether it is. */
  void claim(int end, Guest reader) {
    ends[end].claim(reader, ends[1 - end].isHeld());
  }

  /** A process that receives no longer hands back what it has not taken. */
  void takeBack(int end, Guest reader, ByteString message) {
    ends[end].takeBack(reader, message);
  }

  /**
   * A holder of {@code end} wants to send. Returns the answer to it.
   *
   * @param message null where it is too large to be kept
   */
  PipeNotice offer(int end, Guest writer, @Nullable ByteString message) {
    return ends[1 - end].offer(writer, message);
  }

  /** Whether nobody will ask for this pipe any more. */
  boolean isOver() {
    return !ends[0].isHeld() && !ends[1].isHeld();
  }
}
