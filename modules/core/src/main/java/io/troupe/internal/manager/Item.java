package io.troupe.internal.manager;

import com.google.protobuf.ByteString;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.ManagedItem;
import io.troupe.proto.Payload;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value in a managed object, at its owner. It stays encoded as it came, so that the owner neither needs its class nor runs
 * its code, except where there are handles in it: that one is kept decoded, which holds what they stand for.
 *
 * <p>Items are equal as their values are. Two scalars, such as numbers, texts and enum constants, are so exactly if their
 * encodings are; whatever else is compared runs code of the program.
 *
 * <p>Immutable: who asks for the value gets a copy of their own.
 */
final class Item {
  static final Item NULL = encode(null);
  static final Item TRUE = encode(true);
  static final Item FALSE = encode(false);

  private final @Nullable ByteString payload;
  private final @Nullable Object live;

  /** The value of a key or a member, for comparisons only. */
  private final @Nullable Object compared;

  private Item(@Nullable ByteString payload, @Nullable Object live, @Nullable Object compared) {
    this.payload = payload;
    this.live = live;
    this.compared = compared;
  }

  private static Payloads payloads() {
    return TroupeRuntime.current().payloads();
  }

  /** Takes an item in. May block and run code of the program if there are handles in it. */
  static Item of(ManagedItem message) {
    return message.getLive()
        ? new Item(null, payloads().decode(message.getPayload()), null)
        : new Item(message.getPayload(), null, null);
  }

  /**
   * Encodes a value. May block if there are handles in it.
   *
   * @throws io.troupe.PayloadException if it cannot cross
   */
  static Item encode(@Nullable Object value) {
    if (Scalars.isScalar(value)) {
      return new Item(payloads().encode(value), null, null);
    }
    Departure<ByteString> encoded = Departure.of(() -> payloads().encode(value));
    return encoded.isLive()
        ? new Item(null, payloads().decode(encoded.value()), null)
        : new Item(encoded.value(), null, null);
  }

  static Item of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Returns this item as one that can be found by its hash. May run code of the program, unless it is a scalar. */
  Item asKey() {
    return isScalar() || isLive() || compared != null
        ? this
        : new Item(payload, null, Objects.requireNonNull(value(), "value"));
  }

  /** Returns whether there are handles in it, so that encoding it may block. */
  boolean isLive() {
    return payload == null;
  }

  boolean isNull() {
    return payload != null && payload.equals(NULL.payload);
  }

  private boolean isScalar() {
    return payload != null && Scalars.isScalar(payload);
  }

  /** Returns a copy of the value. May block and run code of the program, unless it is a scalar other than an enum constant. */
  @Nullable
  Object value() {
    return payloads().decode(payload != null ? payload : payloads().encode(live));
  }

  int asInt() {
    return (int) Objects.requireNonNull(value(), "number");
  }

  /** Returns the value, a function. */
  <F> F as(Class<F> type) {
    return type.cast(Objects.requireNonNull(value(), "function"));
  }

  /** Returns this item for the way; one with handles is encoded anew, and they count as under way. */
  Departure<ManagedItem> depart() {
    return Departure.of(() -> payload != null
        ? ManagedItem.newBuilder().setPayload(payload).build()
        : ManagedItem.newBuilder()
            .setPayload(payloads().encode(live))
            .setLive(true)
            .build());
  }

  /** Returns this item for the way, if it has no handles. */
  ManagedItem plain() {
    return ManagedItem.newBuilder()
        .setPayload(Objects.requireNonNull(payload, "payload"))
        .build();
  }

  private @Nullable Object comparable() {
    if (payload == null) {
      return live;
    }
    return compared != null ? compared : value();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Item item)) {
      return false;
    }
    if (this == item) {
      return true;
    }
    boolean scalar = isScalar();
    if (scalar != item.isScalar()) {
      return false;
    }
    return scalar
        ? Objects.equals(payload, item.payload)
        : Objects.equals(comparable(), item.comparable());
  }

  @Override
  public int hashCode() {
    return isScalar() ? Objects.hashCode(payload) : Objects.hashCode(comparable());
  }

  @Override
  public String toString() {
    return payload == null ? "live item" : Payload.class.getSimpleName() + " of " + payload.size();
  }
}
