package io.troupe.internal.manager;

import io.troupe.Process;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import io.troupe.proto.Done;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagerReport;
import java.io.EOFException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where the process of a manager reports to the program that started it, and waits for its end: that
 * of this, or of the program. Ends also when the program has lost all that refers to it.
 */
final class ManagerReports implements AutoCloseable {
  private final Objects objects;
  private final Desk desk = new Desk();
  private final ObjectRef ref;

  ManagerReports(Objects objects) {
    this.objects = objects;
    ref = objects.create("reports", (number, self) -> desk.of(self));
  }

  /** Returns the number of the object that takes them. */
  long number() {
    return ref.object();
  }

  /** Completes when the initializer begins; fails if that never happens. */
  CompletableFuture<Void> begun() {
    return desk.begun;
  }

  /** Completes with the manager or what failed; fails if the process ends without a word. */
  CompletableFuture<ManagerReport> result() {
    return desk.result;
  }

  /** Expects no more once the process has ended. Does not keep this reachable until then. */
  void from(Process process) {
    process.onExit().thenRun(desk::processEnded);
  }

  /** Lets the process end. */
  @Override
  public void close() {
    objects.end(ref.object());
  }

  private enum ProcessEnded implements ObjectMessage {
    INSTANCE
  }

  private static final class Desk implements Role<ObjectMessage> {
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<ManagerReport> result = new CompletableFuture<>();
    private volatile @Nullable LocalActor<ObjectMessage> self;
    private @Nullable Request waiting;

    Desk of(LocalActor<ObjectMessage> actor) {
      self = actor;
      return this;
    }

    void processEnded() {
      LocalActor<ObjectMessage> actor = self;
      if (actor != null) {
        actor.tell(ProcessEnded.INSTANCE);
      }
    }

    @Override
    public boolean onMessage(ObjectMessage message) {
      if (message instanceof Request request) {
        onRequest(request);
      } else if (message == ProcessEnded.INSTANCE) {
        fail();
      }
      return message != ObjectMessage.Unused.INSTANCE;
    }

    private void onRequest(Request request) {
      ManagerReport report = request.frame().getManaged().getReport();
      switch (report.getBodyCase()) {
        case BEGUN -> begun.complete(null);
        case FAILURE -> result.complete(report);
        case MANAGER -> {
          waiting = request;
          result.complete(report);
        }
        default ->
          request.reply(Refusals.encode(new IllegalArgumentException("This object takes reports")));
      }
    }

    private void fail() {
      EOFException end = new EOFException("the process has ended");
      begun.completeExceptionally(end);
      result.completeExceptionally(end);
    }

    @Override
    public void onEnd() {
      fail();
      if (waiting != null) {
        waiting.reply(Frame.newBuilder().setDone(Done.getDefaultInstance()));
      }
    }
  }
}
