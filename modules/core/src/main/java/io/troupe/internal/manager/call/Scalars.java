package io.troupe.internal.manager.call;

import com.google.protobuf.ByteString;
import io.troupe.proto.Payload;
import org.jspecify.annotations.Nullable;

/** Values that are equal exactly if their encodings are. */
final class Scalars {
  private Scalars() {}

  /** Returns whether a value surely is one; to be asked before it is encoded. */
  static boolean isScalar(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof Double;
  }

  /** Returns whether an encoded value is one: the kind stands in its first byte or two. */
  static boolean isScalar(ByteString payload) {
    return switch (kind(payload)) {
      case Payload.NULL_FIELD_NUMBER,
          Payload.BOOL_FIELD_NUMBER,
          Payload.INT32_FIELD_NUMBER,
          Payload.INT64_FIELD_NUMBER,
          Payload.INT16_FIELD_NUMBER,
          Payload.INT8_FIELD_NUMBER,
          Payload.CHAR16_FIELD_NUMBER,
          Payload.FLOAT32_FIELD_NUMBER,
          Payload.FLOAT64_FIELD_NUMBER,
          Payload.BIG_INTEGER_FIELD_NUMBER,
          Payload.BIG_DECIMAL_FIELD_NUMBER,
          Payload.TEXT_FIELD_NUMBER,
          Payload.UTF16_TEXT_FIELD_NUMBER,
          Payload.BYTE_ARRAY_FIELD_NUMBER,
          Payload.ENUM_FIELD_NUMBER,
          Payload.TIME_FIELD_NUMBER,
          Payload.UUID_FIELD_NUMBER,
          Payload.CLASS_NAME_FIELD_NUMBER,
          Payload.TEXT_FORM_FIELD_NUMBER -> true;
      default -> false;
    };
  }

  static boolean isNull(ByteString payload) {
    return kind(payload) == Payload.NULL_FIELD_NUMBER;
  }

  private static int kind(ByteString payload) {
    if (payload.isEmpty()) {
      return 0;
    }
    int first = payload.byteAt(0);
    int tag = first >= 0 || payload.size() < 2 ? first : (first & 0x7F) | payload.byteAt(1) << 7;
    return tag >>> 3;
  }
}
