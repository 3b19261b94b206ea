package io.troupe.internal.payload.collection;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.proto.Booleans;
import io.troupe.proto.Payload;
import io.troupe.proto.PrimitiveArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Arrays of primitives: byte[] as it is, the others as little-endian items. */
public final class PrimitiveArrays {
  private PrimitiveArrays() {}

  public static @Nullable Codec<?> of(Class<?> type) {
    if (type == byte[].class) {
      return (Codec<byte[]>) (value, out) -> out.bytes(Payload.BYTE_ARRAY_FIELD_NUMBER, value);
    }
    if (type == int[].class) {
      return (Codec<int[]>) PrimitiveArrays::writeInts;
    }
    if (type == long[].class) {
      return (Codec<long[]>) PrimitiveArrays::writeLongs;
    }
    if (type == double[].class) {
      return (Codec<double[]>) PrimitiveArrays::writeDoubles;
    }
    return ofRarer(type);
  }

  private static @Nullable Codec<?> ofRarer(Class<?> type) {
    if (type == float[].class) {
      return (Codec<float[]>) PrimitiveArrays::writeFloats;
    }
    if (type == short[].class) {
      return (Codec<short[]>) PrimitiveArrays::writeShorts;
    }
    if (type == char[].class) {
      return (Codec<char[]>) PrimitiveArrays::writeChars;
    }
    return type == boolean[].class ? (Codec<boolean[]>) PrimitiveArrays::writeBooleans : null;
  }

  private static void writeInts(int[] value, PayloadWriter out) {
    int mark = out.mark();
    out.littleEndian((long) Integer.BYTES * value.length).asIntBuffer().put(value);
    close(PrimitiveArray.INTS_FIELD_NUMBER, mark, out);
  }

  private static void writeLongs(long[] value, PayloadWriter out) {
    int mark = out.mark();
    out.littleEndian((long) Long.BYTES * value.length).asLongBuffer().put(value);
    close(PrimitiveArray.LONGS_FIELD_NUMBER, mark, out);
  }

  /** As bits: a copy as floating point might change a NaN. */
  private static void writeDoubles(double[] value, PayloadWriter out) {
    int mark = out.mark();
    ByteBuffer buffer = out.littleEndian((long) Double.BYTES * value.length);
    for (double item : value) {
      buffer.putLong(Double.doubleToRawLongBits(item));
    }
    close(PrimitiveArray.DOUBLES_FIELD_NUMBER, mark, out);
  }

  private static void writeFloats(float[] value, PayloadWriter out) {
    int mark = out.mark();
    ByteBuffer buffer = out.littleEndian((long) Float.BYTES * value.length);
    for (float item : value) {
      buffer.putInt(Float.floatToRawIntBits(item));
    }
    close(PrimitiveArray.FLOATS_FIELD_NUMBER, mark, out);
  }

  private static void writeShorts(short[] value, PayloadWriter out) {
    int mark = out.mark();
    out.littleEndian((long) Short.BYTES * value.length).asShortBuffer().put(value);
    close(PrimitiveArray.SHORTS_FIELD_NUMBER, mark, out);
  }

  private static void writeChars(char[] value, PayloadWriter out) {
    int mark = out.mark();
    out.littleEndian((long) Character.BYTES * value.length).asCharBuffer().put(value);
    close(PrimitiveArray.CHARS_FIELD_NUMBER, mark, out);
  }

  private static void writeBooleans(boolean[] value, PayloadWriter out) {
    int mark = out.mark();
    ByteBuffer buffer = out.littleEndian(value.length);
    for (boolean item : value) {
      buffer.put((byte) (item ? 1 : 0));
    }
    out.close(Booleans.ITEMS_FIELD_NUMBER, mark);
    close(PrimitiveArray.BOOLEANS_FIELD_NUMBER, mark, out);
  }

  private static void close(int field, int mark, PayloadWriter out) {
    out.close(field, mark);
    out.close(Payload.PRIMITIVE_ARRAY_FIELD_NUMBER, mark);
  }

  public static Object read(PayloadReader reader) throws IOException {
    PrimitiveArray array = reader.message(PrimitiveArray.parser());
    return switch (array.getItemsCase()) {
      case BOOLEANS -> booleans(array.getBooleans().getItems());
      case CHARS -> {
        char[] chars = new char[count(array.getChars(), Character.BYTES)];
        items(array.getChars()).asCharBuffer().get(chars);
        yield chars;
      }
      case SHORTS -> {
        short[] shorts = new short[count(array.getShorts(), Short.BYTES)];
        items(array.getShorts()).asShortBuffer().get(shorts);
        yield shorts;
      }
      case INTS -> {
        int[] ints = new int[count(array.getInts(), Integer.BYTES)];
        items(array.getInts()).asIntBuffer().get(ints);
        yield ints;
      }
      case LONGS -> {
        long[] longs = new long[count(array.getLongs(), Long.BYTES)];
        items(array.getLongs()).asLongBuffer().get(longs);
        yield longs;
      }
      case FLOATS -> floats(array.getFloats());
      case DOUBLES -> doubles(array.getDoubles());
      default -> throw new PayloadException("A payload holds a primitive array of an unknown type");
    };
  }

  private static boolean[] booleans(ByteString items) {
    boolean[] value = new boolean[items.size()];
    for (int i = 0; i < value.length; i++) {
      value[i] = items.byteAt(i) != 0;
    }
    return value;
  }

  private static float[] floats(ByteString items) {
    float[] value = new float[count(items, Float.BYTES)];
    ByteBuffer buffer = items(items);
    for (int i = 0; i < value.length; i++) {
      value[i] = Float.intBitsToFloat(buffer.getInt());
    }
    return value;
  }

  private static double[] doubles(ByteString items) {
    double[] value = new double[count(items, Double.BYTES)];
    ByteBuffer buffer = items(items);
    for (int i = 0; i < value.length; i++) {
      value[i] = Double.longBitsToDouble(buffer.getLong());
    }
    return value;
  }

  private static int count(ByteString items, int size) {
    if (items.size() % size != 0) {
      throw new PayloadException("A payload holds a primitive array of " + items.size()
          + " bytes, which does not fit its items");
    }
    return items.size() / size;
  }

  private static ByteBuffer items(ByteString items) {
    return items.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
