package io.troupe.internal.link.handshake;

import com.google.protobuf.ByteString;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.internal.link.transport.FrameReader;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.option.Checks;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.Challenge;
import io.troupe.proto.Frame;
import io.troupe.proto.Handshake;
import io.troupe.proto.Proof;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one handshake, sent and received one at a time while the other side is not silent
 * for too long. Not thread-safe.
 */
public final class Exchange {
  private static final String TIMEOUT = "troupe.handshake.timeout";
  private static final int TIMEOUT_SECONDS = 60;

  private final RingTransport transport;
  private final FrameReader reader;
  private final Duration silence;
  private final boolean interruptible;
  private boolean heard;
  private Deadline deadline;

  /**
   * Creates an exchange that begins now.
   *
   * @param silence how long the other side may be silent
   * @param interruptible whether an interrupt ends it
   */
  public Exchange(RingTransport transport, Duration silence, boolean interruptible) {
    this.transport = transport;
    this.reader = new FrameReader(transport);
    this.silence = silence;
    this.interruptible = interruptible;
    this.deadline = Deadline.after(silence);
  }

  /**
   * Returns how long the other side of a local link may be silent: a process needs milliseconds,
   * but loads its classes meanwhile, and many that start at once on a busy machine need more than
   * 10 s. A stranger gains nothing by it, see {@link Acceptor}.
   *
   * @throws IllegalArgumentException if the property that sets it is no number of seconds
   */
  public static Duration localSilence() {
    return Checks.secondsOf(TIMEOUT, TIMEOUT_SECONDS);
  }

  static Handshake challenge(byte[] nonce) {
    return Handshake.newBuilder()
        .setChallenge(Challenge.newBuilder()
            .setVersion(FrameFormat.VERSION)
            .setNonce(ByteString.copyFrom(nonce)))
        .build();
  }

  /**
   * Returns what makes a proof one.
   *
   * @param role of the side whose proof it is
   * @param claim the proof, whose own MAC does not count
   * @param nonce of the other side
   * @param ownNonce of the side whose proof it is
   */
  static byte[] mac(byte[] key, String role, Proof claim, byte[] nonce, byte[] ownNonce) {
    return Hmac.prove(
        key,
        role,
        ByteBuffer.allocate(Integer.BYTES).putInt(FrameFormat.VERSION).array(),
        Hmac.part(claim.getInvitation()),
        Hmac.part(claim.getRuntime()),
        Hmac.part(claim.getPid()),
        Hmac.part(claim.getWanted()),
        claim.getGreeting().toByteArray(),
        nonce,
        ownNonce);
  }

  void send(Handshake message) throws IOException, InterruptedException {
    ByteBuffer bytes =
        FrameFormat.encode(Frame.newBuilder().setHandshake(message).build());
    transport.write(bytes);
    while (bytes.hasRemaining()) {
      transport.awaitWritable(remainingNanos());
      throwIfInterrupted();
      transport.write(bytes);
    }
  }

  /** Sends a frame if that takes no waiting. */
  void trySend(Handshake message) throws IOException {
    transport.write(FrameFormat.encode(Frame.newBuilder().setHandshake(message).build()));
  }

  Handshake receive() throws IOException, InterruptedException {
    Frame frame = reader.next();
    while (frame == null) {
      fill();
      frame = reader.next();
    }
    return checked(frame);
  }

  /** Returns what has arrived already, or null. */
  @Nullable
  Handshake tryReceive() throws IOException {
    Frame frame = reader.next();
    if (frame == null && reader.fill() > 0) {
      frame = reader.next();
    }
    return frame == null ? null : checked(frame);
  }

  private static Handshake checked(Frame frame) throws MalformedFrameException {
    if (!frame.hasHandshake()) {
      throw new MalformedFrameException("a frame " + frame.getBodyCase() + " in the handshake");
    }
    return frame.getHandshake();
  }

  /** Ends the exchange; frames of any permitted length may follow. */
  Session session(Proof peer, long wanted, ByteString greeting) {
    reader.trust();
    RuntimeId id = new RuntimeId(peer.getRuntime(), peer.getPid());
    return new Session(transport, reader, id, wanted, greeting);
  }

  private void fill() throws IOException, InterruptedException {
    int count = reader.fill();
    while (count == 0) {
      await();
      count = reader.fill();
    }
    if (count < 0) {
      throw new EOFException("the other side closed the connection");
    }
    heard = true;
    deadline = Deadline.after(silence);
  }

  private void await() throws IOException, InterruptedException {
    if (interruptible) {
      transport.awaitReadableInterruptibly(remainingNanos());
    } else {
      transport.awaitReadable(remainingNanos());
    }
  }

  private void throwIfInterrupted() throws InterruptedException {
    if (interruptible && Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private long remainingNanos() throws SocketTimeoutException {
    if (deadline.passed()) {
      throw new SocketTimeoutException("the other side was silent for " + Deadline.text(silence)
          + (heard ? " in the middle of the handshake" : " from the beginning"));
    }
    return Math.max(1, deadline.remainingNanos());
  }
}
