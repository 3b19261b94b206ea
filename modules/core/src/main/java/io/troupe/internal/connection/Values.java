package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.troupe.internal.payload.Payloads;
import org.jspecify.annotations.Nullable;

/** How values become messages in this process. */
final class Values {
  // Finding the codecs takes time, and bytes need none: so once, and with the first value.
  private static final Payloads payloads = Payloads.standard();

  private Values() {}

  static ByteString encode(@Nullable Object value) {
    return payloads.encode(value);
  }

  static @Nullable Object decode(byte[] message) {
    return payloads.decode(UnsafeByteOperations.unsafeWrap(message));
  }
}
