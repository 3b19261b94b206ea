package io.troupe.internal.payload.collection;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.proto.ListKind;
import io.troupe.proto.ListValue;
import io.troupe.proto.Payload;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's common lists, each as its own kind; rarer ones go the way of all serialisable objects.
 */
public final class ListCodecs {
  private ListCodecs() {}

  public static @Nullable Codec<?> of(Class<?> type) {
    if (type == ArrayList.class) {
      return codec(ListKind.ARRAY_LIST);
    }
    if (type == LinkedList.class) {
      return codec(ListKind.LINKED_LIST);
    }
    if (type == ArrayDeque.class) {
      return codec(ListKind.ARRAY_DEQUE);
    }
    return ofFactory(type);
  }

  private static @Nullable Codec<?> ofFactory(Class<?> type) {
    if (type == List.of(1).getClass() || type == List.of().getClass()) {
      return (Codec<List<?>>) (value, out) -> write(immutableKind(value), value, out);
    }
    if (type == Arrays.asList(1).getClass()) {
      return codec(ListKind.ARRAYS_AS_LIST);
    }
    if (type == Collections.emptyList().getClass()) {
      return codec(ListKind.EMPTY_LIST);
    }
    return type == Collections.singletonList(1).getClass() ? codec(ListKind.SINGLETON_LIST) : null;
  }

  private static Codec<Collection<?>> codec(ListKind kind) {
    return (value, out) -> write(kind, value, out);
  }

  /** List.of and Stream.toList share a class; List.copyOf copies only what may hold nulls. */
  private static ListKind immutableKind(List<?> value) {
    try {
      return List.copyOf(value) == value
          ? ListKind.IMMUTABLE_LIST
          : ListKind.IMMUTABLE_NULLABLE_LIST;
    } catch (NullPointerException holdsNull) {
      return ListKind.IMMUTABLE_NULLABLE_LIST;
    }
  }

  private static void write(ListKind kind, Collection<?> value, PayloadWriter out)
      throws IOException {
    if (kind == ListKind.ARRAY_LIST) {
      out.enterFillable(value);
    } else {
      out.enter(value);
    }
    write(kind, value.toArray(), index -> "item at index " + index, out);
    out.leave();
  }

  /** Writes a list payload of the items. */
  public static void write(
      ListKind kind, @Nullable Object[] items, PayloadWriter.PartName part, PayloadWriter out)
      throws IOException {
    if (PackedLists.write(kind, items, out)) {
      return;
    }
    int mark = out.mark();
    out.payloads(ListValue.ITEMS_FIELD_NUMBER, items, part);
    if (kind != ListKind.ARRAY_LIST) {
      out.uint32(ListValue.KIND_FIELD_NUMBER, kind.getNumber());
    }
    out.close(Payload.LIST_FIELD_NUMBER, mark);
  }

  public static Object read(PayloadReader reader) throws IOException {
    Parts parts = new Parts(reader);
    reader.fields(parts);
    return make(parts.kind, parts.items);
  }

  /** Makes the collection; {@code items} may become part of it. */
  @SuppressWarnings("JdkObsolete") // a LinkedList was sent, so one must arrive
  public static Object make(int kind, List<@Nullable Object> items) {
    if (kind == ListKind.ARRAY_LIST_VALUE) {
      return items;
    }
    return switch (kind) {
      case ListKind.IMMUTABLE_LIST_VALUE -> List.of(items.toArray());
      case ListKind.IMMUTABLE_NULLABLE_LIST_VALUE -> items.stream().toList();
      case ListKind.LINKED_LIST_VALUE -> new LinkedList<>(items);
      case ListKind.ARRAYS_AS_LIST_VALUE -> Arrays.asList(items.toArray());
      case ListKind.EMPTY_LIST_VALUE -> Collections.emptyList();
      case ListKind.SINGLETON_LIST_VALUE -> Collections.singletonList(items.get(0));
      case ListKind.ARRAY_DEQUE_VALUE -> new ArrayDeque<>(items);
      default ->
        throw new PayloadException(
            "A payload holds a list of a kind that this version does not know (" + kind + ")");
    };
  }

  /** What has been read so far. */
  private static final class Parts implements PayloadReader.Fields {
    private final PayloadReader reader;
    private int kind;
    private final List<@Nullable Object> items = new ArrayList<>();

    Parts(PayloadReader reader) {
      this.reader = reader;
    }

    @Override
    public void read(int tag) throws IOException {
      switch (tag) {
        case ListValue.KIND_FIELD_NUMBER << 3 | WIRETYPE_VARINT ->
          kind = reader.in().readEnum();
        case ListValue.ITEMS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> addItem();
        default -> throw PayloadReader.unknownField("list", tag);
      }
    }

    private void addItem() throws IOException {
      if (items.isEmpty() && kind == ListKind.ARRAY_LIST_VALUE) {
        reader.made(items);
      }
      items.add(reader.payload());
    }
  }
}
