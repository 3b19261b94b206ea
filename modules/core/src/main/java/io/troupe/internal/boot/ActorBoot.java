package io.troupe.internal.boot;

import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.system.Actors;
import io.troupe.internal.worker.ChildContext;
import io.troupe.proto.Frame;
import io.troupe.proto.Ready;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the actor system of a process behind whatever it already does, then tells the host that it is complete. */
final class ActorBoot implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ActorBoot.class);
  private final Actors actors;
  private final ChildContext context;
  private final HostFrames frames;
  private final Consumer<ChildContext> rehearsal;

  private ActorBoot(
      Actors actors, ChildContext context, HostFrames frames, Consumer<ChildContext> rehearsal) {
    this.actors = actors;
    this.context = context;
    this.frames = frames;
    this.rehearsal = rehearsal;
  }

  static void start(
      Actors actors, ChildContext context, HostFrames frames, Consumer<ChildContext> rehearsal) {
    Thread thread = new Thread(new ActorBoot(actors, context, frames, rehearsal), "troupe-ready");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    actors.system();
    rehearse();
    Descriptors open = Descriptors.now();
    if (!frames.isAssigned()) {
      Exit.noteIdle(open);
    }
    try {
      context
          .link()
          .sendControl(Frame.newBuilder()
              .setReady(Ready.newBuilder().setPid(ProcessHandle.current().pid()))
              .build());
      context.link().flush();
    } catch (LinkClosedException e) {
      LOG.debug("Ended while it started: {}", e.getMessage());
    }
  }

  /** A process that could not is only slower. */
  private void rehearse() {
    try {
      rehearsal.accept(context);
    } catch (RuntimeException e) {
      LOG.warn("What the first work needs could not be loaded beforehand", e);
    }
  }
}
