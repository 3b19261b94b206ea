package io.troupe.internal.boot;

import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.proto.Frame;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The other end of a link in the training. */
record TrainingHost(Link link, BiConsumer<Link, Frame> answer) implements FrameHandler {

  @Override
  public void onFrame(Frame frame) {
    answer.accept(link, frame);
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    // The trainee closes its link when it exits.
  }
}
