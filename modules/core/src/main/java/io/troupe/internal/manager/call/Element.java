package io.troupe.internal.manager.call;

import com.google.protobuf.ByteString;
import io.troupe.internal.object.Borrowing;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Payloads;
import io.troupe.proto.ManagedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value on its way to a managed object, in it, or on its way back.
 *
 * <p>What has arrived stays encoded, so that the owner neither needs its class nor runs its code,
 * also where there are handles of objects of this very runtime in it: a call, and then a container,
 * holds those by their numbers. Where there are other handles in it, it is kept decoded, which
 * holds what they stand for. A caller's value is encoded when it is sent.
 *
 * <p>Immutable: {@link #value} returns a copy. Has no {@code equals} of its own; see {@link Key}.
 */
public class Element {
  private final Payloads payloads;
  private final @Nullable ByteString payload;

  /** Where there is no payload: what is in it, null included. */
  private final @Nullable Object decoded;

  /** The numbers of the objects of this runtime in the payload. */
  private final List<Long> objects;

  Element(
      Payloads payloads,
      @Nullable ByteString payload,
      @Nullable Object decoded,
      List<Long> objects) {
    this.payloads = payloads;
    this.payload = payload;
    this.decoded = decoded;
    this.objects = objects;
  }

  private Element(Payloads payloads, @Nullable ByteString payload, @Nullable Object decoded) {
    this(payloads, payload, decoded, List.of());
  }

  /** Returns a value as its caller has it. */
  public static Element of(Payloads payloads, @Nullable Object value) {
    return new Element(payloads, null, value);
  }

  /** Takes one in. May block and run code of the program if there are handles in it. */
  static Element received(Payloads payloads, ManagedItem item) {
    return item.getLive()
        ? new Element(payloads, null, payloads.decode(item.getPayload()))
        : new Element(payloads, item.getPayload(), null);
  }

  /**
   * Encodes a value. May block if there are handles in it.
   *
   * @throws io.troupe.PayloadException if it cannot cross
   */
  public static Element encode(Payloads payloads, @Nullable Object value) {
    if (Scalars.isScalar(value)) {
      return new Element(payloads, payloads.encode(value), null);
    }
    Departure<ByteString> encoded = Departure.of(() -> payloads.encode(value));
    if (!encoded.isLive()) {
      return new Element(payloads, encoded.value(), null);
    }
    CallHolds holds = CallHolds.ofThisThread();
    Element held = holds == null ? null : holds.take(payloads, encoded.value(), encoded.storable());
    return held == null ? new Element(payloads, null, payloads.decode(encoded.value())) : held;
  }

  /** Returns this one as it can be compared. May run code of the program, unless it is a scalar. */
  public Key asKey() {
    return new Key(payloads, payload, comparableAtOnce(), objects);
  }

  private @Nullable Object comparableAtOnce() {
    return payload == null || isScalar() ? decoded : comparable();
  }

  /** Returns whether encoding it may block. */
  final boolean isLive() {
    return payload() == null;
  }

  /** Returns how it crosses, if it need not be encoded anew: handles travel once. */
  final @Nullable ByteString payload() {
    return objects.isEmpty() ? payload : null;
  }

  /** Returns the objects of this runtime that must be held by what keeps this. */
  public final List<Long> objects() {
    return objects;
  }

  /** Returns a value to be encoded, or compared, while this is held. */
  final @Nullable Object borrowed() {
    return objects.isEmpty() ? take() : new Borrowing().<@Nullable Object>during(this::take);
  }

  final Payloads payloads() {
    return payloads;
  }

  public final boolean isNull() {
    return payload == null ? decoded == null : Scalars.isNull(payload);
  }

  final boolean isScalar() {
    return payload == null ? Scalars.isScalar(decoded) : Scalars.isScalar(payload);
  }

  /**
   * Returns a copy of the value. May block and run code of the program, unless it is a scalar other
   * than an enum constant.
   */
  public final @Nullable Object value() {
    return payloads.decode(payload != null ? payload : payloads.encode(decoded));
  }

  /**
   * Returns the value of an element that is nowhere else: no copy, where there is a decoded one.
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // The caller knows.
  public final <T extends @Nullable Object> T take() {
    return (T) (payload != null ? payloads.decode(payload) : decoded);
  }

  /** Returns the values of elements that are nowhere else, in a list of the caller's own. */
  public static <T extends @Nullable Object> List<T> takeAll(List<Element> elements) {
    List<T> values = new ArrayList<>(elements.size());
    elements.forEach(element -> values.add(element.take()));
    return values;
  }

  /** Returns the value of one such element; null for none. */
  @SuppressWarnings({"TypeParameterUnusedInFormals", "NullAway"}) // The caller knows.
  public static <T extends @Nullable Object> T takeOrNull(@Nullable Element element) {
    return element == null ? null : element.take();
  }

  /** Returns the value of an argument of this type. */
  public final <T> T as(Class<T> type) {
    return type.cast(Objects.requireNonNull(take(), "argument"));
  }

  public final int asInt() {
    return as(Integer.class);
  }

  /**
   * Returns a value made by code of the program that got this one, or others of the same caller.
   */
  public final Element with(@Nullable Object value) {
    return encode(payloads, value);
  }

  /** What is compared where the encodings do not tell. */
  @Nullable
  Object comparable() {
    return payload == null ? decoded : borrowed();
  }

  @Override
  public String toString() {
    return payload == null ? "" + decoded : "payload of " + payload.size();
  }
}
