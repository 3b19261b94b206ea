package io.troupe.internal.payload.collection;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.internal.payload.codec.TypeNames;
import java.io.IOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The comparator of a sorted set or map; none means the natural order. */
final class ComparatorPart {
  private ComparatorPart() {}

  static void write(int field, @Nullable Object comparator, PayloadWriter out) throws IOException {
    if (comparator == null) {
      return;
    }
    try {
      out.payload(field, comparator);
    } catch (Refusal e) {
      throw e.at("the comparator");
    }
  }

  /** Returns the decoded comparator; what it cannot compare it refuses itself. */
  @SuppressWarnings("unchecked")
  static @Nullable Comparator<@Nullable Object> cast(@Nullable Object comparator) {
    if (comparator == null || comparator instanceof Comparator) {
      return (Comparator<@Nullable Object>) comparator;
    }
    throw new PayloadException(
        "A payload holds a " + TypeNames.of(comparator) + " as a comparator");
  }
}
