package io.troupe.internal.manager.call;

import static java.util.Objects.requireNonNull;

import io.troupe.PayloadException;
import io.troupe.TroupeException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.Deadline;
import io.troupe.manager.CallAbandonedException;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagedFrame;
import io.troupe.proto.ManagedItem;
import io.troupe.proto.ManagedName;
import io.troupe.proto.ManagedReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A managed object as its façades reach it from this process. Thread-safe. */
public final class ManagedRef {
  private static final Log log = Log.of(ManagedRef.class);

  /** So long an owner that runs may take to answer somebody who was interrupted. */
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ObjectRef object;
  private final Payloads payloads = TroupeRuntime.current().payloads();
  private final Functions functions = TroupeRuntime.current().functions();

  /** 0 for no limit. */
  private final long callTimeoutNanos;

  /** @param callTimeoutNanos how long a call may take, as its manager has it; 0 for no limit */
  public ManagedRef(ObjectRef object, long callTimeoutNanos) {
    this.object = object;
    this.callTimeoutNanos =
        object.callTimeoutNanos() == 0 ? callTimeoutNanos : object.callTimeoutNanos();
  }

  public long callTimeoutNanos() {
    return callTimeoutNanos;
  }

  public ObjectRef object() {
    return object;
  }

  boolean isSame(ManagedRef other) {
    return object.object() == other.object.object() && object.owner() == other.object.owner();
  }

  /** Returns the object as something that has these calls. */
  public <C> C as(Class<C> calls) {
    return Stub.of(calls, this);
  }

  /** Returns a value for a call of this object. */
  public Element element(@Nullable Object value) {
    return Element.of(payloads, value);
  }

  /** Returns a value for a call of this object, which compares it with others. */
  public Key key(@Nullable Object value) {
    return Key.of(payloads, value);
  }

  public List<Element> elements(Collection<?> values) {
    List<Element> elements = new ArrayList<>(values.size());
    values.forEach(value -> elements.add(element(value)));
    return elements;
  }

  public Set<Key> keys(Collection<?> values) {
    Set<Key> keys = new LinkedHashSet<>();
    values.forEach(value -> keys.add(key(value)));
    return keys;
  }

  public Map<Key, Element> pairs(Map<?, ?> map) {
    Map<Key, Element> pairs = new LinkedHashMap<>();
    map.forEach((key, value) -> pairs.put(key(key), element(value)));
    return pairs;
  }

  /**
   * Encodes a function for a call of this object.
   *
   * @throws io.troupe.PayloadException if it cannot cross
   */
  public <F> Code<F> code(F function) {
    return Code.encode(functions, function);
  }

  /** As {@link #code}, but returns null for a function that cannot cross. */
  public <F> @Nullable Code<F> codeIfPossible(F function) {
    Code<F> code = Code.encodeIfPossible(functions, function);
    return code == null || mayCross(code) ? code : null;
  }

  private boolean mayCross(Code<?> code) {
    try {
      object.checkFunction(requireNonNull(code.encoded(), "encoded").value().bytes());
      return true;
    } catch (PayloadException e) {
      code.lost();
      return false;
    }
  }

  Call newCall(String method) {
    Definitions definitions =
        object.isBorrowed() ? Definitions.none() : object.companion(Definitions::new);
    return new Call(payloads, definitions, method);
  }

  /** Carries a call of one of the object's interfaces out, and returns what it returns. */
  public @Nullable Object call(CallTable.Shape shape, @Nullable Object... arguments)
      throws InterruptedException {
    Call call = shape.encode(this, arguments);
    if (shape.isLater()) {
      return callLater(call);
    }
    return shape.result(shape.isInterruptible() ? callInterruptibly(call) : call(call));
  }

  /**
   * Carries a call out and returns the answer. Blocks; an interrupt ends this where the owner does
   * not answer.
   */
  List<Element> call(Call call) {
    Waits waits = beginWait(call);
    try {
      return answered(join(new Limit(callTimeoutNanos), call), call);
    } catch (RuntimeException | Error e) {
      call.lost();
      throw e;
    } finally {
      Waits.over(waits);
    }
  }

  /**
   * As {@link #call}; an interrupt withdraws the call, and waits for its end, which is then soon
   * where the owner runs.
   */
  public List<Element> callInterruptibly(Call call) throws InterruptedException {
    return callInterruptibly(call, callTimeoutNanos);
  }

  /**
   * As {@link #callInterruptibly(Call)}, within a limit of its own.
   *
   * @throws CallAbandonedException if no answer comes in time
   */
  public List<Element> callInterruptibly(Call call, long nanos) throws InterruptedException {
    Waits waits = beginWait(call);
    try {
      return answered(get(new Limit(nanos), call), call);
    } catch (RuntimeException | Error | InterruptedException e) {
      call.lost();
      throw e;
    } finally {
      Waits.over(waits);
    }
  }

  /** How long a call may take from now on. */
  private static final class Limit {
    private final long begin = System.nanoTime();
    private final long nanos;

    /** @param nanos 0 for no limit */
    Limit(long nanos) {
      this.nanos = nanos == 0 ? Deadline.FOREVER : nanos;
    }

