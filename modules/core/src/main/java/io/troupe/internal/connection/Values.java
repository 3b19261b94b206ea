package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.runtime.TroupeRuntime;
import org.jspecify.annotations.Nullable;

/** How values become messages in this process. */
final class Values {
  private Values() {}

  /** Returns those that know the handles of this runtime, which are values, too. */
  private static Payloads payloads() {
    return TroupeRuntime.current().payloads();
  }

  static ByteString encode(@Nullable Object value) {
    return payloads().encode(value);
  }

  static @Nullable Object decode(byte[] message) {
    return payloads().decode(UnsafeByteOperations.unsafeWrap(message));
  }
}
