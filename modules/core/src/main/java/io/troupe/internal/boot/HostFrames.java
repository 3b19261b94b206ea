package io.troupe.internal.boot;

import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.proto.Frame;
import io.troupe.proto.InterruptProcess;
import io.troupe.proto.LinkFrame;
import io.troupe.proto.Pong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the host sends: control is obeyed here, an assignment goes to the main thread, the
 * rest to the handler that the assignment registered. The end of the link is the end of this
 * process.
 */
final class HostFrames implements FrameHandler {
  private final Link link;
  private final InterruptibleMain main;
  private final LinkedBlockingQueue<Assignment> assigned = new LinkedBlockingQueue<>(1);

  /** Written by the reader thread only. */
  private @Nullable FrameHandler body;

  HostFrames(Link link, InterruptibleMain main) {
    this.link = link;
    this.main = main;
  }

  /** As {@link #assignment}, but for a while only; null then. */
  @Nullable
  Assignment assignmentWithin(long millis) throws InterruptedException {
    return assigned.poll(millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Waits for the host to say what this process shall be. Ends with the process, if the host never
   * says.
   */
  Assignment assignment() throws InterruptedException {
    return assigned.take();
  }

  @Override
  public void onFrame(Frame frame) {
    switch (frame.getBodyCase()) {
      case BECOME_PROCESS -> assigned.add(new ProcessAssignment(frame.getBecomeProcess(), main));
      case BECOME_WORKER -> become(new WorkerAssignment(frame.getBecomeWorker()));
      case INTERRUPT_PROCESS -> interrupt(frame.getInterruptProcess());
      case LINK -> answer(frame.getLink());
      default -> toBody(frame);
    }
  }

  private void answer(LinkFrame message) {
    if (message.hasPing()) {
      LinkFrame pong = LinkFrame.newBuilder().setPong(Pong.getDefaultInstance()).build();
      link.sendControl(Frame.newBuilder().setLink(pong).build());
    }
  }

  private void become(WorkerAssignment worker) {
    body = worker;
    assigned.add(worker);
  }

  private void interrupt(InterruptProcess interrupt) {
    if (interrupt.getRaise()) {
      Exit.asAfterInterruptSignal();
    } else {
      main.interrupt();
    }
  }

  private void toBody(Frame frame) {
    if (body == null) {
      throw new IllegalStateException("no use for a frame with " + frame.getBodyCase());
    }
    body.onFrame(frame);
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    if (!Exit.isUnderWay()) {
      Runtime.getRuntime().halt(HostWatch.HOST_GONE);
    }
  }
}
