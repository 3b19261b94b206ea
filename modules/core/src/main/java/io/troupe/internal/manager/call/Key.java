package io.troupe.internal.manager.call;

import com.google.protobuf.ByteString;
import io.troupe.internal.payload.Payloads;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An element that is compared with others. Keys are equal as their values are. Two scalars, such as
 * numbers, texts and enum constants, are so exactly if their encodings are; anything else runs code
 * of the program.
 */
public final class Key extends Element {
  private final @Nullable Object compared;

  Key(Payloads payloads, @Nullable ByteString payload, @Nullable Object value, List<Long> objects) {
    super(payloads, payload, payload == null ? value : null, objects);
    this.compared = value;
  }

  /** Returns a key as its caller has it. */
  public static Key of(Payloads payloads, @Nullable Object value) {
    return new Key(payloads, null, value, List.of());
  }

  @Override
  public Key asKey() {
    return this;
  }

  /**
   * Returns whether an element is one of these. Runs no code of the program where all of them are
   * scalars.
   */
  public static Predicate<Element> in(Set<Key> keys) {
    boolean scalars = keys.stream().allMatch(Element::isScalar);
    return element -> (!scalars || element.isScalar()) && keys.contains(element.asKey());
  }

  /** Returns the one of these keys that is equal to this one; this one if there is none. */
  public Key equalOf(Set<Key> keys) {
    if (isScalar()) {
      return this;
    }
    return keys.stream().filter(this::equals).findFirst().orElse(this);
  }

  /** Returns whether an element has the same value. */
  public boolean matches(@Nullable Element other) {
    if (this == other || other == null) {
      return this == other;
    }
    ByteString mine = payload();
    ByteString others = other.payload();
    if (mine != null && others != null && (isScalar() || other.isScalar())) {
      return mine.equals(others);
    }
    return Objects.equals(comparable(), other.comparable());
  }

  @Override
  @Nullable
  Object comparable() {
    return payload() != null && compared == null ? value() : compared;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Key key && matches(key);
  }

  @Override
  public int hashCode() {
    ByteString mine = payload();
    return mine != null && isScalar() ? mine.hashCode() : Objects.hashCode(comparable());
  }
}
