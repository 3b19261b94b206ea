package io.troupe.internal.payload.value;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.proto.OptionalKind;
import io.troupe.proto.OptionalValue;
import io.troupe.proto.Payload;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Optional and its primitive forms. */
public final class OptionalCodecs {
  private OptionalCodecs() {}

  public static @Nullable Codec<?> of(Class<?> type) {
    if (type == Optional.class) {
      return (Codec<Optional<?>>) OptionalCodecs::writeOptional;
    }
    if (type == OptionalInt.class) {
      return (Codec<OptionalInt>) (value, out) ->
          write(OptionalKind.OPTIONAL_INT, value.isPresent() ? value.getAsInt() : null, out);
    }
    if (type == OptionalLong.class) {
      return (Codec<OptionalLong>) (value, out) ->
          write(OptionalKind.OPTIONAL_LONG, value.isPresent() ? value.getAsLong() : null, out);
    }
    return type == OptionalDouble.class
        ? (Codec<OptionalDouble>) OptionalCodecs::writeDouble
        : null;
  }

  private static void writeDouble(OptionalDouble value, PayloadWriter out) throws IOException {
    write(OptionalKind.OPTIONAL_DOUBLE, value.isPresent() ? value.getAsDouble() : null, out);
  }

  private static void writeOptional(Optional<?> value, PayloadWriter out) throws IOException {
    out.enter(value);
    try {
      write(OptionalKind.OPTIONAL, value.orElse(null), out);
    } catch (Refusal e) {
      throw e.at("value of the Optional");
    }
    out.leave();
  }

  private static void write(OptionalKind kind, @Nullable Object value, PayloadWriter out)
      throws IOException {
    int mark = out.mark();
    if (kind != OptionalKind.OPTIONAL) {
      out.uint32(OptionalValue.KIND_FIELD_NUMBER, kind.getNumber());
    }
    if (value != null) {
      out.payload(OptionalValue.VALUE_FIELD_NUMBER, value);
    }
    out.close(Payload.OPTIONAL_FIELD_NUMBER, mark);
  }

  public static Object read(PayloadReader reader) throws IOException {
    Parts parts = new Parts(reader);
    reader.fields(parts);
    return make(parts.kind, parts.value);
  }

  private static Object make(int kind, @Nullable Object value) {
    return switch (kind) {
      case OptionalKind.OPTIONAL_VALUE -> Optional.ofNullable(value);
      case OptionalKind.OPTIONAL_INT_VALUE ->
        value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
      case OptionalKind.OPTIONAL_LONG_VALUE ->
        value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
      case OptionalKind.OPTIONAL_DOUBLE_VALUE ->
        value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
      default ->
        throw new PayloadException("A payload holds an optional of an unknown kind (" + kind + ")");
    };
  }

  /** What has been read so far. */
  private static final class Parts implements PayloadReader.Fields {
    private final PayloadReader reader;
    private int kind;
    private @Nullable Object value;

    Parts(PayloadReader reader) {
      this.reader = reader;
    }

    @Override
    public void read(int tag) throws IOException {
      switch (tag) {
        case OptionalValue.VALUE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          value = reader.payload();
        case OptionalValue.KIND_FIELD_NUMBER << 3 | WIRETYPE_VARINT ->
          kind = reader.in().readEnum();
        default -> throw PayloadReader.unknownField("optional", tag);
      }
    }
  }
}
