package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.Tickets;
import io.troupe.proto.Frame;
import io.troupe.proto.PipeFrame;
import io.troupe.proto.PipeGranted;
import io.troupe.proto.PipeReader;
import io.troupe.proto.RequestWithdrawn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pipe knows of its two ends: which processes hold them, who reads, and the messages that
 * came before a reader did. It introduces the holders to each other, who then talk past it. Not
 * thread-safe: the actor's.
 */
final class PipeState {
  /** As much as an operating system keeps in a pipe that is not read. */
  static final int MOST_KEPT_BYTES = 1 << 16;

  // Counted for each message, so that empty ones are not free.
  private static final int MESSAGE_BYTES = 64;

  private final EndState[] ends = {new EndState(), new EndState()};

  /** A request that has no answer yet. */
  private record Waiting(Caller caller, long correlation) {

    void answer(PipeFrame.Builder answer) {
      caller.reply(correlation, Frame.newBuilder().setPipe(answer));
    }

    void withdrawn() {
      caller.reply(
          correlation,
          Frame.newBuilder().setRequestWithdrawn(RequestWithdrawn.getDefaultInstance()));
    }
  }

  private record Reader(Caller caller, PipeReader address) {}

  /** Returns whether no process holds either end, nor ever will. */
  boolean isOver() {
    return !ends[0].isHeld() && !ends[1].isHeld();
  }

  /** A handle of the end was made and travels. */
  void issue(int end, long ticket) {
    changing(end, () -> ends[end].travelling.issue(ticket));
  }

  /** A handle needs no counting any more; 0 is the maker's own connection. */
  void voidTicket(int end, long ticket) {
    changing(end, () -> ends[end].redeem(ticket));
  }

  /** A process holds the end from now on, once more if it did before. */
  void hold(int end, Caller holder, long ticket) {
    changing(end, () -> {
      ends[end].holders.merge(holder, 1, Integer::sum);
      ends[end].redeem(ticket);
    });
  }

  /** A process that reads does so no longer. */
  void stopReading(int end, Caller holder) {
    ends[end].dropReader(holder);
  }

  /** A process gives up what it holds of the end, or a part of it if it holds it more than once. */
  void leave(int end, Caller holder) {
    changing(end, () -> ends[end].holders.computeIfPresent(holder, (known, count) -> less(count)));
  }

  private static @Nullable Integer less(int count) {
    return count == 1 ? null : count - 1;
  }

  /** A process has ended. */
  void gone(Caller holder) {
    for (int end = 0; end < ends.length; end++) {
      EndState state = ends[end];
      state.dropReader(holder);
      state.offers.removeIf(offer -> offer.caller.equals(holder));
      changing(end, () -> state.holders.remove(holder));
    }
  }

  private void changing(int end, Runnable change) {
    boolean before = ends[end].isHeld();
    change.run();
    boolean after = ends[end].isHeld();
    if (before != after) {
      ends[1 - end].peerChanged(after);
      if (!after) {
        ends[end].abandon();
      }
    }
  }

  /** A process wants to be the one that reads. */
  void read(int end, Caller reader, long correlation, PipeReader address) {
    ends[end].read(new Reader(reader, address), correlation, ends[1 - end].isHeld());
  }

  /** The reader asks to be told once the other end is held, or is not, other than it knows. */
  void watch(int end, Caller reader, long correlation, boolean known) {
    ends[end].watch(new Waiting(reader, correlation), known, ends[1 - end].isHeld());
  }

  /** A reader that leaves returns what it has not taken. */
  void handBack(int end, Caller reader, ByteString message) {
    EndState state = ends[end];
    if (state.reader != null && state.reader.caller.equals(reader)) {
      state.keep(message);
    }
  }

  /**
   * A holder of {@code end} wants to send.
   *
   * @param message null where it is too large to be kept
   */
  void offer(int end, Caller sender, long correlation, @Nullable ByteString message) {
    ends[1 - end].offer(new Waiting(sender, correlation), message);
  }

  /** A sender no longer wants to wait. */
  void withdraw(Caller sender, long correlation) {
    Waiting withdrawn = new Waiting(sender, correlation);
    for (EndState end : ends) {
      if (end.offers.remove(withdrawn)) {
        withdrawn.withdrawn();
      }
    }
  }

  private static final class EndState {
    final Map<Caller, Integer> holders = new HashMap<>(2);
    final Tickets travelling = new Tickets();
    // Of senders to this end: those for whose message there was no room.
    final List<Waiting> offers = new ArrayList<>(0);
    private final Deque<ByteString> kept = new ArrayDeque<>(0);
    private long keptBytes;
    // The maker's own connection counts only until the end has been used: a maker that passed it
    // on and forgot to close its own must still see the end of the stream.
    private boolean untouched = true;
    private @Nullable Reader reader;
    // Of the reader.
    private @Nullable Waiting watch;

    boolean isHeld() {
      return untouched || !holders.isEmpty() || !travelling.isEmpty();
    }

    void redeem(long ticket) {
      untouched = false;
      travelling.spend(ticket);
    }

    void dropReader(Caller holder) {
      if (reader != null && reader.caller.equals(holder)) {
        reader = null;
        if (watch != null) {
          watch.withdrawn();
          watch = null;
        }
      }
    }

    void peerChanged(boolean held) {
      if (watch != null) {
        watch.answer(PipeFrame.newBuilder().setPeerHeld(held));
        watch = null;
      }
    }

    /** What was kept will not be read, nor what is offered. */
    void abandon() {
      forgetKept();
      answerOffers(PipeFrame.newBuilder().setBroken(true));
    }

    private void forgetKept() {
      kept.clear();
      keptBytes = 0;
    }

    private void answerOffers(PipeFrame.Builder answer) {
      offers.forEach(offer -> offer.answer(answer.clone()));
      offers.clear();
    }

    void read(Reader claimant, long correlation, boolean peerHeld) {
      Waiting request = new Waiting(claimant.caller, correlation);
      if (reader != null) {
        request.answer(PipeFrame.newBuilder().setOccupiedBy(reader.caller.pid()));
        return;
      }
      reader = claimant;
      request.answer(PipeFrame.newBuilder()
          .setGranted(PipeGranted.newBuilder().addAllKept(kept).setPeerHeld(peerHeld)));
      forgetKept();
      answerOffers(PipeFrame.newBuilder().setReader(claimant.address));
    }

    void watch(Waiting request, boolean known, boolean held) {
      if (known == held) {
        watch = request;
      } else {
        request.answer(PipeFrame.newBuilder().setPeerHeld(held));
      }
    }

    void offer(Waiting request, @Nullable ByteString message) {
      if (reader != null) {
        request.answer(PipeFrame.newBuilder().setReader(reader.address));
      } else if (!isHeld()) {
        request.answer(PipeFrame.newBuilder().setBroken(true));
      } else if (message == null || !hasRoom(message)) {
        offers.add(request);
      } else {
        keep(message);
        request.answer(PipeFrame.newBuilder().setKept(true));
      }
    }

    private boolean hasRoom(ByteString message) {
      return keptBytes + message.size() + MESSAGE_BYTES <= MOST_KEPT_BYTES;
    }

    void keep(ByteString message) {
      kept.add(message);
      keptBytes += message.size() + MESSAGE_BYTES;
    }
  }
}
