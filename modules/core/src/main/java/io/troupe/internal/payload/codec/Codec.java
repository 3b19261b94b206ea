package io.troupe.internal.payload.codec;

import java.io.IOException;

/**
 * Writes the values of one class as the content of a Payload message. How they are read is told by
 * the field that they stand in: see {@link PayloadReader}.
 */
@FunctionalInterface
public interface Codec<T> {

  /**
   * Writes one value.
   *
   * @throws Refusal if this value cannot cross
   */
  void write(T value, PayloadWriter out) throws IOException;
}
