package io.troupe.internal.payload.collection;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.TypeNames;
import io.troupe.internal.payload.serial.SerializedCodec;
import io.troupe.internal.payload.value.TextCodecs;
import io.troupe.internal.payload.value.TypeCodecs;
import io.troupe.proto.MapKind;
import io.troupe.proto.MapValue;
import io.troupe.proto.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The JDK's common maps, each as its own kind. */
public final class MapCodecs {
  private MapCodecs() {}

  public static @Nullable Codec<?> of(Class<?> type) {
    if (type == HashMap.class) {
      return codec(MapKind.HASH_MAP);
    }
    if (type == LinkedHashMap.class) {
      return codec(MapKind.LINKED_HASH_MAP);
    }
    if (type == ConcurrentHashMap.class) {
      return codec(MapKind.CONCURRENT_HASH_MAP);
    }
    if (type == TreeMap.class) {
      return (Codec<TreeMap<?, ?>>)
          (value, out) -> write(MapKind.TREE_MAP, value, value.comparator(), null, out);
    }
    return type == EnumMap.class ? (Codec<EnumMap<?, ?>>) MapCodecs::writeEnumMap : ofFactory(type);
  }

  private static @Nullable Codec<?> ofFactory(Class<?> type) {
    if (type == Map.of(1, 1).getClass() || type == Map.of().getClass()) {
      return codec(MapKind.IMMUTABLE_MAP);
    }
    if (type == Collections.emptyMap().getClass()) {
      return codec(MapKind.EMPTY_MAP);
    }
    return type == Collections.singletonMap(1, 1).getClass() ? codec(MapKind.SINGLETON_MAP) : null;
  }

  private static Codec<Map<?, ?>> codec(MapKind kind) {
    return (value, out) -> write(kind, value, null, null, out);
  }

  /** An empty map does not tell its key class; its serialised form does. */
  private static void writeEnumMap(EnumMap<?, ?> value, PayloadWriter out) throws IOException {
    if (value.isEmpty()) {
      SerializedCodec.INSTANCE.write(value, out);
      return;
    }
    String keyClass = value.keySet().iterator().next().getDeclaringClass().getName();
    write(MapKind.ENUM_MAP, value, null, keyClass, out);
  }

  private static void write(
      MapKind kind,
      Map<?, ?> value,
      @Nullable Object comparator,
      @Nullable String keyClass,
      PayloadWriter out)
      throws IOException {
    if (isFillable(kind.getNumber())) {
      out.enterFillable(value);
    } else {
      out.enter(value);
    }
    int mark = out.mark();
    Object[] entries = value.entrySet().toArray();
    if (keyClass != null) {
      out.string(MapValue.KEY_CLASS_FIELD_NUMBER, keyClass);
    }
    ComparatorPart.write(MapValue.COMPARATOR_FIELD_NUMBER, comparator, out);
    Object[] keys = each(entries, Map.Entry::getKey);
    out.payloads(
        MapValue.VALUES_FIELD_NUMBER,
        each(entries, Map.Entry::getValue),
        i -> "value of key " + shown(keys[i]));
    out.payloads(MapValue.KEYS_FIELD_NUMBER, keys, i -> "a key of the map");
    out.uint32(MapValue.KIND_FIELD_NUMBER, kind.getNumber());
    out.close(Payload.MAP_FIELD_NUMBER, mark);
    out.leave();
  }

  private static @Nullable Object[] each(
      Object[] entries, java.util.function.Function<Map.Entry<?, ?>, @Nullable Object> part) {
    Object[] parts = new Object[entries.length];
    for (int i = 0; i < entries.length; i++) {
      parts[i] = part.apply((Map.Entry<?, ?>) entries[i]);
    }
    return parts;
  }

  /** Shows simple keys only: toString of the others may be long, or fail. */
  private static String shown(@Nullable Object key) {
    if (key instanceof String || key instanceof Enum) {
      return "`" + key + "`";
    }
    return key == null || key instanceof Number
        ? String.valueOf(key)
        : "of class " + TypeNames.of(key);
  }

