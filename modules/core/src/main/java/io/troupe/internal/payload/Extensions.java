package io.troupe.internal.payload;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.internal.payload.codec.TypeNames;
import io.troupe.proto.ExtensionValue;
import io.troupe.proto.Payload;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The codecs that others added: Troupe's handles and the program's own types. Thread-safe. */
final class Extensions {
  private final List<PayloadCodec<?>> codecs;
  private final Map<String, PayloadCodec<?>> byName = new HashMap<>();

  Extensions(List<PayloadCodec<?>> codecs) {
    this.codecs = List.copyOf(codecs);
    for (PayloadCodec<?> codec : this.codecs) {
      PayloadCodec<?> other = byName.putIfAbsent(codec.name(), codec);
      if (other != null) {
        throw new PayloadException("Two payload codecs are named " + codec.name() + ": "
            + TypeNames.of(other) + " and " + TypeNames.of(codec) + "; rename one");
      }
    }
  }

  List<PayloadCodec<?>> codecs() {
    return codecs;
  }

  /** Returns the codec of the most specific type that fits. */
  @Nullable
  Codec<?> of(Class<?> type) {
    PayloadCodec<?> best = null;
    for (PayloadCodec<?> codec : codecs) {
      if (fits(codec, type) && (best == null || best.type().isAssignableFrom(codec.type()))) {
        best = codec;
      }
    }
    return best == null ? null : new Extension<>(best);
  }

  private static boolean fits(PayloadCodec<?> codec, Class<?> type) {
    return !(codec instanceof Selective selective && !selective.mayBe(type))
        && codec.type().isAssignableFrom(type);
  }

  private record Extension<T>(PayloadCodec<T> codec) implements Codec<T> {
    @Override
    public void write(T value, PayloadWriter out) throws IOException {
      Departure.noteLive();
      int mark = out.mark();
      out.bytes(ExtensionValue.DATA_FIELD_NUMBER, encode(value));
      out.string(ExtensionValue.CODEC_FIELD_NUMBER, codec.name());
      out.close(Payload.EXTENSION_FIELD_NUMBER, mark);
    }

    private byte[] encode(T value) throws IOException {
      try {
        return Objects.requireNonNull(codec.encode(value), "bytes");
      } catch (PayloadException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw new Refusal(
            "the codec " + codec.name() + " cannot encode a " + TypeNames.of(value) + ": " + e, e);
      }
    }
  }

  Object read(PayloadReader reader) throws IOException {
    ExtensionValue value = reader.message(ExtensionValue.parser());
    PayloadCodec<?> codec = byName.get(value.getCodec());
    if (codec == null) {
      throw new PayloadException("No payload codec is named " + value.getCodec()
          + " in this process; list it in META-INF/services/" + PayloadCodec.class.getName());
    }
    return decode(codec, value.getData().toByteArray());
  }

  private static Object decode(PayloadCodec<?> codec, byte[] data) {
    try {
      return Objects.requireNonNull(codec.decode(data), "value");
    } catch (PayloadException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new PayloadException("The codec " + codec.name() + " cannot decode its bytes: " + e, e);
    }
  }
}
