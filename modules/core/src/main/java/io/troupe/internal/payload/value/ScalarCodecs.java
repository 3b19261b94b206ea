package io.troupe.internal.payload.value;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.proto.BigDecimalValue;
import io.troupe.proto.Payload;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Booleans, characters and numbers. Floating point keeps its bits, so that NaN and -0.0 come back
 * as they were.
 */
public final class ScalarCodecs {
  private ScalarCodecs() {}

  /** Returns the codec of a primitive's box. */
  public static @Nullable Codec<?> ofBox(Class<?> type) {
    if (type == Integer.class) {
      return (Codec<Integer>) (value, out) -> out.sint32(Payload.INT32_FIELD_NUMBER, value);
    }
    if (type == Long.class) {
      return (Codec<Long>) (value, out) -> out.sint64(Payload.INT64_FIELD_NUMBER, value);
    }
    if (type == Double.class) {
      return (Codec<Double>) (value, out) ->
          out.fixed64(Payload.FLOAT64_FIELD_NUMBER, Double.doubleToRawLongBits(value));
    }
    if (type == Boolean.class) {
      return (Codec<Boolean>) (value, out) -> out.bool(Payload.BOOL_FIELD_NUMBER, value);
    }
    return ofRarerBox(type);
  }

  private static @Nullable Codec<?> ofRarerBox(Class<?> type) {
    if (type == Float.class) {
      return (Codec<Float>)
          (value, out) -> out.fixed32(Payload.FLOAT32_FIELD_NUMBER, Float.floatToRawIntBits(value));
    }
    if (type == Short.class) {
      return (Codec<Short>) (value, out) -> out.sint32(Payload.INT16_FIELD_NUMBER, value);
    }
    if (type == Byte.class) {
      return (Codec<Byte>) (value, out) -> out.sint32(Payload.INT8_FIELD_NUMBER, value);
    }
    return type == Character.class
        ? (Codec<Character>) (value, out) -> out.uint32(Payload.CHAR16_FIELD_NUMBER, value)
        : null;
  }

  public static @Nullable Codec<?> ofBigNumber(Class<?> type) {
    if (type == BigInteger.class) {
      return (Codec<BigInteger>)
          (value, out) -> out.bytes(Payload.BIG_INTEGER_FIELD_NUMBER, value.toByteArray());
    }
    return type == BigDecimal.class ? (Codec<BigDecimal>) ScalarCodecs::writeBigDecimal : null;
  }

  private static void writeBigDecimal(BigDecimal value, PayloadWriter out) {
    int mark = out.mark();
    out.sint32(BigDecimalValue.SCALE_FIELD_NUMBER, value.scale());
    out.bytes(BigDecimalValue.UNSCALED_FIELD_NUMBER, value.unscaledValue().toByteArray());
    out.close(Payload.BIG_DECIMAL_FIELD_NUMBER, mark);
  }

  public static Short readShort(CodedInputStream in) throws IOException {
    int value = in.readSInt32();
    return (short) inRange(value, value == (short) value, "short");
  }

  public static Byte readByte(CodedInputStream in) throws IOException {
    int value = in.readSInt32();
    return (byte) inRange(value, value == (byte) value, "byte");
  }

  public static Character readChar(CodedInputStream in) throws IOException {
    int value = in.readUInt32();
    return (char) inRange(value, value == (char) value, "char");
  }

  private static int inRange(int value, boolean fits, String type) {
    if (!fits) {
      throw new PayloadException("A payload holds " + value + " as a " + type);
    }
    return value;
  }

  public static BigInteger readBigInteger(CodedInputStream in) throws IOException {
    return new BigInteger(in.readByteArray());
  }

  public static BigDecimal readBigDecimal(PayloadReader in) throws IOException {
    BigDecimalValue value = in.message(BigDecimalValue.parser());
    ByteString unscaled = value.getUnscaled();
    return new BigDecimal(new BigInteger(unscaled.toByteArray()), value.getScale());
  }
}
