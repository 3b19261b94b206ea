package io.troupe.internal.payload;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Finds the codec of a class, once a class. Thread-safe. */
final class Codecs {
  /** How deep values may be nested: each level takes about a kilobyte of stack, of which a thread may have 512. */
  static final int MAX_DEPTH = 500;

  private final Extensions extensions;
  private final SerialSettings serial;
  private final Types types = new Types();
  private final ClassValue<Codec<?>> byClass = new ClassValue<>() {
    @Override
    protected Codec<?> computeValue(Class<?> type) {
      return find(type);
    }
  };

  Codecs(Extensions extensions, SerialSettings serial) {
    this.extensions = extensions;
    this.serial = serial;
  }

  Extensions extensions() {
    return extensions;
  }

  SerialSettings serial() {
    return serial;
  }

  Types types() {
    return types;
  }

  /** Returns the codec of the value's class; one that refuses where there is none. */
  @SuppressWarnings("unchecked")
  Codec<Object> of(Object value) {
    return (Codec<Object>) byClass.get(value.getClass());
  }

  /** Scalars first, for nobody may replace them; then what others added; then our own, the last resort last. */
  private Codec<?> find(Class<?> type) {
    Codec<?> codec = ScalarCodecs.ofBox(type);
    if (codec == null && type == String.class) {
      codec = TextCodecs.STRING;
    }
    codec = codec != null ? codec : extensions.of(type);
    codec = codec != null ? codec : ofJdk(type);
    codec = codec != null ? codec : ofKind(type);
    return codec != null ? codec : Advice.refuse(Advice.on(type));
  }

  private static @Nullable Codec<?> ofJdk(Class<?> type) {
    Codec<?> codec = ListCodecs.of(type);
    codec = codec != null ? codec : MapCodecs.of(type);
    codec = codec != null ? codec : SetCodecs.of(type);
    codec = codec != null ? codec : MapEntryCodecs.of(type);
    codec = codec != null ? codec : OptionalCodecs.of(type);
    codec = codec != null ? codec : PrimitiveArrays.of(type);
    codec = codec != null ? codec : ScalarCodecs.ofBigNumber(type);
    codec = codec != null ? codec : TimeCodecs.of(type);
    return codec != null ? codec : TextCodecs.of(type);
  }

  private static @Nullable Codec<?> ofKind(Class<?> type) {
    Codec<?> codec = type.isArray() ? ObjectArrays.CODEC : TypeCodecs.of(type);
    codec = codec != null ? codec : RecordCodec.of(type);
    codec = codec != null ? codec : LambdaCodec.of(type);
    codec = codec != null ? codec : MessageCodec.of(type);
    if (codec == null && Throwable.class.isAssignableFrom(type)) {
      codec = ThrowableCodec.CODEC;
    }
    return codec == null && Serializable.class.isAssignableFrom(type)
        ? SerializedCodec.INSTANCE
        : codec;
  }
}
