package io.troupe.internal.link.transport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A ring in shared memory: what is written is read as it was, and no reader sleeps through it. */
public class RingStress {
  private static final ConcurrentLinkedQueue<Ends> UNUSED = new ConcurrentLinkedQueue<>();

  /** Both ends of a ring, which is too large to make one for each state. */
  record Ends(Ring writer, Ring reader) {
    static Ends take() {
      Ends known = UNUSED.poll();
      return known == null ? open() : known;
    }

    private static Ends open() {
      try {
        Ring ring = Ring.create();
        return new Ends(ring, Ring.attach(ring.address()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Empties the ring for its next use. */
    void giveBack(ByteBuffer buffer) {
      try {
        reader.read(buffer.clear());
        reader.stopWaiting();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      UNUSED.add(this);
    }
  }

  @JCStressTest
  @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "read at once")
  @Outcome(
      id = {"0, 3", "1, 3"},
      expect = ACCEPTABLE,
      desc = "read before it slept")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the reader sleeps, and is woken")
  @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "the reader sleeps for ever")
  @Outcome(expect = FORBIDDEN, desc = "something else was read than was written")
  @State
  public static class ReaderFallsAsleep {
    private static final int SLEEPS = 1;
    private static final int READ_AT_ONCE = 2;
    private static final int READ_BEFORE_SLEEP = 3;
    private static final int WRONG = 9;

    private final Ends ends = Ends.take();
    private final ByteBuffer written = ByteBuffer.allocate(Long.BYTES);
    private final ByteBuffer read = ByteBuffer.allocate(2 * Long.BYTES);
    private final long value = System.identityHashCode(this) * 0x9E37_79B9_7F4A_7C15L;

    @Actor
    public void write(II_Result result) {
      try {
        ends.writer.write(written.putLong(value).flip());
        result.r1 = ends.writer.takeWaiting() ? 1 : 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Actor
    public void read(II_Result result) {
      try {
        result.r2 = readOrSleep();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private int readOrSleep() throws IOException {
      if (ends.reader.read(read) > 0) {
        return isRight() ? READ_AT_ONCE : WRONG;
      }
      if (ends.reader.startWaiting()) {
        return SLEEPS;
      }
      ends.reader.stopWaiting();
      ends.reader.read(read);
      return isRight() ? READ_BEFORE_SLEEP : WRONG;
    }

    private boolean isRight() {
      return read.position() == Long.BYTES && read.getLong(0) == value;
    }

    @Arbiter
    public void end(II_Result result) {
      ends.giveBack(read);
    }
  }
}
