package io.troupe.internal.cluster.access;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.troupe.internal.cluster.call.Limits;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.runtime.TroupeRuntime;
import java.nio.charset.StandardCharsets;

/** Values as nodes have them: encoded where they are put, and compared so. */
public final class Encoding {
  private Encoding() {}

  /** Returns a key, a byte a character. */
  public static String key(Object key) {
    return new String(bytes(requireNonNull(key, "key"), "key"), StandardCharsets.ISO_8859_1);
  }

  public static byte[] value(Object value) {
    return bytes(requireNonNull(value, "value"), "value");
  }

  private static byte[] bytes(Object value, String what) {
    return payload(value, what).toByteArray();
  }

  /**
   * Returns a value as bytes.
   *
   * @param what it is, for messages
   * @throws IllegalArgumentException if it has a handle in it
   */
  public static ByteString payload(Object value, String what) {
    Departure<ByteString> encoded = Departure.of(() -> payloads().encode(value));
    if (encoded.carriesHandles()) {
      encoded.lost();
      throw new IllegalArgumentException(
          "The " + what + " has a handle in it, as of a queue, a lock"
              + " or an actor; nodes keep it, and hold nothing for it");
    }
    return encoded.value();
  }

  /**
   * Requires that an entry is not larger than what there is room for where nothing else is.
   *
   * @throws IllegalArgumentException if it is
   */
  public static void requireSmall(String key, byte[] value) {
    if (Limits.entryBytes(key, value.length) > Limits.PART_BYTES) {
      throw new IllegalArgumentException("A key of " + key.length() + " bytes with a value of "
          + value.length + " cannot be replicated: both together must be below "
          + Limits.PART_BYTES + " bytes, as encoded");
    }
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // The caller knows.
  public static <T> T decodeKey(String key) {
    return decode(key.getBytes(StandardCharsets.ISO_8859_1));
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // The caller knows.
  public static <T> T decode(byte[] bytes) {
    return decode(ByteString.copyFrom(bytes));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The caller knows.
  public static <T> T decode(ByteString bytes) {
    return (T) requireNonNull(payloads().decode(bytes), "value");
  }

  private static Payloads payloads() {
    return TroupeRuntime.current().payloads();
  }
}
