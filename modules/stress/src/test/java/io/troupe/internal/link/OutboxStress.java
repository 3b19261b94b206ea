package io.troupe.internal.link;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.Transport;
import io.troupe.proto.Frame;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The role of an outbox's writer: one thread has it at a time, and no frame stays behind when it is
 * given up. A flush that is never over shows as a test that never ends.
 */
public class OutboxStress {
  private static final Frame FRAME =
      Frame.newBuilder().setTarget(7).setCorrelation(2).build();
  private static final int FRAME_BYTES = FrameFormat.HEADER + FRAME.getSerializedSize();

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are written")
  @Outcome(expect = FORBIDDEN, desc = "one stays behind, or two threads wrote at a time")
  @State
  public static class TwoSend {
    private static final ConcurrentLinkedQueue<Sent> UNUSED = new ConcurrentLinkedQueue<>();

    private final Sent sent = Sent.take(UNUSED, false);

    @Actor
    public void one() {
      sent.outbox.send(FRAME);
    }

    @Actor
    public void other() {
      sent.outbox.send(FRAME);
    }

    @Arbiter
    public void count(I_Result result) {
      result.r1 = sent.frames();
      UNUSED.add(sent);
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are written")
  @Outcome(expect = FORBIDDEN, desc = "one stays behind, or two threads wrote at a time")
  @State
  public static class ControlOvertakes {
    private static final ConcurrentLinkedQueue<Sent> UNUSED = new ConcurrentLinkedQueue<>();

    private final Sent sent = Sent.take(UNUSED, false);

    @Actor
    public void data() {
      sent.outbox.send(FRAME);
    }

    @Actor
    public void control() {
      sent.outbox.sendControl(FRAME);
    }

    @Arbiter
    public void count(I_Result result) {
      result.r1 = sent.frames();
      UNUSED.add(sent);
    }
  }

  /** The transport is full again and again, so that a thread of the outbox takes the role over. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are written")
  @Outcome(expect = FORBIDDEN, desc = "one stays behind, or two threads wrote at a time")
  @State
  public static class TwoSendToAFullTransport {
    private static final ConcurrentLinkedQueue<Sent> UNUSED = new ConcurrentLinkedQueue<>();

    private final Sent sent = Sent.take(UNUSED, true);

    @Actor
    public void one() {
      sent.outbox.send(FRAME);
    }

    @Actor
    public void other() {
      sent.outbox.send(FRAME);
    }

    @Arbiter
    public void count(I_Result result) {
      sent.outbox.flush();
      result.r1 = sent.frames();
      UNUSED.add(sent);
    }
  }

  /** An outbox and what it wrote; too large to make one for each state. */
  record Sent(Outbox outbox, Counter counter) {
    static Sent take(ConcurrentLinkedQueue<Sent> unused, boolean full) {
      Sent known = unused.poll();
      if (known != null) {
        return known;
      }
      Counter counter = new Counter(full);
      return new Sent(new Outbox("stress", counter), counter);
    }

    /** Returns how many frames were written since the last call. */
    int frames() {
      int bytes = counter.bytes;
      counter.bytes = 0;
      return bytes % FRAME_BYTES == 0 ? bytes / FRAME_BYTES : -1;
    }
  }

  /** Counts what the writer writes; on purpose without any care for threads. */
  private static final class Counter implements Transport {
    private final boolean full;
    private boolean refuses;
    private int bytes;

    Counter(boolean full) {
      this.full = full;
    }

    @Override
    public void write(ByteBuffer from) {
      refuses = full && !refuses;
      if (!refuses) {
        bytes += from.remaining();
        from.position(from.limit());
      }
    }

    @Override
    public int read(ByteBuffer into) {
      return 0;
    }

    @Override
    public void awaitReadable(long nanos) {}

    @Override
    public void awaitReadableInterruptibly(long nanos) {}

    @Override
    public void wakeReader() {}

    @Override
    public void awaitWritable(long nanos) {}

    @Override
    public void close() {}
  }
}
