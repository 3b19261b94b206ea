package io.troupe.internal.manager.call;

import io.troupe.TroupeException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.wait.Deadline;
import io.troupe.manager.CallAbandonedException;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagedFrame;
import io.troupe.proto.ManagedItem;
import io.troupe.proto.ManagedReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call on its way, and the wait for its answer. For one thread; waited for once. */
final class SentCall {
  private static final Log log = Log.of(SentCall.class);

  /** So long an owner that runs may take to answer a thread that was interrupted. */
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ObjectRef object;
  private final Payloads payloads;
  private final Call call;
  private final long begin = System.nanoTime();
  private final long nanos;
  private final Answer answer;

  /**
   * Sends a call.
   *
   * @param nanos how long it may take from now on; 0 for no limit
   */
  SentCall(ObjectRef object, Payloads payloads, Call call, long nanos) {
    this.object = object;
    this.payloads = payloads;
    this.call = call;
    this.nanos = nanos == 0 ? Deadline.FOREVER : nanos;
    // What finds what this call leaves there must not miss what was sent before.
    object.fenceOthers(left());
    answer = object.ask(call.frame());
  }

  private long left() {
    return Deadline.left(nanos, begin);
  }

  /**
   * Waits for the answer. An interrupt withdraws the call, and waits for its end, which is then
   * soon where the owner runs.
   */
  List<Element> get() throws InterruptedException {
    try {
      return answered(limited());
    } catch (InterruptedException e) {
      object.withdraw(answer);
      Frame late = answer.within(SOON_NANOS);
      if (late == null || late.hasRequestWithdrawn()) {
        leave();
        throw e;
      }
      Thread.currentThread().interrupt();
      return answered(late);
    }
  }

  /**
   * Waits for the answer. After an interrupt one that comes soon counts, and the thread stays
   * interrupted: no method that is asked for could say otherwise.
   */
  List<Element> join() {
    try {
      return answered(limited());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Frame late = answer.within(SOON_NANOS);
      if (late != null) {
        return answered(late);
      }
      throw abandoned("soon after the thread was interrupted");
    }
  }

  private Frame limited() throws InterruptedException {
    Frame frame = answer.get(left());
    if (frame == null) {
      throw abandoned(withinLimit());
    }
    return frame;
  }

  /** Returns the answer as a future; to cancel it withdraws the call. */
  CompletableFuture<@Nullable Element> later() {
    CompletableFuture<@Nullable Element> result = inTime()
        .whenComplete((frame, failure) -> {
          if (failure != null) {
            call.lost();
          }
        })
        .thenApplyAsync(
            frame -> { // on a thread of its own: handles in it are opened, which may block
              List<Element> elements = answered(frame);
              return elements.isEmpty() ? null : elements.get(0);
            },
            CodeThreads::run);
    result.whenComplete((element, failure) -> {
      if (result.isCancelled()) {
        object.withdraw(answer);
      }
    });
    return result;
  }

  private CompletableFuture<Frame> inTime() {
    CompletableFuture<Frame> frame =
        answer.stage().thenApply(Function.identity()).toCompletableFuture();
    if (nanos == Deadline.FOREVER) {
      return frame;
    }
    return frame.orTimeout(left(), TimeUnit.NANOSECONDS).exceptionally(failure -> {
      throw failure instanceof TimeoutException
          ? abandoned(withinLimit())
          : Thrower.unchecked(failure);
    });
  }

  private String withinLimit() {
    return "within the call timeout of " + Duration.ofNanos(nanos);
  }

  private CallAbandonedException abandoned(String when) {
    object.withdraw(answer);
    leave();
    return new CallAbandonedException("The manager of process " + object.ownerPid()
        + " did not answer the call of " + call.message().getMethod() + ' ' + when
        + "; whether it takes effect is not known: is the process stopped, or busy?");
  }

  /**
   * The answer is not waited for any more; what comes with it is let go, as is what was sent if it
   * was for nothing.
   */
  private void leave() {
    List<Departure<?>> sent = call.leave();
    answer.stage().whenComplete((frame, failure) -> {
      if (failure != null || frame.hasRequestWithdrawn()) {
        sent.forEach(Departure::lost);
      } else {
        CodeThreads.run(() -> takeLate(frame));
      }
    });
  }

  private void takeLate(Frame frame) {
    try {
      answered(frame);
    } catch (RuntimeException e) {
      log.debug("What came late is gone already: {}", e.toString());
    }
  }

  private List<Element> answered(Frame frame) {
    if (!frame.getManaged().hasResult()) {
      throw new TroupeException("A managed object answered by " + frame.getBodyCase());
    }
    call.arrived();
    List<ManagedItem> items = frame.getManaged().getResult().getItemsList();
    List<Element> elements = new ArrayList<>(items.size());
    boolean live = false;
    for (ManagedItem item : items) {
      elements.add(Element.received(payloads, item));
      live |= item.getLive();
    }
    if (live) {
      object.tell(Frame.newBuilder()
          .setManaged(ManagedFrame.newBuilder()
              .setReceipt(ManagedReceipt.newBuilder().setCorrelation(frame.getCorrelation()))));
    }
    return elements;
  }
}
