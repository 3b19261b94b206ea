package io.troupe.internal.payload.collection;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.internal.payload.value.TextCodecs;
import io.troupe.internal.payload.value.TypeCodecs;
import io.troupe.proto.Payload;
import io.troupe.proto.SetKind;
import io.troupe.proto.SetValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The JDK's common sets, each as its own kind. */
public final class SetCodecs {
  private SetCodecs() {}

  public static @Nullable Codec<?> of(Class<?> type) {
    if (type == HashSet.class) {
      return codec(SetKind.HASH_SET);
    }
    if (type == LinkedHashSet.class) {
      return codec(SetKind.LINKED_HASH_SET);
    }
    if (type == TreeSet.class) {
      return (Codec<TreeSet<?>>)
          (value, out) -> write(SetKind.TREE_SET, value, value.comparator(), null, out);
    }
    if (EnumSet.class.isAssignableFrom(type)) {
      return (Codec<EnumSet<?>>) SetCodecs::writeEnumSet;
    }
    return ofFactory(type);
  }

  private static @Nullable Codec<?> ofFactory(Class<?> type) {
    if (type == Set.of(1).getClass() || type == Set.of().getClass()) {
      return codec(SetKind.IMMUTABLE_SET);
    }
    if (type == Collections.emptySet().getClass()) {
      return codec(SetKind.EMPTY_SET);
    }
    if (type == Collections.singleton(1).getClass()) {
      return codec(SetKind.SINGLETON_SET);
    }
    return type == ConcurrentHashMap.KeySetView.class
        ? (Codec<ConcurrentHashMap.KeySetView<?, ?>>) SetCodecs::writeView
        : null;
  }

  private static Codec<Set<?>> codec(SetKind kind) {
    return (value, out) -> write(kind, value, null, null, out);
  }

  /**
   * The class serves newKeySet() and views of a map; a view belongs to its map and cannot leave it.
   */
  private static void writeView(ConcurrentHashMap.KeySetView<?, ?> value, PayloadWriter out)
      throws IOException {
    if (value.getMappedValue() != Boolean.TRUE) {
      throw new Refusal(
          "a key set of a ConcurrentHashMap cannot cross without its map; send new HashSet<>(keys)");
    }
    write(SetKind.CONCURRENT_SET, value, null, null, out);
  }

  private static <E extends Enum<E>> void writeEnumSet(EnumSet<E> value, PayloadWriter out)
      throws IOException {
    EnumSet<E> sample = value.isEmpty() ? EnumSet.complementOf(value) : value;
    if (sample.isEmpty()) {
      throw new Refusal("a set of an enum without constants cannot cross; send an empty Set.of()");
    }
    String element = sample.iterator().next().getDeclaringClass().getName();
    write(SetKind.ENUM_SET, value, null, element, out);
  }

  private static void write(
      SetKind kind,
      Set<?> value,
      @Nullable Object comparator,
      @Nullable String element,
      PayloadWriter out)
      throws IOException {
    out.enter(value);
    int mark = out.mark();
    if (element != null) {
      out.string(SetValue.ELEMENT_CLASS_FIELD_NUMBER, element);
    }
    ComparatorPart.write(SetValue.COMPARATOR_FIELD_NUMBER, comparator, out);
    out.payloads(SetValue.ITEMS_FIELD_NUMBER, value.toArray(), index -> "an item of the set");
    out.uint32(SetValue.KIND_FIELD_NUMBER, kind.getNumber());
    out.close(Payload.SET_FIELD_NUMBER, mark);
    out.leave();
  }

  public static Object read(PayloadReader reader) throws IOException {
    Parts parts = new Parts(reader);
    reader.fields(parts);
    return parts.kind == SetKind.ENUM_SET_VALUE
        ? enumSet(reader.codecs().types().load(parts.element), parts.items)
        : make(parts.kind, parts.items, ComparatorPart.cast(parts.comparator));
  }

  private static Object make(
      int kind, List<@Nullable Object> items, @Nullable Comparator<@Nullable Object> comparator) {
    return switch (kind) {
      case SetKind.HASH_SET_VALUE -> new HashSet<>(items);
      case SetKind.LINKED_HASH_SET_VALUE -> new LinkedHashSet<>(items);
      case SetKind.TREE_SET_VALUE -> addAll(new TreeSet<>(comparator), items);
      case SetKind.IMMUTABLE_SET_VALUE -> Set.of(items.toArray());
      case SetKind.CONCURRENT_SET_VALUE -> addAll(ConcurrentHashMap.newKeySet(), items);
      case SetKind.EMPTY_SET_VALUE -> Collections.emptySet();
      case SetKind.SINGLETON_SET_VALUE -> Collections.singleton(items.get(0));
      default ->
        throw new PayloadException(
            "A payload holds a set of a kind that this version does not know (" + kind + ")");
    };
  }

  private static Object addAll(Set<@Nullable Object> set, List<@Nullable Object> items) {
    set.addAll(items);
    return set;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Enum<E>> Object enumSet(
      Class<?> elements, List<@Nullable Object> items) {
    Class<E> type = (Class<E>) TypeCodecs.checkEnum(elements);
    EnumSet<E> set = EnumSet.noneOf(type);
    for (Object item : items) {
      set.add(type.cast(item));
    }
    return set;
  }

  /** What has been read so far. */
  private static final class Parts implements PayloadReader.Fields {
    private final PayloadReader reader;
    private int kind;
    private @Nullable Object comparator;
    private String element = "";
    private final List<@Nullable Object> items = new ArrayList<>();

    Parts(PayloadReader reader) {
      this.reader = reader;
    }

    @Override
    public void read(int tag) throws IOException {
      switch (tag) {
        case SetValue.KIND_FIELD_NUMBER << 3 | WIRETYPE_VARINT ->
          kind = reader.in().readEnum();
        case SetValue.ITEMS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          items.add(reader.payload());
        case SetValue.COMPARATOR_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          comparator = reader.payload();
        case SetValue.ELEMENT_CLASS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          element = TextCodecs.readText(reader.in());
        default -> throw PayloadReader.unknownField("set", tag);
      }
    }
  }
}
