package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import io.troupe.proto.PipeGranted;
import io.troupe.proto.PipeNotice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One end of an {@link Introduction}. */
final class IntroducedEnd {
  /** As much as the operating system keeps in a pipe that nobody reads. */
  static final int MOST_EARLY_BYTES = 1 << 16;

  // Counted for each message, so that empty ones are not free.
  private static final int MESSAGE_BYTES = 64;

  private final Set<Guest> members = new HashSet<>();
  private final Set<Long> travelling = new HashSet<>();
  private final List<ByteString> early = new ArrayList<>();
  private final Set<Guest> refusedWriters = new HashSet<>();
  private long earlyBytes;
  // The maker's own end counts only until anybody has used the end: a maker that passed it on and
  // forgot to close its own
  // must still see the end of the stream.
  private boolean untouched = true;
  private @Nullable Guest reader;

  void issue(long ticket) {
    travelling.add(ticket);
  }

  /** The handle has arrived, or never will. */
  void redeem(long ticket) {
    untouched = false;
    travelling.remove(ticket);
  }

  void closeByMaker() {
    untouched = false;
  }

  void join(Guest member, long ticket) {
    members.add(member);
    redeem(ticket);
  }

  void leave(Guest member) {
    members.remove(member);
    refusedWriters.remove(member);
  }

  void dropReader(Guest guest) {
    if (reader == guest) {
      reader = null;
    }
  }

  /** Whether somebody has this end open, or may still open it. */
  boolean isHeld() {
    return untouched || !members.isEmpty() || !travelling.isEmpty();
  }

  void tellPeerHeld(boolean held) {
    if (reader != null) {
      reader.tell(PipeNotice.newBuilder().setPeerHeld(held).build());
    }
  }

  void afterHeldChanged(boolean held) {
    if (!held) {
      forgetEarly();
    }
    tellRefusedWriters();
  }

  private void forgetEarly() {
    early.clear();
    earlyBytes = 0;
  }

  private void tellRefusedWriters() {
    refusedWriters.forEach(
        writer -> writer.tell(PipeNotice.newBuilder().setChanged(true).build()));
    refusedWriters.clear();
  }

  void claim(Guest claimant, boolean peerHeld) {
    if (reader != null) {
      claimant.tell(PipeNotice.newBuilder().setOccupiedBy(reader.pid()).build());
    } else {
      reader = claimant;
      grant(claimant, peerHeld);
    }
  }

  private void grant(Guest claimant, boolean peerHeld) {
    PipeGranted granted =
        PipeGranted.newBuilder().setEarly(early.size()).setPeerHeld(peerHeld).build();
    claimant.tell(PipeNotice.newBuilder().setGranted(granted).build());
    early.forEach(
        message -> claimant.tell(PipeNotice.newBuilder().setEarly(message).build()));
    forgetEarly();
    tellRefusedWriters();
  }

  /** Takes back what the reader, which is about to leave, has not taken. */
  void takeBack(Guest leaving, ByteString message) {
    if (reader == leaving) {
      add(message);
    }
  }

  PipeNotice offer(Guest writer, @Nullable ByteString message) {
    if (reader != null) {
      return PipeNotice.newBuilder().setReaderAt(reader.address()).build();
    }
    return isHeld()
        ? keep(writer, message)
        : PipeNotice.newBuilder().setBroken(true).build();
  }

  private void add(ByteString message) {
    early.add(message);
    earlyBytes += message.size() + MESSAGE_BYTES;
  }

  private PipeNotice keep(Guest writer, @Nullable ByteString message) {
    if (message == null || earlyBytes + message.size() + MESSAGE_BYTES > MOST_EARLY_BYTES) {
      refusedWriters.add(writer);
      return PipeNotice.newBuilder().setFull(true).build();
    }
    add(message);
    return PipeNotice.newBuilder().setKept(true).build();
  }
}
