package io.troupe.internal.payload.collection;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.value.TextCodecs;
import io.troupe.internal.payload.value.TypeCodecs;
import io.troupe.proto.ObjectArray;
import io.troupe.proto.Payload;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays of objects, with their component type; an array of arrays is one of them. */
public final class ObjectArrays {
  public static final Codec<@Nullable Object[]> CODEC = ObjectArrays::write;

  private ObjectArrays() {}

  private static void write(@Nullable Object[] value, PayloadWriter out) throws IOException {
    Class<?> component = value.getClass().getComponentType();
    TypeCodecs.checkNamed(component);
    out.enter(value);
    int mark = out.mark();
    out.payloads(ObjectArray.ITEMS_FIELD_NUMBER, value, index -> "item at index " + index);
    out.string(ObjectArray.COMPONENT_FIELD_NUMBER, component.getName());
    out.close(Payload.OBJECT_ARRAY_FIELD_NUMBER, mark);
    out.leave();
  }

  public static Object read(PayloadReader reader) throws IOException {
    Parts parts = new Parts(reader);
    reader.fields(parts);
    return make(reader.codecs().types().load(parts.component), parts.items);
  }

  private static Object make(Class<?> component, List<@Nullable Object> items) {
    if (component.isPrimitive()) {
      throw new PayloadException("A payload holds an object array of " + component);
    }
    return items.toArray((Object[]) Array.newInstance(component, items.size()));
  }

  /** What has been read so far. */
  private static final class Parts implements PayloadReader.Fields {
    private final PayloadReader reader;
    private String component = "";
    private final List<@Nullable Object> items = new ArrayList<>();

    Parts(PayloadReader reader) {
      this.reader = reader;
    }

    @Override
    public void read(int tag) throws IOException {
      switch (tag) {
        case ObjectArray.COMPONENT_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          component = TextCodecs.readText(reader.in());
        case ObjectArray.ITEMS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          items.add(reader.payload());
        default -> throw PayloadReader.unknownField("array", tag);
      }
    }
  }
}
