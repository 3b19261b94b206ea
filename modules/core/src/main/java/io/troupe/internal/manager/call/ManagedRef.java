package io.troupe.internal.manager.call;

import static java.util.Objects.requireNonNull;

import io.troupe.PayloadException;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.manager.CallAbandonedException;
import io.troupe.proto.ManagedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A managed object as its façades reach it from this process. Thread-safe. */
public final class ManagedRef {
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
      return send(call, callTimeoutNanos).join();
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
      return send(call, nanos).get();
    } catch (RuntimeException | Error | InterruptedException e) {
      call.lost();
      throw e;
    } finally {
      Waits.over(waits);
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

  /** As {@link #call}, without waiting. To cancel the result withdraws the call. */
  public CompletableFuture<@Nullable Element> callLater(Call call) {
    return callLater(call, callTimeoutNanos);
  }

  /**
   * As {@link #callLater(Call)}, within a limit of its own: the result fails with
   * {@link CallAbandonedException} then.
   */
  public CompletableFuture<@Nullable Element> callLater(Call call, long nanos) {
    SentCall sent;
    try {
      sent = send(call, nanos);
    } catch (RuntimeException | Error e) {
      call.lost();
      throw e;
    }
    return sent.later();
  }

  private SentCall send(Call call, long nanos) {
    return new SentCall(object, payloads, call, nanos);
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
