package io.troupe.internal.link;

import com.google.protobuf.ByteString;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.Frame;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * An authenticated connection that carries frames between a host and one of its processes, in
 * order, without limit of size and without loss until it closes. Nothing above may know what
 * carries it. Thread-safe.
 */
public interface Link extends ResultSource, AutoCloseable {

  /** Returns the runtime at the other side. */
  RuntimeId peer();

  /**
   * Returns the runtime that the side that connected wants to speak to, if this one can pass on
   * what it says; 0 if it wants the one that listened.
   */
  long wanted();

  /**
   * Returns what the side that listened told this one with its proof; empty if nothing, or on that
   * side.
   */
  ByteString greeting();

  /**
   * Starts delivering frames to {@code handler}, on the link's one reader thread. To be called
   * once.
   *
   * @throws OutOfMemoryError if there can be no such thread; the link is closed then
   */
  void start(FrameHandler handler);

  /**
   * Sends a frame behind those already sent. Blocks while the outbound buffer is full, and while
   * most of a large frame is not written yet; never drops. Neither does it wait for another side
   * that takes nothing for a second, nor if the thread is interrupted, which it stays: the frame is
   * then sent in its place all the same, from memory. On the link's reader thread it never blocks:
   * what finds no room is sent later, in order.
   *
   * @throws io.troupe.PayloadException if the encoding is larger than 2 GiB - 8 bytes
   * @throws LinkClosedException if the link is closed, or closes while this call waits
   */
  void send(Frame frame);

  /**
   * Waits until {@link #send} finds room, for a thread that would rather not send than leave a
   * frame in memory for another side that takes nothing. True at once on the link's reader thread,
   * and where the link is closed.
   *
   * @param nanos how long at most
   * @return whether there was room in time
   */
  boolean awaitRoom(long nanos) throws InterruptedException;

  /**
   * Sends a frame without ever blocking: what finds no room is sent later, in the order of the
   * frames that were posted. For those whose frames are bounded by what they were asked for.
   *
   * @throws io.troupe.PayloadException as {@link #send}
   * @throws LinkClosedException if the link is closed
   */
  void post(Frame frame);

  /**
   * Sends a frame ahead of bulk data: never waits behind a large value, never blocks for lack of
   * room. One of more than 256 KiB is sent later like an ordinary one.
   *
   * @throws LinkClosedException if the link is closed
   */
  void sendControl(Frame frame);

  /**
   * Reads frames on this thread until {@code over} holds, if no thread but the link's reader does,
   * which soon leaves that to those who call this: a thread that waits for what a frame brings then
   * needs no waking. The handler is called on this thread meanwhile, which counts as the link's
   * reader.
   *
   * @param over what the caller waits for; cheap, and called by other threads too. What makes it
   *     true otherwise than by a frame of this link must call {@link #wake}
   * @param nanos how long at most, at least 0; {@link Long#MAX_VALUE} is for ever
   * @return whether {@code over} holds; if not, the caller must wait in another way, for as long as
   *     it wants
   * @throws InterruptedException if this thread is interrupted while it waits here
   */
  @Override
  boolean readUntil(BooleanSupplier over, long nanos) throws InterruptedException;

  /** Has a thread in {@link #readUntil} look again whether it is over. Does not block. */
  @Override
  void wake();

  /** Completes when the link has closed, for any reason, after the handler was told. */
  CompletionStage<Void> closed();

  /**
   * Closes both directions at once; frames not yet written may be lost. Idempotent, does not block.
   */
  @Override
  void close();

  /**
   * Makes the reader look for frames once a millisecond from now on, instead of waiting for them
   * inside the operating system: a JVM that exits waits 300 ms for each thread that is there. Does
   * not block.
   */
  void linger();

  /**
   * Waits until what was sent so far has been handed to the operating system, or the link has
   * closed.
   */
  void flush();
}