    boolean isSet() {
      return nanos != Deadline.FOREVER;
    }

    long left() {
      return Deadline.left(nanos, begin);
    }

    @Override
    public String toString() {
      return "within the call timeout of " + Duration.ofNanos(nanos);
    }
  }

  /**
   * Notes that a function of another managed object waits for this one, if it is one that calls.
   */
  private @Nullable Waits beginWait(Call call) {
    Waits waits = Waits.ofThisThread();
    if (waits != null) {
      ManagedName name = ManagedName.newBuilder()
          .setOwner(object.owner())
          .setObject(object.object())
          .build();
      List<ManagedName> heldUp = waits.heldUp();
      try {
        Waits.check(name, heldUp);
      } catch (IllegalStateException e) {
        call.lost();
        throw e;
      }
      call.message().addAllHeldUp(heldUp);
      waits.waitsFor(name);
    }
    return waits;
  }

  /** As {@link #call}, without waiting. Who cancels the result withdraws the call. */
  public CompletableFuture<@Nullable Element> callLater(Call call) {
    return callLater(call, callTimeoutNanos);
  }

  /**
   * As {@link #callLater(Call)}, within a limit of its own: the result fails with
   * {@link CallAbandonedException} then.
   */
  public CompletableFuture<@Nullable Element> callLater(Call call, long nanos) {
    Limit limit = new Limit(nanos);
    Answer answer;
    try {
      answer = ask(call, limit);
    } catch (RuntimeException | Error e) {
      call.lost();
      throw e;
    }
    CompletableFuture<@Nullable Element> result = inTime(answer, call, limit)
        .whenComplete((frame, failure) -> {
          if (failure != null) {
            call.lost();
          }
        })
        .thenApplyAsync(
            frame -> { // on a thread of its own: handles in it are opened, which may block
              List<Element> elements = answered(frame, call);
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

  private CompletableFuture<Frame> inTime(Answer answer, Call call, Limit limit) {
    CompletableFuture<Frame> frame =
        answer.stage().thenApply(Function.identity()).toCompletableFuture();
    if (!limit.isSet()) {
      return frame;
    }
    return frame.orTimeout(limit.left(), TimeUnit.NANOSECONDS).exceptionally(failure -> {
      throw failure instanceof TimeoutException
          ? abandoned(answer, call, limit.toString())
          : Thrower.unchecked(failure);
    });
  }

  /** Sends a call that is not answered. What it throws there is lost. */
  public void tell(Call call) {
    try {
      object.requireThere();
      object.tell(call.frame());
    } catch (RuntimeException | Error e) {
      call.lost();
      throw e;
    }
  }

  private Frame get(Limit limit, Call call) throws InterruptedException {
    Answer answer = ask(call, limit);
    try {
      return limited(answer, call, limit);
    } catch (InterruptedException e) {
      object.withdraw(answer);
      Frame late = answer.within(SOON_NANOS);
      if (late == null || late.hasRequestWithdrawn()) {
        leave(answer, call);
        throw e;
      }
      Thread.currentThread().interrupt();
      return late;
    }
  }

  /**
   * An answer that comes soon counts, and the thread stays interrupted: no method that is asked for
   * could say otherwise.
   */
  private Frame join(Limit limit, Call call) {
    Answer answer = ask(call, limit);
    try {
      return limited(answer, call, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Frame late = answer.within(SOON_NANOS);
      if (late != null) {
        return late;
      }
      throw abandoned(answer, call, "soon after the thread was interrupted");
    }
  }

  private Frame limited(Answer answer, Call call, Limit limit) throws InterruptedException {
    Frame frame = answer.get(limit.left());
    if (frame == null) {
      throw abandoned(answer, call, limit.toString());
    }
    return frame;
  }

  private CallAbandonedException abandoned(Answer answer, Call call, String when) {
    object.withdraw(answer);
    leave(answer, call);
    return new CallAbandonedException("The manager of process " + object.ownerPid()
        + " did not answer the call of " + call.message().getMethod() + ' ' + when
        + "; whether it takes effect is not known: is the process stopped, or busy?");
  }

  /**
   * Nobody waits for an answer any more; what comes with it is let go, as is what was sent if it
   * was for nothing.
   */
  private void leave(Answer answer, Call call) {
    List<Departure<?>> sent = call.leave();
    answer.stage().whenComplete((frame, failure) -> {
      if (failure != null || frame.hasRequestWithdrawn()) {
        sent.forEach(Departure::lost);
      } else {
        CodeThreads.run(() -> takeLate(frame, call));
      }
    });
  }

  private void takeLate(Frame frame, Call call) {
    try {
      answered(frame, call);
    } catch (RuntimeException e) {
      log.debug("What came late is gone already: {}", e.toString());
    }
  }

  private Answer ask(Call call, Limit limit) {
    object.fenceOthers(
        limit.left()); // who finds what this call leaves here must not miss what was sent before
    return object.ask(call.frame());
  }

  private List<Element> answered(Frame frame, Call call) {
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

  @Override
  public int hashCode() {
    return Long.hashCode(object.object() ^ object.owner());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ManagedRef ref && isSame(ref);
  }

  @Override
  public String toString() {
    return object.toString();
  }
}
