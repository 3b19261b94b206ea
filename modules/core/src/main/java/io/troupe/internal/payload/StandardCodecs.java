package io.troupe.internal.payload;

import io.troupe.internal.payload.codec.Advice;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.ProgramLoaders;
import io.troupe.internal.payload.codec.SerialSettings;
import io.troupe.internal.payload.codec.Types;
import io.troupe.internal.payload.collection.ListCodecs;
import io.troupe.internal.payload.collection.MapCodecs;
import io.troupe.internal.payload.collection.MapEntryCodecs;
import io.troupe.internal.payload.collection.ObjectArrays;
import io.troupe.internal.payload.collection.PrimitiveArrays;
import io.troupe.internal.payload.collection.SetCodecs;
import io.troupe.internal.payload.failure.ThrowableCodec;
import io.troupe.internal.payload.lambda.LambdaCodec;
import io.troupe.internal.payload.serial.SerializedCodec;
import io.troupe.internal.payload.value.MessageCodec;
import io.troupe.internal.payload.value.OptionalCodecs;
import io.troupe.internal.payload.value.RecordCodec;
import io.troupe.internal.payload.value.ScalarCodecs;
import io.troupe.internal.payload.value.TextCodecs;
import io.troupe.internal.payload.value.TimeCodecs;
import io.troupe.internal.payload.value.TypeCodecs;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Finds the codec of a class, once a class. Thread-safe. */
final class StandardCodecs implements Codecs {
  private final Extensions extensions;
  private final SerialSettings serial;
  private final Types types = new Types();
  private final ClassValue<Codec<?>> byClass = new ClassValue<>() {
    @Override
    protected Codec<?> computeValue(Class<?> type) {
      return find(type);
    }
  };

  StandardCodecs(Extensions extensions, SerialSettings serial) {
    this.extensions = extensions;
    this.serial = serial;
  }

  Extensions extensions() {
    return extensions;
  }

  @Override
  public boolean isAdded(Class<?> type) {
    return extensions.of(type) != null;
  }

  @Override
  public SerialSettings serial() {
    return serial;
  }

  @Override
  public Types types() {
    return types;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Codec<Object> of(Object value) {
    return (Codec<Object>) byClass.get(value.getClass());
  }

  @Override
  public @Nullable Object read(int tag, PayloadReader reader) throws IOException {
    return PayloadFields.read(tag, reader, extensions);
  }

  /**
   * Scalars first, which cannot be replaced; then what others added; then our own, the last resort
   * last.
   */
  private Codec<?> find(Class<?> type) {
    Codec<?> codec = ScalarCodecs.ofBox(type);
    if (codec == null && type == String.class) {
      codec = TextCodecs.STRING;
    }
    if (codec == null) {
      ProgramLoaders.meet(type);
      ProgramLoaders.otherLoader(type).ifPresent(extensions::learnFrom);
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
