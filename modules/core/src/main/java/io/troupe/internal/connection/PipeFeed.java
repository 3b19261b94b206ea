package io.troupe.internal.connection;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.troupe.OwnerLostException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.Answer;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.Frame;
import io.troupe.proto.PipeFrame;
import io.troupe.proto.PipeGranted;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The writers of the other end of a pipe: each process that sends connects to this one once. The
 * pipe says whether there may be others still.
 */
final class PipeFeed implements Receiver.Feed {
  private static final Log log = Log.of(PipeFeed.class);
  // Even a call that must not wait waits so long for the pipe to say who reads, the first time.
  private static final long CLAIM_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PipeEnd end;
  // Filled by the door, on any thread.
  private final Queue<Wire> writers = new ConcurrentLinkedQueue<>();

  private @Nullable ByteString token;
  private @Nullable Answer claim;
  private boolean peerHeld;
  // Comes when the other end is held, or is not, other than known here; null when nothing will come
  // any more.
  private volatile @Nullable Answer watch;

  PipeFeed(PipeEnd end) {
    this.end = end;
  }

  @Override
  public boolean open(Receiver receiver, Deadline deadline)
      throws IOException, InterruptedException {
    end.hold();
    if (claim == null) {
      claim = claim(receiver);
    }
    PipeFrame answer = answer(claim);
    if (answer == null) {
      return false;
    }
    claim = null;
    if (!answer.hasGranted()) {
      forgetToken();
      throw new IOException("process " + answer.getOccupiedBy()
          + " receives from this end of the pipe already; only one process at a time can");
    }
    begin(receiver, answer.getGranted());
    return true;
  }

  private Answer claim(Receiver receiver) throws IOException {
    Door door = Door.ofThisProcess();
    token = door.expect(
        wire -> {
          writers.add(wire);
          receiver.wake();
        },
        receiver::wake);
    Answer made = end.pipe().ask(end.says().setRead(door.reader(token)));
    made.stage().whenComplete((answer, failure) -> receiver.wake());
    return made;
  }

  private @Nullable PipeFrame answer(Answer asked) throws IOException, InterruptedException {
    try {
      Frame frame = asked.get(CLAIM_NANOS);
      return frame == null ? null : frame.getPipe();
    } catch (OwnerLostException e) {
      claim = null;
      forgetToken();
      throw PipeClient.closed(e);
    }
  }

  private void begin(Receiver receiver, PipeGranted granted) throws IOException {
    granted.getKeptList().forEach(message -> receiver.addEarly(message.toByteArray()));
    peerHeld = granted.getPeerHeld();
    watch(receiver);
  }

  private void watch(Receiver receiver) {
    try {
      Answer made = end.pipe().ask(end.says().setWatch(peerHeld));
      watch = made;
      made.stage().whenComplete((answer, failure) -> receiver.wake());
    } catch (IOException e) {
      lost(e);
    }
  }

  private void lost(Exception cause) {
    log.debug("the process that made this pipe is gone, and introduces no more writers", cause);
    peerHeld = false;
    watch = null;
  }

  @Override
  public boolean hasNews() {
    Answer pending = watch;
    return !writers.isEmpty() || (pending != null && pending.isDone());
  }

  // The pipe first, then the writers: one that was gone by the time of the news had connected
  // before, so none is overlooked.
  @Override
  public void advance(Receiver receiver) throws IOException {
    Answer pending = watch;
    if (pending != null && pending.isDone()) {
      hear(pending, receiver);
    }
    if (!peerHeld) {
      Door.ofThisProcess().letIn();
    }
    for (Wire writer = writers.poll(); writer != null; writer = writers.poll()) {
      receiver.add(new Source(writer));
    }
  }

  private void hear(Answer done, Receiver receiver) {
    try {
      peerHeld = done.join().getPipe().getPeerHeld();
      watch(receiver);
    } catch (OwnerLostException e) {
      lost(e);
    }
  }

  @Override
  public boolean isDry() {
    return !peerHeld;
  }

  @Override
  public void retire(Source source) {
    source.wire().close();
  }

  // Another process may hold this end and receive after this one. Where not, the pipe forgets what
  // it gets.
  @Override
  public void close(Sources sources) throws IOException {
    if (token == null) {
      return;
    }
    forgetToken();
    for (Wire writer = writers.poll(); writer != null; writer = writers.poll()) {
      sources.add(new Source(writer));
    }
    try {
      for (byte[] message : sources.drain()) {
        end.pipe().tell(end.says().setHandBack(UnsafeByteOperations.unsafeWrap(message)));
      }
      end.pipe().tell(end.says().setStopReading(true));
    } catch (IOException e) {
      log.debug("nobody takes back what was not received", e);
    }
  }

  private void forgetToken() {
    Door.ofThisProcess().forget(requireNonNull(token));
    token = null;
  }
}
