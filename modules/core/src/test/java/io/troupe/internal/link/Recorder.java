package io.troupe.internal.link;

import io.troupe.proto.Frame;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Keeps what a link delivered. */
final class Recorder implements FrameHandler {
  final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  final CompletableFuture<Optional<Throwable>> closed = new CompletableFuture<>();

  @Override
  public void onFrame(Frame frame) {
    frames.add(frame);
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    if (!closed.complete(Optional.ofNullable(cause))) {
      throw new IllegalStateException("Told the end twice");
    }
  }

  long nextCorrelation() throws InterruptedException {
    return frames.take().getCorrelation();
  }
}
