package io.troupe.internal.manager.call;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.log.Log;
import io.troupe.internal.manager.call.Referent.Trait;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagedCall;
import io.troupe.proto.ManagedFrame;
import io.troupe.proto.ManagedItem;
import io.troupe.proto.ManagedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call of a managed object, as it is carried out on one thread or another. */
final class Execution {
  private static final Log log = Log.of(Execution.class);

  private final Request request;
  private final Referent referent;
  private final Map<Integer, Object> definitions;
  private final List<Departure<?>> departures = new ArrayList<>(0);
  private final CallHolds holds = new CallHolds(TroupeRuntime.current().objects());
  private volatile @Nullable CompletableFuture<List<Element>> result;

  // Guarded by this.
  private @Nullable Thread thread;
  private boolean interrupted;

  /** @param definitions the functions that the caller has defined */
  Execution(Request request, Referent referent, Map<Integer, Object> definitions) {
    this.request = request;
    this.referent = referent;
    this.definitions = definitions;
  }

  Request request() {
    return request;
  }

  /** Returns the handles in the answer. */
  List<Departure<?>> departures() {
    return departures;
  }

  /** Carries the call out. What it throws is in the result, which may come later. */
  CompletableFuture<List<Element>> call() {
    ManagedCall call = request.frame().getManaged().getCall();
    CompletableFuture<List<Element>> called;
    CallHolds outer = holds.begin();
    try {
      List<Element> arguments = new ArrayList<>(call.getItemsCount());
      for (ManagedItem item : call.getItemsList()) {
        arguments.add(received(item));
      }
      called =
          referent.call(call.getMethod(), arguments, TroupeRuntime.current().payloads());
    } catch (Throwable e) {
      called = CompletableFuture.failedFuture(e);
    } finally {
      CallHolds.end(outer);
    }
    result = called;
    return called;
  }

  private Element received(ManagedItem item) {
    TroupeRuntime runtime = TroupeRuntime.current();
    if (!item.getFunction()) {
      Element held = holds.take(runtime.payloads(), item.getPayload(), item.getHandles());
      return held == null ? Element.received(runtime.payloads(), item) : held;
    }
    Object function = item.getPayload().isEmpty()
        ? requireNonNull(definitions.get(item.getSlot()), "defined function")
        : runtime.functions().decode(item.getPayload());
    if (item.getSlot() != 0) {
      definitions.put(item.getSlot(), function);
    }
    return Element.of(runtime.payloads(), function);
  }

  /** As {@link #call}, until {@link #interrupt} interrupts it. */
  CompletableFuture<List<Element>> callCode(Waits waits) {
    synchronized (this) {
      thread = Thread.currentThread();
      if (interrupted) {
        thread.interrupt();
      }
    }
    Waits outer = waits.begin();
    try {
      return call();
    } finally {
      waits.end(outer);
      synchronized (this) {
        thread = null;
        Thread.interrupted(); // was meant for this call, not for what follows on this thread
      }
    }
  }

  /** The result is no longer wanted. */
  synchronized void interrupt() {
    CompletableFuture<List<Element>> later = result;
    if (later != null) {
      later.cancel(true);
    }
    if (referent.is(Trait.INTERRUPTIBLE)) {
      interrupted = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** Returns whether there are handles in a result, which may take time to send. */
  static boolean isLive(CompletableFuture<List<Element>> result) {
    if (!result.isCompletedExceptionally()) {
      for (Element element : result.join()) {
        if (element.isLive()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the answer that gives a result, which is there. */
  Frame.Builder answer(CompletableFuture<List<Element>> ended) {
    try {
      ManagedResult.Builder answer = ManagedResult.newBuilder();
      for (Element element : ended.join()) {
        answer.addItems(depart(element));
      }
      return Frame.newBuilder().setManaged(ManagedFrame.newBuilder().setResult(answer));
    } catch (RuntimeException | Error e) {
      departures.forEach(Departure::lost);
      departures.clear();
      return Refusals.encode(Thrower.unwrapped(e));
    } finally {
      holds.letGo();
    }
  }

  /** Lets go of what came with the call, which is not carried out. May block. */
  void discard() {
    try {
      for (ManagedItem item : request.frame().getManaged().getCall().getItemsList()) {
        if (item.getLive()) {
          received(item);
        }
      }
    } catch (RuntimeException e) {
      log.debug("What came with a call is gone already: {}", e.toString());
    } finally {
      holds.letGo();
    }
  }

  private ManagedItem depart(Element element) {
    if (element.payload() != null) {
      return ManagedItem.newBuilder().setPayload(element.payload()).build();
    }
    Departure<ManagedItem> departure = Departure.of(() -> ManagedItem.newBuilder()
        .setPayload(element.payloads().encode(element.borrowed()))
        .setLive(true)
        .build());
    departures.add(departure);
    return departure.value();
  }
}
