package io.troupe.spi;

import java.io.IOException;

/**
 * Teaches Troupe a type that it does not know: how its values become bytes and come back.
 * Implementations are found by {@link java.util.ServiceLoader} in every process, must have a public
 * constructor without parameters, and must be thread-safe.
 *
 * @param <T> the type; values of its subtypes are encoded by this codec too, unless a more specific
 *     one is registered
 */
public interface PayloadCodec<T> {

  /** Returns the class of the values. */
  Class<T> type();

  /**
   * Returns the name that stands in the payload; it must stay the same over versions, and be
   * unique.
   */
  String name();

  /**
   * Encodes one value.
   *
   * @throws IOException if this value cannot cross; the caller gets a
   *     {@link io.troupe.PayloadException}
   */
  byte[] encode(T value) throws IOException;

  /**
   * Rebuilds a value.
   *
   * @throws IOException if the bytes are not what {@link #encode} writes
   */
  T decode(byte[] data) throws IOException;
}