  public static Object read(PayloadReader reader) throws IOException {
    Parts parts = new Parts(reader);
    reader.fields(parts);
    if (parts.keys.size() != parts.values.size()) {
      throw new PayloadException("A map in a payload has " + parts.keys.size() + " keys and "
          + parts.values.size() + " values");
    }
    return parts.kind == MapKind.ENUM_MAP_VALUE
        ? enumMap(reader.codecs().types().load(parts.keyClass), parts.keys, parts.values)
        : make(parts);
  }

  /**
   * Returns whether a map of this kind is made before what is in it, so that a value of it may be
   * the map.
   */
  private static boolean isFillable(int kind) {
    return kind == MapKind.HASH_MAP_VALUE || kind == MapKind.LINKED_HASH_MAP_VALUE;
  }

  private static Map<@Nullable Object, @Nullable Object> fillable(int kind) {
    return kind == MapKind.HASH_MAP_VALUE ? new HashMap<>() : new LinkedHashMap<>();
  }

  private static Object make(Parts parts) {
    List<@Nullable Object> keys = parts.keys;
    List<@Nullable Object> values = parts.values;
    return switch (parts.kind) {
      case MapKind.HASH_MAP_VALUE, MapKind.LINKED_HASH_MAP_VALUE ->
        fill(parts.made == null ? fillable(parts.kind) : parts.made, keys, values);
      case MapKind.TREE_MAP_VALUE ->
        fill(new TreeMap<>(ComparatorPart.cast(parts.comparator)), keys, values);
      case MapKind.IMMUTABLE_MAP_VALUE -> Map.copyOf(fill(new HashMap<>(), keys, values));
      case MapKind.CONCURRENT_HASH_MAP_VALUE -> fill(new ConcurrentHashMap<>(), keys, values);
      case MapKind.EMPTY_MAP_VALUE -> Collections.emptyMap();
      case MapKind.SINGLETON_MAP_VALUE -> Collections.singletonMap(keys.get(0), values.get(0));
      default ->
        throw new PayloadException(
            "A payload holds a map of a kind that this version does not know (" + parts.kind + ")");
    };
  }

  private static Map<@Nullable Object, @Nullable Object> fill(
      Map<@Nullable Object, @Nullable Object> map,
      List<@Nullable Object> keys,
      List<@Nullable Object> values) {
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
    return map;
  }

  @SuppressWarnings("unchecked")
  private static <K extends Enum<K>> Object enumMap(
      Class<?> keyClass, List<@Nullable Object> keys, List<@Nullable Object> values) {
    Class<K> type = (Class<K>) TypeCodecs.checkEnum(keyClass);
    Map<K, @Nullable Object> map = new EnumMap<>(type);
    for (int i = 0; i < keys.size(); i++) {
      map.put(type.cast(keys.get(i)), values.get(i));
    }
    return map;
  }

  /** What has been read so far. */
  private static final class Parts implements PayloadReader.Fields {
    private final PayloadReader reader;
    private int kind;
    private @Nullable Map<@Nullable Object, @Nullable Object> made;
    private @Nullable Object comparator;
    private String keyClass = "";
    private final List<@Nullable Object> keys = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    Parts(PayloadReader reader) {
      this.reader = reader;
    }

    @Override
    public void read(int tag) throws IOException {
      switch (tag) {
        case MapValue.KIND_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> beginKind();
        case MapValue.KEYS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          keys.add(reader.payload());
        case MapValue.VALUES_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          values.add(reader.payload());
        case MapValue.COMPARATOR_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          comparator = reader.payload();
        case MapValue.KEY_CLASS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
          keyClass = TextCodecs.readText(reader.in());
        default -> throw PayloadReader.unknownField("map", tag);
      }
    }

    private void beginKind() throws IOException {
      kind = reader.in().readEnum();
      if (isFillable(kind) && keys.isEmpty() && values.isEmpty()) {
        made = fillable(kind);
        reader.made(made);
      }
    }
  }
}
