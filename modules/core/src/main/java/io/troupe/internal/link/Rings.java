package io.troupe.internal.link;

import io.troupe.internal.link.transport.FrameReader;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.internal.link.transport.Ring;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.log.Log;
import io.troupe.proto.Frame;
import io.troupe.proto.LinkFrame;
import io.troupe.proto.RingAnswer;
import io.troupe.proto.RingBegins;
import io.troupe.proto.RingOffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Comes to terms with the other side of a link about moving what this side sends, and what it
 * receives, into a ring each: once there is much to send, for most links never carry much. Two
 * threads on processors of their own that wait for each other then need no operating system, which
 * takes two thirds of the time of a short call. Where it is not possible, the socket does it all.
 */
final class Rings implements Runnable {
  private static final Log log = Log.of(Rings.class);

  private final RingTransport transport;
  private final FrameReader reader;
  private final Outbox outbox;

  private volatile @Nullable Ring offered;

  /** For who reads. */
  private @Nullable Ring taken;

  Rings(RingTransport transport, FrameReader reader, Outbox outbox) {
    this.transport = transport;
    this.reader = reader;
    this.outbox = outbox;
  }

  /** Offers a ring: to be done once, when there is much to send. */
  @Override
  public void run() {
    try {
      Ring ring = Ring.create();
      offered = ring;
      send(LinkFrame.newBuilder().setRingOffer(RingOffer.newBuilder().setMemory(ring.address())));
    } catch (IOException e) {
      log.debug("No ring", e);
    }
  }

  /** Takes what the other side says, if it is about rings; returns whether it is. */
  boolean take(LinkFrame message) throws MalformedFrameException {
    switch (message.getBodyCase()) {
      case RING_OFFER -> answer(message.getRingOffer().getMemory());
      case RING_ANSWER -> answered(message.getRingAnswer().getTaken());
      case RING_BEGINS -> begin();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void answer(String memory) {
    taken = transport.takesRings() ? attach(memory) : null;
    send(LinkFrame.newBuilder().setRingAnswer(RingAnswer.newBuilder().setTaken(taken != null)));
  }

  private void send(LinkFrame.Builder message) {
    try {
      outbox.sendControl(Frame.newBuilder().setLink(message).build());
    } catch (LinkClosedException e) {
      log.debug("Too late for a ring", e);
    }
  }

  private static @Nullable Ring attach(String memory) {
    try {
      return Ring.attach(memory);
    } catch (IOException | IllegalArgumentException e) {
      log.debug("The other side's ring {} is out of reach", memory, e);
      return null;
    }
  }

  private void answered(boolean yes) throws MalformedFrameException {
    Ring ring = offered;
    if (ring == null) {
      throw new MalformedFrameException("an answer to no offer of a ring");
    }
    offered = null;
    if (yes) {
      moveInto(ring);
    }
    ring.hide();
  }

  private void moveInto(Ring ring) {
    Frame last = Frame.newBuilder()
        .setLink(LinkFrame.newBuilder().setRingBegins(RingBegins.getDefaultInstance()))
        .build();
    try {
      outbox.sendLast(last, () -> transport.sendThrough(ring));
    } catch (LinkClosedException e) {
      log.debug("Too late for a ring", e);
    }
  }

  private void begin() throws MalformedFrameException {
    if (taken == null) {
      throw new MalformedFrameException("a ring that was not offered begins");
    }
    reader.skip();
    transport.receiveThrough(taken);
    taken = null;
  }
}
