package io.troupe.internal.boot;

import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.Frame;
import io.troupe.proto.Ready;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the actor system of a process behind whatever it already does, then tells the host that it is complete. */
final class ActorBoot implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ActorBoot.class);
  private final Link link;

  private ActorBoot(Link link) {
    this.link = link;
  }

  static void start(Link link) {
    Thread thread = new Thread(new ActorBoot(link), "troupe-ready");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    TroupeRuntime.current().system();
    Rehearsal.run();
    try {
      link.sendControl(Frame.newBuilder()
          .setReady(Ready.newBuilder().setPid(ProcessHandle.current().pid()))
          .build());
    } catch (LinkClosedException e) {
      LOG.debug("Ended while it started: {}", e.getMessage());
    }
  }
}
