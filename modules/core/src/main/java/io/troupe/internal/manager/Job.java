package io.troupe.internal.manager;

import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.payload.Departure;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagedCall;
import io.troupe.proto.ManagedItem;
import io.troupe.proto.ManagedReturn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call of a managed object, on whichever thread it runs. */
final class Job {
  /** The object on whose behalf this thread runs code of the program; 0 for none. */
  private static final ThreadLocal<Long> UNDER_WAY = ThreadLocal.withInitial(() -> 0L);

  private final Request request;
  private final Referent referent;
  private final List<Departure<?>> departures = new ArrayList<>(0);

  private volatile @Nullable CompletableFuture<List<Item>> later;

  // Guarded by this.
  private @Nullable Thread thread;
  private boolean interrupted;

  Job(Request request, Referent referent) {
    this.request = request;
    this.referent = referent;
  }

  /** Returns whether this thread carries out a call of an object, which cannot serve another one meanwhile. */
  static boolean isUnderWay(long object) {
    return UNDER_WAY.get() == object;
  }

  Request request() {
    return request;
  }

  /** Returns the handles in the answer. */
  List<Departure<?>> departures() {
    return departures;
  }

  /** Carries the call out. */
  Outcome call() {
    long outer = UNDER_WAY.get();
    UNDER_WAY.set(referent.isConcurrent() ? 0 : request.frame().getTarget());
    try {
      ManagedCall call = request.frame().getManagedCall();
      List<Item> items = new ArrayList<>(call.getItemsCount());
      call.getItemsList().forEach(item -> items.add(Item.of(item)));
      later = referent.start(call.getMethod(), items);
      return later == null
          ? new Outcome(referent.call(call.getMethod(), items), null)
          : new Outcome(Referent.NOTHING, null);
    } catch (Throwable e) {
      return new Outcome(Referent.NOTHING, e);
    } finally {
      UNDER_WAY.set(outer);
    }
  }

  /** Returns what completes with the result, if that is not what {@link #call} returned. */
  @Nullable
  CompletableFuture<List<Item>> later() {
    return later;
  }

  /** What a call came to: items, or a failure. */
  record Outcome(List<Item> items, @Nullable Throwable failure) {
    /** Returns whether there are handles in it, which may take time to send. */
    boolean isLive() {
      for (Item item : items) {
        if (item.isLive()) {
          return true;
        }
      }
      return false;
    }
  }

  Frame.Builder answer(Outcome outcome) {
    if (outcome.failure() != null) {
      return Refusals.encode(outcome.failure());
    }
    try {
      ManagedReturn.Builder answer = ManagedReturn.newBuilder();
      outcome.items().forEach(item -> answer.addItems(item.isLive() ? depart(item) : item.plain()));
      return Frame.newBuilder().setManagedReturn(answer);
    } catch (RuntimeException | Error e) {
      departures.forEach(Departure::lost);
      departures.clear();
      return Refusals.encode(e);
    }
  }

  private ManagedItem depart(Item item) {
    Departure<ManagedItem> departure = item.depart();
    departures.add(departure);
    return departure.value();
  }

  /** As {@link #call}, until {@link #interrupt} interrupts it. */
  Outcome callInterruptibly() {
    synchronized (this) {
      thread = Thread.currentThread();
      if (interrupted) {
        thread.interrupt();
      }
    }
    try {
      return call();
    } finally {
      synchronized (this) {
        thread = null;
        Thread.interrupted(); // was meant for this call, not for what follows on this thread
      }
    }
  }

  /** Nobody wants the result any more. */
  synchronized void interrupt() {
    if (later != null) {
      later.cancel(true);
    }
    if (referent.isInterruptible()) {
      interrupted = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }
}
