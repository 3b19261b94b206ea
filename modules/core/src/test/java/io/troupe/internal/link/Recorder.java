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

  private volatile @Nullable Interlude interlude;

  /** Something that the reader of a link does between two frames. */
  interface Interlude {
    void run() throws InterruptedException;
  }

  void onNextFrame(Interlude action) {
    interlude = action;
  }

  @Override
  public void onFrame(Frame frame) {
    Interlude action = interlude;
    interlude = null;
    if (action != null) {
      run(action);
    }
    frames.add(frame);
  }

  private static void run(Interlude action) {
    try {
      action.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
