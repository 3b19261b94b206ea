package io.troupe.internal.payload.collection;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.proto.MapEntryValue;
import io.troupe.proto.Payload;
import java.io.IOException;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Map entries that stand alone. Entries of a HashMap belong to it and cannot cross. */
public final class MapEntryCodecs {
  private MapEntryCodecs() {}

  public static @Nullable Codec<?> of(Class<?> type) {
    if (type == Map.entry(1, 1).getClass()) {
      return (Codec<Map.Entry<?, ?>>) (value, out) -> write(true, value, out);
    }
    return type == AbstractMap.SimpleEntry.class
        ? (Codec<Map.Entry<?, ?>>) (value, out) -> write(false, value, out)
        : null;
  }

  private static void write(boolean immutable, Map.Entry<?, ?> value, PayloadWriter out)
      throws IOException {
    out.enter(value);
    int mark = out.mark();
    part(MapEntryValue.VALUE_FIELD_NUMBER, value.getValue(), "value of the entry", out);
    part(MapEntryValue.KEY_FIELD_NUMBER, value.getKey(), "key of the entry", out);
    out.bool(MapEntryValue.IMMUTABLE_FIELD_NUMBER, immutable);
    out.close(Payload.MAP_ENTRY_FIELD_NUMBER, mark);
    out.leave();
  }

  private static void part(int field, @Nullable Object value, String name, PayloadWriter out)
      throws IOException {
    try {
      out.payload(field, value);
    } catch (Refusal e) {
      throw e.at(name);
    }
  }

  public static Object read(PayloadReader reader) throws IOException {
    Parts parts = new Parts(reader);
    reader.fields(parts);
    return parts.immutable
        ? Map.entry(
            Objects.requireNonNull(parts.key, "key"), Objects.requireNonNull(parts.value, "value"))
        : new AbstractMap.SimpleEntry<>(parts.key, parts.value);
  }

  /** What has been read so far. */
  private static final class Parts implements PayloadReader.Fields {
    private final PayloadReader reader;
    private boolean immutable;
    private @Nullable Object key;
    private @Nullable Object value;

    Parts(PayloadReader reader) {
      this.reader = reader;
    }

    @Override
    public void read(int tag) throws IOException {
      switch (tag) {
        case MapEntryValue.IMMUTABLE_FIELD_NUMBER << 3 | WIRETYPE_VARINT ->
          immutable = reader.in().readBool();
        case MapEntryValue.KEY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          key = reader.payload();
        case MapEntryValue.VALUE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          value = reader.payload();
        default -> throw PayloadReader.unknownField("map entry", tag);
      }
    }
  }
}
