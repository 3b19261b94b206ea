package io.troupe.internal.object;

import io.troupe.internal.link.FrameHandler;
import io.troupe.proto.Frame;
import io.troupe.proto.Introduction;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the other runtime of an association says: answers and news, requests of objects here,
 * and what is for this runtime itself. Lives on the reader of the link.
 */
final class Reception implements FrameHandler {
  private final Association association;
  private final Objects objects;
  private final FrameHandler process;

  /** The runtime that the other one really wants to talk to. */
  private @Nullable Relay relay;

  /** @param process takes what is for this runtime itself, and the end of the link */
  Reception(Association association, Objects objects, FrameHandler process) {
    this.association = association;
    this.objects = objects;
    this.process = process;
  }

  @Override
  public void onFrame(Frame frame) {
    association.heard();
    Relay elsewhere = relay;
    if (elsewhere != null) {
      elsewhere.send(frame);
    } else if (Owner.isFromOwner(frame)) {
      association.receive(frame);
    } else if (frame.getTarget() == 0) {
      forRuntime(frame);
    } else {
      objects.called(association);
      objects.deliver(new ObjectMessage.Request(association, frame));
    }
  }

  private void forRuntime(Frame frame) {
    switch (frame.getBodyCase()) {
      case INTRODUCTION -> introduced(frame.getIntroduction());
      case FENCE -> association.reply(frame.getCorrelation(), ObjectFrames.done());
      default -> process.onFrame(frame);
    }
  }

  private void introduced(Introduction introduction) {
    association.introduced(introduction.getPid());
    long wanted = introduction.getOwner();
    if (wanted != 0 && wanted != objects.id()) {
      if (association.isStranger()) {
        throw new IllegalStateException("a client wants to talk to another runtime than this one");
      }
      relay = Relay.open(objects, introduction, association.link());
    } else if (!association.isStranger()) {
      objects.associated(introduction.getRuntime(), association);
    }
  }

  /**
   * A process ends with its host before anything else; a child has ended when nothing here waits
   * for it any more.
   */
  @Override
  public void onClosed(@Nullable Throwable cause) {
    if (association.isWithHost()) {
      process.onClosed(cause);
    }
    if (relay != null) {
      relay.close();
    }
    association.ended();
    if (!association.isWithHost()) {
      process.onClosed(cause);
    }
  }
}
