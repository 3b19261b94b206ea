package io.troupe.internal.manager;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectMessage.CallerGone;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.ObjectMessage.Unused;
import io.troupe.internal.object.Refusals;
import io.troupe.proto.Frame;
import io.troupe.proto.RequestWithdrawn;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * The actor of a managed object: carries out one call after the other. What needs no code of the program it does itself, on
 * the thread that brings the call; the rest has a thread of its own, and later calls wait here meanwhile. A concurrent
 * referent keeps no call waiting.
 */
final class ManagedObject {

  /** A call goes on without keeping others waiting. */
  private record Started(Job job) implements ObjectMessage {}

  /** A call has run on a thread of its own. */
  private record Ended(Job job, Frame.Builder answer) implements ObjectMessage {}

  static Behavior<ObjectMessage> create(Referent referent) {
    return Behaviors.setup(context -> new ManagedObject(context.getSelf(), referent).serving());
  }

  private final ActorRef<ObjectMessage> self;
  private final Referent referent;
  private final Queue<Request> waiting = new ArrayDeque<>();
  private final Map<Request, Job> running = new HashMap<>();
  private final Map<Request, Job> pending = new HashMap<>();
  private final Receipts receipts = new Receipts();

  private ManagedObject(ActorRef<ObjectMessage> self, Referent referent) {
    this.self = self;
    this.referent = referent;
  }

  private Behavior<ObjectMessage> serving() {
    return Behaviors.receive(ObjectMessage.class)
        .onMessage(Request.class, this::onRequest)
        .onMessage(Started.class, this::onStarted)
        .onMessage(Ended.class, this::onEnded)
        .onMessage(CallerGone.class, this::onCallerGone)
        .onMessageEquals(Unused.INSTANCE, Behaviors::stopped)
        .onSignal(PostStop.class, stop -> onPostStop())
        .build();
  }

  private Behavior<ObjectMessage> onRequest(Request request) {
    switch (request.frame().getBodyCase()) {
      case MANAGED_CALL -> onCall(request);
      case MANAGED_RECEIPT ->
        receipts.arrived(request.caller(), request.frame().getManagedReceipt().getCorrelation());
      case WITHDRAW_REQUEST -> onWithdrawn(request.caller(), request.frame().getCorrelation());
      default ->
        request.reply(Refusals.encode(new IllegalArgumentException(
            "A managed object takes calls, not a " + request.frame().getBodyCase())));
    }
    return Behaviors.same();
  }

  private void onCall(Request request) {
    if (running.isEmpty() || referent.isConcurrent()) {
      carryOut(request);
    } else {
      waiting.add(request);
    }
  }

  private void carryOut(Request request) {
    Job job = new Job(request, referent);
    if (referent.runsCode() || request.frame().getManagedCall().getRunsCode()) {
      running.put(request, job);
      Worker.run(() -> answer(job, job.callInterruptibly()));
      return;
    }
    Job.Outcome outcome = job.call();
    if (outcome.isLive()) {
      Worker.run(() -> answer(job, outcome));
    } else {
      request.reply(job.answer(outcome));
    }
  }

  private void answer(Job job, Job.Outcome outcome) {
    CompletableFuture<List<Item>> later = job.later();
    if (later == null || outcome.failure() != null) {
      self.tell(new Ended(job, job.answer(outcome)));
    } else {
      self.tell(new Started(job));
      later.whenCompleteAsync(
          (items, failure) -> self.tell(new Ended(job, job.answer(outcomeOf(items, failure)))),
          Worker::run);
    }
  }

  private static Job.Outcome outcomeOf(@Nullable List<Item> items, @Nullable Throwable failure) {
    return new Job.Outcome(
        items == null ? Referent.NOTHING : items,
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure);
  }

  private Behavior<ObjectMessage> onStarted(Started started) {
    running.remove(started.job().request());
    pending.put(started.job().request(), started.job());
    carryOutWaiting();
    return Behaviors.same();
  }

  private Behavior<ObjectMessage> onEnded(Ended ended) {
    Job job = ended.job();
    running.remove(job.request());
    pending.remove(job.request());
    if (!job.departures().isEmpty()) {
      receipts.expect(
          job.request().caller(), job.request().frame().getCorrelation(), job.departures());
    }
    job.request().reply(ended.answer());
    carryOutWaiting();
    return Behaviors.same();
  }

  private void carryOutWaiting() {
    while (running.isEmpty() && !waiting.isEmpty()) {
      carryOut(waiting.remove());
    }
  }

  /** What has begun goes on to its end, which may be soon. */
  private void onWithdrawn(Caller caller, long correlation) {
    for (Iterator<Request> each = waiting.iterator(); each.hasNext(); ) {
      if (is(each.next(), caller, correlation)) {
        each.remove();
        caller.reply(
            correlation,
            Frame.newBuilder().setRequestWithdrawn(RequestWithdrawn.getDefaultInstance()));
        return;
      }
    }
    interruptIf(request -> is(request, caller, correlation));
  }

  private void interruptIf(Predicate<Request> unwanted) {
    for (Map<Request, Job> jobs : List.of(running, pending)) {
      jobs.forEach((request, job) -> {
        if (unwanted.test(request)) {
          job.interrupt();
        }
      });
    }
  }

  private static boolean is(Request request, Caller caller, long correlation) {
    return request.caller() == caller && request.frame().getCorrelation() == correlation;
  }

  private Behavior<ObjectMessage> onCallerGone(CallerGone gone) {
    waiting.removeIf(request -> isUnansweredCallOf(request, gone.caller()));
    interruptIf(request -> isUnansweredCallOf(request, gone.caller()));
    receipts.lost(gone.caller());
    return Behaviors.same();
  }

  /** Nobody waits for the end of these any more; what was only told was never waited for, and has arrived. */
  private static boolean isUnansweredCallOf(Request request, Caller caller) {
    return request.caller() == caller && request.frame().getCorrelation() != 0;
  }

  private Behavior<ObjectMessage> onPostStop() {
    interruptIf(request -> true);
    referent.close();
    return Behaviors.same();
  }
}
