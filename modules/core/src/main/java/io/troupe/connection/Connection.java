package io.troupe.connection;

import io.troupe.PayloadException;
import io.troupe.Waitable;
import io.troupe.internal.connection.Waiting;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a channel for messages between two processes, or two threads of one: an end of a
 * {@link Pipe}, or of what a {@link Listener} and a {@link Client} set up. Messages arrive whole,
 * in the order of each sender, and never merged.
 *
 * <p>A connection can be passed to another process, as an argument, in a value, through a queue or
 * through another connection. An end of a pipe may be held by several processes: all of them may
 * send, and one of them at a time receives. Holders talk directly to each other; the process that
 * made the pipe introduces them and must be alive until then. A connection of a listener or client
 * moves instead: after it was passed on it is closed here, and this process must stay alive, for it
 * relays.
 *
 * <p>The stream has ended when no process holds the other end any more, whether it was closed or
 * its holder died. The end of a pipe that a process made and never used itself does not count once
 * another process has opened it: unlike in Python, forgetting to close one's copy of an end that
 * was passed on blocks no reader.
 *
 * <p>Thread-safe. One thread sends at a time and one receives at a time, each independent of the
 * other; further threads wait for their turn. A thread that waits can be interrupted, which harms
 * neither the connection nor its users; a message of which a part is already under way is finished
 * first.
 *
 * <pre>{@code
 * Pipe pipe = Pipe.duplex();
 * Process child = Process.of(Main::answer, pipe.second()).start();
 * pipe.first().send("hello");
 * String answer = pipe.first().recv(String.class);
 * }</pre>
 */
public interface Connection extends AutoCloseable {

  /**
   * Sends a value as one message. Blocks while the receiver has no room: about 64 KiB wait where no
   * receiver has opened its end yet. Python's {@code send}.
   *
   * @param value null is Python's {@code None}
   * @throws PayloadException if the value cannot cross; nothing was sent
   * @throws IOException if this connection is closed or read-only, or the other end is closed
   * @throws InterruptedException if the thread is interrupted before any part is under way; nothing
   *     was sent. Only if the process that made the pipe is stopped, and no process receives yet,
   *     it may be sent all the same when that goes on
   */
  void send(@Nullable Object value) throws IOException, InterruptedException;

  /**
   * Waits for the next message and returns its value. Python's {@code recv}.
   *
   * @throws EOFException if there is none and the other end is closed
   * @throws IOException if this connection is closed or write-only
   * @throws PayloadException if the message holds no value that is known here; the message is taken
   *     and the next can be received
   * @throws InterruptedException if the thread is interrupted while it waits; no message was taken
   */
  @Nullable
  Object recv() throws IOException, InterruptedException;

  /**
   * As {@link #recv()}, for a value of a known type.
   *
   * @throws ClassCastException if the value is of another type; the message is taken
   * @throws NullPointerException if the value is null; the message is taken
   */
  <T> T recv(Class<T> type) throws IOException, InterruptedException;

  /**
   * Sends bytes as one message, which may be empty. Blocks as {@link #send} does. Python's {@code
   * send_bytes}.
   *
   * @throws IOException if this connection is closed or read-only, or the other end is closed
   * @throws IllegalArgumentException if there are more than 2<sup>31</sup> - 9 bytes
   */
  void sendBytes(byte[] message) throws IOException, InterruptedException;

  /**
   * As {@link #sendBytes(byte[])}, for a part of an array.
   *
   * @throws IndexOutOfBoundsException if {@code offset} or {@code length} is negative, or the part
   *     does not lie in the array
   */
  void sendBytes(byte[] buffer, int offset, int length) throws IOException, InterruptedException;

  /**
   * As {@link #sendBytes(byte[])}, for what remains in a buffer; its position moves to its limit
   * once that is sent.
   */
  void sendBytes(ByteBuffer message) throws IOException, InterruptedException;

  /**
   * Waits for the next message and returns its bytes. Python's {@code recv_bytes}.
   *
   * @throws EOFException if there is none and the other end is closed
   * @throws IOException if this connection is closed or write-only
   */
  byte[] recvBytes() throws IOException, InterruptedException;

  /**
   * As {@link #recvBytes()}, for a message of limited length. A longer one makes this connection
   * write-only, or closes it where it could only receive.
   *
   * @param maxLength in bytes, >= 0
   * @throws IOException also if the message is longer
   * @throws IllegalArgumentException if {@code maxLength} is negative
   */
  byte[] recvBytes(int maxLength) throws IOException, InterruptedException;

  /** As {@link #recvBytesInto(byte[], int)}, from the start of the array. */
  default int recvBytesInto(byte[] buffer) throws IOException, InterruptedException {
    return recvBytesInto(buffer, 0);
  }

  /**
   * Waits for the next message and writes it into an array. Python's {@code recv_bytes_into}.
   *
   * @param offset of the first byte, 0 to the length of the array
   * @return the length of the message in bytes
   * @throws BufferTooShortException if there is no room for it; the message is taken and stands in
   *     the exception
   * @throws EOFException if there is none and the other end is closed
   * @throws IOException if this connection is closed or write-only
   * @throws IndexOutOfBoundsException if {@code offset} is out of range; no message was taken
   */
  int recvBytesInto(byte[] buffer, int offset) throws IOException, InterruptedException;

  /**
   * As {@link #recvBytesInto(byte[], int)}, from the buffer's position on, which moves behind the
   * message.
   */
  int recvBytesInto(ByteBuffer buffer) throws IOException, InterruptedException;

  /**
   * Says without waiting whether {@link #recv} has something to take: a message that has begun to
   * arrive, or the end of the stream.
   */
  default boolean poll() throws IOException, InterruptedException {
    return poll(Duration.ZERO);
  }

  /**
   * As {@link #poll()}, but waits for that.
   *
   * @param timeout null waits without limit; negative is zero
   * @throws IOException if this connection is closed or write-only
   */
  boolean poll(@Nullable Duration timeout) throws IOException, InterruptedException;

  /** Says whether {@link #close} was called, or the connection was moved to another process. */
  boolean isClosed();

  /** Says whether this end can receive. */
  boolean isReadable();

  /** Says whether this end can send. */
  boolean isWritable();

  /**
   * Gives this end up. Threads that use it get an {@link IOException}; what was sent still arrives.
   * A connection that is not reachable any more is closed by the collector, but not soon.
   * Idempotent.
   */
  @Override
  void close();

  /** As {@link #wait(Collection, Duration)} without a limit. */
  static <T> List<T> wait(Collection<? extends T> objects)
      throws IOException, InterruptedException {
    return wait(objects, null);
  }

  /**
   * Waits until at least one object is ready: a connection that has a message or the end of its
   * stream to receive, a listener with a client to accept, a {@link Waitable} or {@link
   * java.util.concurrent.CompletionStage} that has ended. Python's {@code
   * multiprocessing.connection.wait}.
   *
   * @param timeout null waits without limit; negative is zero. It is waited for even when there are
   *     no objects.
   * @return all objects that are ready, in their order; empty when the timeout has passed
   * @throws IOException if one of the connections is closed or write-only, or a listener is closed
   * @throws IllegalArgumentException if an object is of no such kind
   */
  static <T> List<T> wait(Collection<? extends T> objects, @Nullable Duration timeout)
      throws IOException, InterruptedException {
    return Waiting.untilReady(objects, timeout);
  }
}
