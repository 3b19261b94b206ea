package io.troupe.internal.boot;

import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.process.Self;
import io.troupe.internal.worker.ChildContext;
import io.troupe.internal.worker.WorkerBody;
import io.troupe.proto.BecomeWorker;
import io.troupe.proto.Frame;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** To be a worker of a pool: runs tasks until it is told to stop. */
final class WorkerAssignment implements Assignment, FrameHandler {
  private final BecomeWorker become;
  private final Queue<Frame> early = new ArrayDeque<>();
  private @Nullable FrameHandler body;

  WorkerAssignment(BecomeWorker become) {
    this.become = become;
  }

  @Override
  public End run(ChildContext context) {
    Self.become(become.getIdentity());
    WorkerBody worker = new WorkerBody(context, become);
    register(worker.handler());
    Narration.begin();
    End end = new End(worker.run(), null);
    Narration.end(end);
    return end;
  }

  /** Hands over what came before the worker was there, then routes directly. */
  private synchronized void register(FrameHandler handler) {
    early.forEach(handler::onFrame);
    early.clear();
    body = handler;
  }

  @Override
  public synchronized void onFrame(Frame frame) {
    if (body == null) {
      early.add(frame);
    } else {
      body.onFrame(frame);
    }
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    // The process ends with its link; nothing is left to tell.
  }
}
