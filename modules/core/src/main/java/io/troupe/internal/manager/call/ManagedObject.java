package io.troupe.internal.manager.call;

import io.troupe.internal.manager.call.Referent.Trait;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectMessage.CallerGone;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagedCall;
import io.troupe.proto.ManagedFrame;
import io.troupe.proto.ManagedItem;
import io.troupe.proto.ManagedName;
import io.troupe.proto.RequestWithdrawn;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * The actor of a managed object: carries out one call after the other. What needs no code of the
 * program it does itself, on the thread that brings the call; the rest runs elsewhere, and
 * later calls wait here meanwhile. A concurrent referent keeps no call waiting.
 */
public final class ManagedObject implements Role<ObjectMessage> {

  /** A call goes on without keeping others waiting. */
  private record Started(Execution execution) implements ObjectMessage {}

  /** A call has run on a thread of its own. */
  private record Ended(Execution execution, Frame.Builder answer) implements ObjectMessage {}

  private final LocalActor<ObjectMessage> self;
  private final Referent referent;
  private final long runtime;
  private final Executor code;
  private final Queue<Request> waiting = new ArrayDeque<>();
  private final Map<Request, Execution> running = new HashMap<>();
  private final Map<Request, Execution> pending = new HashMap<>();
  private final Receipts receipts = new Receipts();

  /** What callers have defined; the inner ones are shared with the threads that run code. */
  private final Map<Caller, Map<Integer, Object>> definitions = new HashMap<>();

  /** What is held up by the calls that wait; read by the threads that run code. */
  private final Map<Request, List<ManagedName>> heldUp = new ConcurrentHashMap<>();

  /**
   * Makes the role of an object's actor.
   *
   * @param runtime the number of this runtime
   * @param code runs what is the program's, without waiting for what runs there already
   */
  public ManagedObject(
      LocalActor<ObjectMessage> self, Referent referent, long runtime, Executor code) {
    this.self = self;
    this.referent = referent;
    this.runtime = runtime;
    this.code = code;
  }

  @Override
  public boolean onMessage(ObjectMessage message) {
    if (message instanceof Request request) {
      onRequest(request);
    } else if (message instanceof Started started) {
      onStarted(started);
    } else if (message instanceof Ended ended) {
      onEnded(ended);
    } else if (message instanceof CallerGone gone) {
      onCallerGone(gone);
    } else {
      return false;
    }
    return true;
  }

  private void onRequest(Request request) {
    Frame frame = request.frame();
    switch (frame.getBodyCase()) {
      case MANAGED -> onManaged(request, frame.getManaged());
      case WITHDRAW_REQUEST -> onWithdrawn(request.caller(), frame.getCorrelation());
      default -> refuse(request, "a " + frame.getBodyCase());
    }
  }

  private void onManaged(Request request, ManagedFrame frame) {
    switch (frame.getBodyCase()) {
      case CALL -> onCall(request, frame.getCall());
      case RECEIPT -> receipts.arrived(request.caller(), frame.getReceipt().getCorrelation());
      default -> refuse(request, "a " + frame.getBodyCase());
    }
  }

  private static void refuse(Request request, String what) {
    request.reply(
        Refusals.encode(new IllegalArgumentException("A managed object takes calls, not " + what)));
  }

  private void onCall(Request request, ManagedCall call) {
    if (call.getHeldUpCount() > 0 && !referent.is(Trait.CONCURRENT)) {
      try {
        Waits.check(name(request), call.getHeldUpList());
      } catch (IllegalStateException e) {
        request.reply(Refusals.encode(e));
        return;
      }
    }
    if (running.isEmpty() || referent.is(Trait.CONCURRENT)) {
      carryOut(request);
    } else {
      waiting.add(request);
      if (call.getHeldUpCount() > 0) {
        heldUp.put(request, call.getHeldUpList());
      }
    }
  }

  private ManagedName name(Request request) {
    return ManagedName.newBuilder()
        .setOwner(runtime)
        .setObject(request.frame().getTarget())
        .build();
  }

  private void carryOut(Request request) {
    ManagedCall call = request.frame().getManaged().getCall();
    boolean runsCode = referent.is(Trait.RUNS_CODE) || call.getRunsCode();
    if (runsCode) {
      Execution execution = new Execution(request, referent, definedBy(request.caller()));
      Waits waits = waits(request, call);
      running.put(request, execution);
      code.execute(() -> answer(execution, execution.callCode(waits)));
      return;
    }
    Execution execution = new Execution(request, referent, Map.of());
    CompletableFuture<List<Element>> result = execution.call();
    if (Execution.isLive(result)) {
      CodeThreads.run(() -> answer(execution, result));
    } else {
      request.reply(execution.answer(result));
    }
  }

