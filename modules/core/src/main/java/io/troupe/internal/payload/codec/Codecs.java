package io.troupe.internal.payload.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** All codecs of a runtime, as one of them sees the others. Thread-safe. */
public interface Codecs {
  /** How deep values may be nested. */
  int MAX_DEPTH = 1_000;

  /** Returns the codec of the value's class; one that refuses where there is none. */
  Codec<Object> of(Object value);

  /**
   * Reads the value of a field of a Payload message.
   *
   * @param tag of the field, which has just been read
   */
  @Nullable
  Object read(int tag, PayloadReader reader) throws IOException;

  /** Returns whether values of a class cross by a codec that was added to Troupe's own. */
  boolean isAdded(Class<?> type);

  SerialSettings serial();

  Types types();
}
