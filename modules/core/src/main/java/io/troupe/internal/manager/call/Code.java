package io.troupe.internal.manager.call;

import io.troupe.PayloadException;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.lambda.EncodedFunction;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function of the program that runs where the object lives: encoded at its caller, decoded at the
 * owner.
 *
 * @param <F> what it is
 */
public final class Code<F> {
  private final F function;
  private final @Nullable Departure<EncodedFunction> encoded;

  private Code(F function, @Nullable Departure<EncodedFunction> encoded) {
    this.function = function;
    this.encoded = encoded;
  }

  /**
   * Encodes a function.
   *
   * @throws PayloadException if it cannot cross
   */
  static <F> Code<F> encode(Functions functions, F function) {
    return new Code<>(function, Departure.of(() -> functions.encode(function)));
  }

  /** Encodes a function, or returns null if it cannot cross. */
  static <F> @Nullable Code<F> encodeIfPossible(Functions functions, F function) {
    if (!(function instanceof Serializable)) {
      return null;
    }
    try {
      return encode(functions, function);
    } catch (PayloadException e) {
      return null; // as Comparator.comparing with a lambda, which cannot be seen before
    }
  }

  static Code<Object> decoded(Object function) {
    return new Code<>(function, null);
  }

  /** Returns what to call. */
  public F function() {
    return function;
  }

  /** It was not sent. */
  void lost() {
    if (encoded != null) {
      encoded.lost();
    }
  }

  @Nullable
  Departure<EncodedFunction> encoded() {
    return encoded;
  }
}