  private Map<Integer, Object> definedBy(Caller caller) {
    return definitions.computeIfAbsent(caller, c -> new ConcurrentHashMap<>());
  }

  private Waits waits(Request request, ManagedCall call) {
    boolean busy = !referent.is(Trait.CONCURRENT);
    return new Waits(name(request), busy, call.getHeldUpList(), heldUp.values());
  }

  private void answer(Execution execution, CompletableFuture<List<Element>> result) {
    if (!result.isDone()) {
      self.tell(new Started(execution));
    }
    if (result.isDone()) {
      self.tell(new Ended(execution, execution.answer(result)));
    } else {
      result.whenCompleteAsync(
          (elements, failure) -> self.tell(new Ended(execution, execution.answer(result))),
          CodeThreads::run);
    }
  }

  private void onStarted(Started started) {
    running.remove(started.execution().request());
    pending.put(started.execution().request(), started.execution());
    carryOutWaiting();
  }

  private void onEnded(Ended ended) {
    Execution execution = ended.execution();
    running.remove(execution.request());
    pending.remove(execution.request());
    if (!execution.departures().isEmpty()) {
      receipts.expect(
          execution.request().caller(),
          execution.request().frame().getCorrelation(),
          execution.departures());
    }
    execution.request().reply(ended.answer());
    carryOutWaiting();
  }

  private void carryOutWaiting() {
    while (running.isEmpty() && !waiting.isEmpty()) {
      Request next = waiting.remove();
      heldUp.remove(next);
      carryOut(next);
    }
  }

  /** What has begun goes on to its end, which may be soon. */
  private void onWithdrawn(Caller caller, long correlation) {
    for (Iterator<Request> each = waiting.iterator(); each.hasNext(); ) {
      Request request = each.next();
      if (is(request, caller, correlation)) {
        each.remove();
        heldUp.remove(request);
        caller.reply(
            correlation,
            Frame.newBuilder().setRequestWithdrawn(RequestWithdrawn.getDefaultInstance()));
        return;
      }
    }
    interruptIf(request -> is(request, caller, correlation));
  }

  private void interruptIf(Predicate<Request> unwanted) {
    for (Map<Request, Execution> executions : List.of(running, pending)) {
      executions.forEach((request, execution) -> {
        if (unwanted.test(request)) {
          execution.interrupt();
        }
      });
    }
  }

  private static boolean is(Request request, Caller caller, long correlation) {
    return request.caller() == caller && request.frame().getCorrelation() == correlation;
  }

  private void onCallerGone(CallerGone gone) {
    for (Iterator<Request> each = waiting.iterator(); each.hasNext(); ) {
      Request request = each.next();
      if (isUnansweredCallOf(request, gone.caller())) {
        each.remove();
        discard(request);
      }
    }
    heldUp.keySet().removeIf(request -> isUnansweredCallOf(request, gone.caller()));
    definitions.remove(gone.caller());
    interruptIf(request -> isUnansweredCallOf(request, gone.caller()));
    receipts.lost(gone.caller());
  }

  /** None is left that could give up the handles that came with it. */
  private void discard(Request request) {
    ManagedCall call = request.frame().getManaged().getCall();
    if (call.getItemsList().stream().anyMatch(ManagedItem::getLive)) {
      CodeThreads.run(() -> new Execution(request, referent, Map.of()).discard());
    }
  }

  /**
   * The end of these is not waited for any more; what was only told was never waited for, and has
   * arrived.
   */
  private static boolean isUnansweredCallOf(Request request, Caller caller) {
    return request.caller() == caller && request.frame().getCorrelation() != 0;
  }

  @Override
  public void onEnd() {
    interruptIf(request -> true);
    referent.end();
  }

  /** Answers with handles in them of which it is not known yet whether they arrived. */
  private static final class Receipts {
    private final Map<Caller, Map<Long, List<Departure<?>>>> open = new HashMap<>();

    void expect(Caller caller, long correlation, List<Departure<?>> handles) {
      open.computeIfAbsent(caller, c -> new HashMap<>()).put(correlation, handles);
    }

    void arrived(Caller caller, long correlation) {
      open.computeIfPresent(caller, (c, answers) -> {
        answers.remove(correlation);
        return answers.isEmpty() ? null : answers;
      });
    }

    /** The caller has ended: what it has not opened it never will. */
    void lost(Caller caller) {
      Map<Long, List<Departure<?>>> answers = open.remove(caller);
      if (answers != null) {
        answers.values().forEach(handles -> handles.forEach(Departure::lost));
      }
    }
  }
}
