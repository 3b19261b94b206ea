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
  private final HostFrames frames;

  private ActorBoot(Link link, HostFrames frames) {
    this.link = link;
    this.frames = frames;
  }

  static void start(Link link, HostFrames frames) {
    Thread thread = new Thread(new ActorBoot(link, frames), "troupe-ready");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    TroupeRuntime.current().system();
    Rehearsal.run();
    Descriptors open = Descriptors.now();
    if (!frames.isAssigned()) {
      Exit.noteIdle(open);
    }
    try {
      link.sendControl(Frame.newBuilder()
          .setReady(Ready.newBuilder().setPid(ProcessHandle.current().pid()))
          .build());
    } catch (LinkClosedException e) {
      LOG.debug("Ended while it started: {}", e.getMessage());
    }
  }
}
