package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.Answer;
import io.troupe.proto.Frame;
import io.troupe.proto.PipeFrame;
import io.troupe.proto.PipeReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends to the process that receives from the other end of a pipe, by a socket of its own. Where
 * that is, or what to do while none does, it asks the pipe; again each time the receiver is gone.
 */
final class PipeSender extends Sender {
  private static final Log log = Log.of(PipeSender.class);

  private final PipeEnd end;
  // Guarded by the lock.
  private @Nullable Wire direct;
  // What the sending thread waits for; read by those that wake it.
  private volatile @Nullable Answer pending;

  PipeSender(PipeEnd end) {
    this.end = end;
  }

  @Override
  void transmit(Lease lease, ByteBuffer body) throws IOException, InterruptedException {
    boolean sent = false;
    while (!sent) {
      sent = direct == null ? offer(lease, body) : write(lease, direct, body);
    }
  }

  private boolean write(Lease lease, Wire wire, ByteBuffer body)
      throws IOException, InterruptedException {
    try {
      writeTo(wire, lease, body);
      return true;
    } catch (IOException e) {
      disconnect();
      lease.checkOpen();
      log.debug("the receiver of a pipe is gone", e);
      return false;
    }
  }

  // True when the pipe keeps the message.
  private boolean offer(Lease lease, ByteBuffer body) throws IOException, InterruptedException {
    end.hold();
    PipeFrame answer = awaitChange(lease, end.pipe().ask(request(body)));
    switch (answer.getBodyCase()) {
      case BROKEN -> throw new IOException("broken pipe: the other end is closed");
      case BODY_NOT_SET -> lease.checkWritable();
      case READER -> connect(answer.getReader());
      default -> {}
    }
    return answer.hasKept();
  }

  // A copy: the pipe may keep it, and the caller may write to its buffer then.
  private PipeFrame.Builder request(ByteBuffer body) {
    return body.remaining() > PipeState.MOST_KEPT_BYTES
        ? end.says().setAsk(true)
        : end.says().setOffer(ByteString.copyFrom(body.duplicate()));
  }

  // Comes at once if there is a reader, or room; else when that changes, or the lease has ended.
  private PipeFrame awaitChange(Lease lease, Answer answer)
      throws IOException, InterruptedException {
    pending = answer;
    try {
      if (lease.isClosed()) {
        end.pipe().withdraw(answer);
      }
      return answer.get().getPipe();
    } catch (OwnerLostException e) {
      throw PipeClient.closed(e);
    } catch (InterruptedException e) {
      Frame last = withdrawn(answer);
      if (last == null || last.hasRequestWithdrawn()) {
        throw e; // a pipe whose owner is silent may keep the message all the same, later
      }
      Thread.currentThread().interrupt();
      return last.getPipe();
    } finally {
      pending = null;
    }
  }

  private @Nullable Frame withdrawn(Answer answer) throws IOException {
    try {
      end.pipe().withdraw(answer);
      return answer.within(Answer.BRIEF_NANOS);
    } catch (OwnerLostException e) {
      throw PipeClient.closed(e);
    }
  }

  private void connect(PipeReader reader) throws InterruptedException {
    try {
      direct = Door.connect(reader, parking());
    } catch (IOException e) {
      log.debug("the receiver of a pipe left before it was reached", e);
    }
  }

  @Override
  void disconnect() {
    Wire wire = direct;
    direct = null;
    if (wire != null) {
      wire.close();
      parking().forgetClosed();
    }
  }

  @Override
  void wake() {
    super.wake();
    Answer waitedFor = pending;
    if (waitedFor != null) {
      end.pipe().withdraw(waitedFor);
    }
  }
}
