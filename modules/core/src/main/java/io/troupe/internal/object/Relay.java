package io.troupe.internal.object;

import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.proto.Frame;
import io.troupe.proto.Introduction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what a process says to an owner that only this one can reach, over a link of its own: the owner sees that process,
 * not this one, and hears when it ends. Lives on the readers of both links.
 */
final class Relay implements FrameHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final Link near;
  private final Link far;

  private Relay(Link near, Link far) {
    this.near = near;
    this.far = far;
  }

  /** Opens one; where that fails the link that wanted it is closed. Blocks the reader of that link, which has no other use. */
  static @Nullable Relay open(Objects objects, long owner, long pid, Link near) {
    try {
      Relay relay = new Relay(near, objects.gateway(owner));
      relay.far.start(relay);
      relay.send(Frame.newBuilder()
          .setIntroduction(Introduction.newBuilder().setPid(pid).setOwner(owner))
          .build());
      return relay;
    } catch (RuntimeException e) {
      LOG.warn("Process {} cannot be connected with another manager: {}", pid, e.getMessage());
      near.close();
      return null;
    }
  }

  void send(Frame frame) {
    pass(frame, far);
  }

  @Override
  public void onFrame(Frame frame) {
    pass(frame, near);
  }

  private static void pass(Frame frame, Link to) {
    try {
      to.send(frame);
    } catch (LinkClosedException e) {
      LOG.debug("Nobody is left at the other end", e);
    }
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    near.flush();
    near.close();
  }

  void close() {
    far.close();
  }
}
