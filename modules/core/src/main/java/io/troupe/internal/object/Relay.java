package io.troupe.internal.object;

import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.log.Log;
import io.troupe.proto.Frame;
import io.troupe.proto.Introduction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what a runtime says to an owner that only this one can reach, over a link of its own:
 * the owner sees that runtime, not this one, and hears when it ends. Lives on the readers of both
 * links.
 */
final class Relay implements FrameHandler {
  private static final Log log = Log.of(Relay.class);

  private final Link near;

  // The rest is guarded by this.
  private @Nullable Link far;

  /**
   * What came while the other link was not there yet: little, since no object can be used before
   * its owner has answered.
   */
  private final List<Frame> early = new ArrayList<>();

  private boolean closed;

  private Relay(Link near) {
    this.near = near;
  }

  /** Opens one, on a thread of its own; where that fails the link that wanted it is closed. */
  static Relay open(Objects objects, Introduction introduction, Link near) {
    Relay relay = new Relay(near);
    Thread thread = new Thread(() -> relay.connect(objects, introduction), "troupe-relay");
    thread.setDaemon(true);
    thread.start();
    return relay;
  }

  private void connect(Objects objects, Introduction introduction) {
    try {
      Link link = objects.gateway(introduction.getOwner());
      link.start(this);
      link.send(Frame.newBuilder().setIntroduction(introduction).build());
      begin(link);
    } catch (RuntimeException e) {
      log.warn(
          "Process {} cannot be connected with another manager: {}",
          introduction.getPid(),
          e.getMessage());
      near.close();
    }
  }

  private synchronized void begin(Link link) {
    early.forEach(frame -> pass(frame, link));
    early.clear();
    far = link;
    if (closed) {
      link.close();
    }
  }

  void send(Frame frame) {
    Link to = farOrKeep(frame);
    if (to != null) {
      pass(frame, to);
    }
  }

  private synchronized @Nullable Link farOrKeep(Frame frame) {
    if (far == null) {
      early.add(frame);
    }
    return far;
  }

  @Override
  public void onFrame(Frame frame) {
    pass(frame, near);
  }

  private static void pass(Frame frame, Link to) {
    try {
      to.send(frame);
    } catch (LinkClosedException e) {
      log.debug("Nobody is left at the other end", e);
    }
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    near.flush();
    near.close();
  }

  synchronized void close() {
    closed = true;
    if (far != null) {
      far.close();
    }
  }
}
