package io.troupe.internal.link;

import io.troupe.proto.Frame;
import java.util.concurrent.CompletionStage;

/**
 * An authenticated connection that carries frames between a host and one of its processes, in order, without limit of
 * size and without loss until it closes. Nothing above may know what carries it. Thread-safe.
 */
public interface Link extends AutoCloseable {

  /** Starts delivering frames to {@code handler}, on the link's one reader thread. To be called once. */
  void start(FrameHandler handler);

  /**
   * Sends a frame behind those already sent. Blocks while the outbound buffer is full, and while most of a large frame is
   * not written yet; never drops. An interrupt does not end the wait. On the link's reader thread it never blocks: what
   * finds no room is sent later, in order.
   *
   * @throws io.troupe.PayloadException if the encoding is larger than 2 GiB - 8 bytes
   * @throws LinkClosedException if the link is closed, or closes while this call waits
   */
  void send(Frame frame);

  /**
   * Sends a frame without ever blocking: what finds no room is sent later, in the order of the frames that were posted.
   * For those whose frames are bounded by what they were asked for.
   *
   * @throws io.troupe.PayloadException as {@link #send}
   * @throws LinkClosedException if the link is closed
   */
  void post(Frame frame);

  /**
   * Sends a frame ahead of bulk data: never waits behind a large value, never blocks for lack of room. One of more than
   * 256 KiB is sent later like an ordinary one.
   *
   * @throws LinkClosedException if the link is closed
   */
  void sendControl(Frame frame);

  /** Completes when the link has closed, for whatever reason, after the handler was told. */
  CompletionStage<Void> closed();

  /** Closes both directions at once; frames not yet written may be lost. Idempotent, does not block. */
  @Override
  void close();

  /** Waits until what was sent so far has been handed to the operating system, or the link has closed. */
  void flush();
}
