package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.troupe.AuthenticationException;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.HolderRole;
import io.troupe.proto.PipeChallenge;
import io.troupe.proto.PipeHandle;
import io.troupe.proto.PipeNotice;
import io.troupe.proto.PipeOpen;
import io.troupe.proto.PipeOpened;
import io.troupe.proto.PipeRequest;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control connection to the introducer of a pipe. While it lives, the end counts as held by this process: when the process
 * dies, the operating system closes it. Requests may come from any thread; answers are for one thread at a time.
 */
final class Member {
  private static final Logger log = LoggerFactory.getLogger(Member.class);
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  private final Wire wire;
  private final Source source;
  private final FrameWriter writer = new FrameWriter();

  private Member(Wire wire, Source source) {
    this.wire = wire;
    this.source = source;
  }

  /**
   * Opens an end for this process.
   *
   * @param address where this process receives, if it opens as a reader; else empty
   * @throws EOFException if the pipe is closed
   * @throws IOException if the process that made the pipe is gone
   * @throws InterruptedException if the thread is interrupted before the end is open
   */
  static Member open(PipeHandle handle, HolderRole role, String address)
      throws IOException, InterruptedException {
    Wire wire = SocketWire.connect(UnixDomainSocketAddress.of(handle.getIntroducer()));
    // Once it has let us in, to leave would be to have held the end and given it up.
    try (Dialogue dialogue = Dialogue.uninterruptible(wire, Deadline.after(HANDSHAKE))) {
      introduce(dialogue, handle, role, address);
      return new Member(wire, dialogue.source());
    } catch (EOFException e) {
      wire.close();
      throw closed(handle, e);
    } catch (IOException | InterruptedException | RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  private static EOFException closed(PipeHandle handle, EOFException refusal) {
    EOFException closed = new EOFException(
        "pipe " + handle.getPipe() + " at " + handle.getIntroducer() + " is closed");
    closed.initCause(refusal);
    return closed;
  }

  private static void introduce(
      Dialogue dialogue, PipeHandle handle, HolderRole role, String address)
      throws IOException, InterruptedException {
    ByteString nonce = dialogue.hear(PipeChallenge.parser()).getNonce();
    PipeOpen.Builder open = PipeOpen.newBuilder()
        .setPipe(handle.getPipe())
        .setEnd(handle.getEnd())
        .setRole(role)
        .setTicket(handle.getTicket())
        .setPid(ProcessHandle.current().pid())
        .setNonce(Proofs.newNonce())
        .setAddress(address);
    open.setMac(HolderProof.ofHolder(handle.getKey(), open.build(), nonce));
    dialogue.say(open.build());
    ByteString proof = dialogue.hear(PipeOpened.parser()).getMac();
    if (!Proofs.isSame(proof, HolderProof.ofIntroducer(handle.getKey(), open.build(), nonce))) {
      throw new AuthenticationException(
          "the introducer of a pipe did not prove that it knows the pipe's key");
    }
  }

  Wire wire() {
    return wire;
  }

  void issue(long ticket) throws IOException {
    say(PipeRequest.newBuilder().setIssue(ticket).build());
  }

  void voidTicket(long ticket) throws IOException {
    say(PipeRequest.newBuilder().setVoid(ticket).build());
  }

  /** Gives back a message that this reader has not taken. */
  void handBack(byte[] message) throws IOException {
    say(PipeRequest.newBuilder()
        .setHandBack(UnsafeByteOperations.unsafeWrap(message))
        .build());
  }

  /** Offers a message, or only asks where to send it when it is too large to be kept. Returns the answer. */
  PipeNotice offer(ByteBuffer message, Parking parking) throws IOException {
    say(request(message));
    PipeNotice notice = awaitNotice(parking);
    while (notice.hasChanged()) {
      notice = awaitNotice(parking);
    }
    return notice;
  }

  private static PipeRequest request(ByteBuffer message) {
    return message.remaining() > IntroducedEnd.MOST_EARLY_BYTES
        ? PipeRequest.newBuilder().setAsk(true).build()
        : PipeRequest.newBuilder()
            .setOffer(UnsafeByteOperations.unsafeWrap(message))
            .build();
  }

  private PipeNotice awaitNotice(Parking parking) throws IOException {
    PipeNotice notice = poll();
    while (notice == null) {
      parking.awaitUninterruptibly(wire.channel(), SelectionKey.OP_READ, Deadline.NEVER);
      notice = poll();
    }
    return notice;
  }

  /** Waits for the introducer's answer to a claim. */
  PipeNotice awaitAnswer() throws IOException {
    try (Parking parking = new Parking()) {
      return awaitNotice(parking);
    }
  }

  /** Returns the next notice, null when there is none now. */
  @Nullable
  PipeNotice poll() throws IOException {
    byte[] message = take();
    if (message == null && source.fill()) {
      message = take();
    }
    if (message == null && source.ended()) {
      throw new IOException("the process that made the pipe is gone", source.failure());
    }
    return message == null ? null : PipeNotice.parseFrom(message);
  }

  private byte @Nullable [] take() throws IOException {
    return source.begun() ? source.take() : null;
  }

  private synchronized void say(PipeRequest request) throws IOException {
    try (Parking room = new Parking()) {
      ByteBuffer bytes = ByteBuffer.wrap(request.toByteArray());
      writer.write(wire, bytes, (full, begun) -> awaitRoom(room));
    } catch (InterruptedException e) {
      throw new AssertionError("this wait is not interruptible", e);
    }
  }

  private void awaitRoom(Parking room) throws IOException {
    room.awaitUninterruptibly(wire.channel(), SelectionKey.OP_WRITE, Deadline.NEVER);
  }

  /** Gives the end up, and returns when those concerned have been told; unless the introducer is gone or stuck. */
  void leave() {
    try (Parking parking = new Parking()) {
      say(PipeRequest.newBuilder().setLeave(true).build());
      awaitLeft(parking, Deadline.after(HANDSHAKE));
    } catch (IOException e) {
      log.debug("the introducer of a pipe was gone first", e);
    } finally {
      close();
    }
  }

  private void awaitLeft(Parking parking, Deadline deadline) throws IOException {
    PipeNotice notice = poll();
    while (!isLast(notice) && !deadline.passed()) {
      if (notice == null) {
        parking.awaitUninterruptibly(wire.channel(), SelectionKey.OP_READ, deadline);
      }
      notice = poll();
    }
  }

  private static boolean isLast(@Nullable PipeNotice notice) {
    return notice != null && (notice.hasLeft() || notice.hasBroken());
  }

  /** Closes the connection alone; the introducer sees that in time. */
  void close() {
    wire.close();
  }
}
