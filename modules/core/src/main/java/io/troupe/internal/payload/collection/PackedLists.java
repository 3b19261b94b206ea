package io.troupe.internal.payload.collection;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.proto.Doubles;
import io.troupe.proto.Ints;
import io.troupe.proto.ListKind;
import io.troupe.proto.Longs;
import io.troupe.proto.PackedList;
import io.troupe.proto.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists whose items are all Integer, all Long or all Double: one run of numbers, without a tag an
 * item.
 */
public final class PackedLists {
  private PackedLists() {}

  /** Writes the items if they are alike; returns whether it did. */
  static boolean write(ListKind kind, @Nullable Object[] items, PayloadWriter out) {
    Class<?> type = commonClass(items);
    if (type == null) {
      return false;
    }
    int mark = out.mark();
    if (type == Integer.class) {
      writeInts(items, out);
    } else if (type == Long.class) {
      writeLongs(items, out);
    } else if (type == Double.class) {
      writeDoubles(items, out);
    } else {
      return false;
    }
    if (kind != ListKind.ARRAY_LIST) {
      out.uint32(PackedList.KIND_FIELD_NUMBER, kind.getNumber());
    }
    out.close(Payload.PACKED_LIST_FIELD_NUMBER, mark);
    return true;
  }

  private static @Nullable Class<?> commonClass(@Nullable Object[] items) {
    Class<?> first = items.length == 0 || items[0] == null ? null : items[0].getClass();
    if (first != Integer.class && first != Long.class && first != Double.class) {
      return null;
    }
    for (Object item : items) {
      if (item == null || item.getClass() != first) {
        return null;
      }
    }
    return first;
  }

  private static void writeInts(@Nullable Object[] items, PayloadWriter out) {
    int outer = out.mark();
    int[] numbers = new int[items.length];
    long size = 0;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = CodedOutputStream.encodeZigZag32((Integer) items[i]);
      size += CodedOutputStream.computeUInt32SizeNoTag(numbers[i]);
    }
    out.varints(numbers, size);
    out.close(Ints.ITEMS_FIELD_NUMBER, outer);
    out.close(PackedList.INTS_FIELD_NUMBER, outer);
  }

  private static void writeLongs(@Nullable Object[] items, PayloadWriter out) {
    int outer = out.mark();
    long[] numbers = new long[items.length];
    long size = 0;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = CodedOutputStream.encodeZigZag64((Long) items[i]);
      size += CodedOutputStream.computeUInt64SizeNoTag(numbers[i]);
    }
    out.varints(numbers, size);
    out.close(Longs.ITEMS_FIELD_NUMBER, outer);
    out.close(PackedList.LONGS_FIELD_NUMBER, outer);
  }

  private static void writeDoubles(@Nullable Object[] items, PayloadWriter out) {
    int outer = out.mark();
    ByteBuffer buffer = out.littleEndian((long) Double.BYTES * items.length);
    for (Object item : items) {
      buffer.putLong(Double.doubleToRawLongBits((Double) item));
    }
    out.close(Doubles.ITEMS_FIELD_NUMBER, outer);
    out.close(PackedList.DOUBLES_FIELD_NUMBER, outer);
  }

  public static Object read(PayloadReader reader) throws IOException {
    Parts parts = new Parts(reader);
    reader.fields(parts);
    return ListCodecs.make(parts.kind, parts.items);
  }

  /**
   * Reads Ints, Longs or Doubles, whose only field is number 1; also where a foreign writer did not
   * pack it.
   */
  private static List<@Nullable Object> readNumbers(PayloadReader reader, int wireType, Run run)
      throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    reader.fields(tag -> {
      if (tag == (Ints.ITEMS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED)) {
        int outer = reader.open();
        run.readAll(reader.in(), items);
        reader.in().popLimit(outer);
      } else if (tag == (Ints.ITEMS_FIELD_NUMBER << 3 | wireType)) {
        items.add(run.readOne(reader.in()));
      } else {
        throw PayloadReader.unknownField("list", tag);
      }
    });
    return items;
  }

  /**
   * How numbers of one type are read. A loop a type, for this is where a map over millions of
   * numbers spends its time.
   */
  private enum Run {
    INTS {
      @Override
      Number readOne(CodedInputStream in) throws IOException {
        return in.readSInt32();
      }

      @Override
      void readAll(CodedInputStream in, List<@Nullable Object> items) throws IOException {
        while (!in.isAtEnd()) {
          items.add(in.readSInt32());
        }
      }
    },
    LONGS {
      @Override
      Number readOne(CodedInputStream in) throws IOException {
        return in.readSInt64();
      }

      @Override
      void readAll(CodedInputStream in, List<@Nullable Object> items) throws IOException {
        while (!in.isAtEnd()) {
          items.add(in.readSInt64());
        }
      }
    },
    DOUBLES {
      @Override
      Number readOne(CodedInputStream in) throws IOException {
        return in.readDouble();
      }

      @Override
      void readAll(CodedInputStream in, List<@Nullable Object> items) throws IOException {
        while (!in.isAtEnd()) {
          items.add(in.readDouble());
        }
      }
    };

    abstract Number readOne(CodedInputStream in) throws IOException;

    abstract void readAll(CodedInputStream in, List<@Nullable Object> items) throws IOException;
  }

  /** What has been read so far. */
  private static final class Parts implements PayloadReader.Fields {
    private final PayloadReader reader;
    private int kind;
    private List<@Nullable Object> items = new ArrayList<>(0);

    Parts(PayloadReader reader) {
      this.reader = reader;
    }

    @Override
    public void read(int tag) throws IOException {
      switch (tag) {
        case PackedList.KIND_FIELD_NUMBER << 3 | WIRETYPE_VARINT ->
          kind = reader.in().readEnum();
        case PackedList.INTS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          items = readNumbers(reader, WIRETYPE_VARINT, Run.INTS);
        case PackedList.LONGS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          items = readNumbers(reader, WIRETYPE_VARINT, Run.LONGS);
        case PackedList.DOUBLES_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          items = readNumbers(reader, WIRETYPE_FIXED64, Run.DOUBLES);
        default -> throw PayloadReader.unknownField("list", tag);
      }
    }
  }
}
