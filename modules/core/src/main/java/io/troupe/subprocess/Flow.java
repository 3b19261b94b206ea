package io.troupe.subprocess;

import io.troupe.internal.subprocess.PipeInput;
import io.troupe.internal.subprocess.PipeOutput;
import io.troupe.internal.subprocess.ProgramPipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;

/**
 * One of the pipes between this JVM and a program, and what is at our end of it. Used by one thread
 * at a time.
 */
interface Flow {
  SelectableChannel channel();

  /** The operation of a {@link SelectionKey} that it waits for. */
  int operation();

  /** Moves a piece if that needs no waiting; returns whether there was one. */
  boolean advance(ByteBuffer buffer) throws IOException;

  void close() throws IOException;

  default boolean isOpen() {
    return channel().isOpen();
  }

  /** From the program. */
  final class Out implements Flow {
    private final PipeInput pipe;
    private final Sink sink;

    Out(PipeInput pipe, Sink sink) {
      this.pipe = pipe;
      this.sink = sink;
    }

    @Override
    public SelectableChannel channel() {
      return pipe.channel();
    }

    @Override
    public int operation() {
      return SelectionKey.OP_READ;
    }

    @Override
    public boolean advance(ByteBuffer buffer) throws IOException {
      int count = pipe.readNow(buffer.clear());
      if (count > 0) {
        sink.accept(buffer.flip());
      } else if (count < 0) {
        close();
        sink.end();
      }
      return count > 0;
    }

    @Override
    public void close() throws IOException {
      pipe.close();
    }
  }

  /** From the program, kept for a later read. It ends without closing anything. */
  final class Kept implements Flow {
    private final PipeInput pipe;
    private boolean ended;

    Kept(PipeInput pipe) {
      this.pipe = pipe;
    }

    @Override
    public SelectableChannel channel() {
      return pipe.channel();
    }

    @Override
    public int operation() {
      return SelectionKey.OP_READ;
    }

    @Override
    public boolean advance(ByteBuffer buffer) {
      try {
        int count = pipe.keepNow(buffer);
        ended = count < 0;
        return count > 0;
      } catch (IOException e) {
        ended = true; // the next read will see
        return false;
      }
    }

    @Override
    public boolean isOpen() {
      return !ended && channel().isOpen();
    }

    @Override
    public void close() {
      ended = true;
    }
  }

  /** To the program, which may close its end when it likes. */
  final class In implements Flow {
    private final PipeOutput pipe;
    private final ByteBuffer kept;
    private final ByteBuffer input;

    In(PipeOutput pipe, byte[] input) {
      this.pipe = pipe;
      this.kept = ByteBuffer.wrap(pipe.takeKept());
      this.input = ByteBuffer.wrap(input);
    }

    @Override
    public SelectableChannel channel() {
      return pipe.channel();
    }

    @Override
    public int operation() {
      return SelectionKey.OP_WRITE;
    }

    @Override
    public boolean advance(ByteBuffer buffer) throws IOException {
      int count = write(kept.hasRemaining() ? kept : input);
      if (!kept.hasRemaining() && !input.hasRemaining()) {
        close();
      }
      return count > 0;
    }

    /** A piece only: the JDK copies all that it is given. */
    private int write(ByteBuffer bytes) throws IOException {
      int all = bytes.limit();
      bytes.limit(bytes.position() + Math.min(bytes.remaining(), ProgramPipe.PIECE_BYTES));
      try {
        return pipe.channel().write(bytes);
      } catch (IOException e) {
        close(); // the program reads no more
        return 0;
      } finally {
        bytes.limit(all);
      }
    }

    @Override
    public void close() throws IOException {
      pipe.abandon();
    }
  }
}
