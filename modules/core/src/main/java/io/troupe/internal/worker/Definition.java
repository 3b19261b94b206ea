package io.troupe.internal.worker;

import com.google.protobuf.ByteString;
import io.troupe.internal.payload.Functions;
import org.jspecify.annotations.Nullable;

/**
 * A function as it was defined on a link; decoded by the first task that needs it. For the running
 * thread.
 */
final class Definition {
  private final ByteString encoded;
  private @Nullable Object function;

  Definition(ByteString encoded) {
    this.encoded = encoded;
  }

  /**
   * Returns the function.
   *
   * @throws io.troupe.PayloadException if this process does not have it
   */
  Object function(Functions functions) {
    if (function == null) {
      function = functions.decode(encoded);
    }
    return function;
  }
}
