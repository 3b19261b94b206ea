package io.troupe.internal.payload.value;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.TypeNames;
import io.troupe.proto.Payload;
import io.troupe.proto.RecordValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records: the components in the order of the header, rebuilt by the canonical constructor. */
public final class RecordCodec implements Codec<Record> {
  private final RecordShape shape;

  private RecordCodec(RecordShape shape) {
    this.shape = shape;
  }

  public static @Nullable Codec<?> of(Class<?> type) {
    return type.isRecord() ? new RecordCodec(RecordShape.of(type)) : null;
  }

  @Override
  public void write(Record value, PayloadWriter out) throws IOException {
    out.enter(value);
    int mark = out.mark();
    out.payloads(RecordValue.COMPONENTS_FIELD_NUMBER, shape.takeApart(value), this::part);
    out.string(RecordValue.CLASS_NAME_FIELD_NUMBER, shape.type().getName());
    out.close(Payload.RECORD_FIELD_NUMBER, mark);
    out.leave();
  }

  private String part(int index) {
    return "field `" + shape.name(index) + "` of record " + TypeNames.simple(shape.type());
  }

  public static Object read(PayloadReader reader) throws IOException {
    Parts parts = new Parts(reader);
    reader.fields(parts);
    return shape(reader.codecs().types().load(parts.className))
        .putTogether(parts.components.toArray());
  }

  private static RecordShape shape(Class<?> type) {
    if (!type.isRecord()) {
      throw new PayloadException(type.getName() + " is not a record in this process");
    }
    return RecordShape.of(type);
  }

  /** What has been read so far. */
  private static final class Parts implements PayloadReader.Fields {
    private final PayloadReader reader;
    private String className = "";
    private final List<@Nullable Object> components = new ArrayList<>();

    Parts(PayloadReader reader) {
      this.reader = reader;
    }

    @Override
    public void read(int tag) throws IOException {
      switch (tag) {
        case RecordValue.CLASS_NAME_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          className = TextCodecs.readText(reader.in());
        case RecordValue.COMPONENTS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          components.add(reader.payload());
        default -> throw PayloadReader.unknownField("record", tag);
      }
    }
  }
}
