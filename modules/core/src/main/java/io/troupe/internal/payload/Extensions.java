package io.troupe.internal.payload;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.ProgramLoaders;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.internal.payload.codec.TypeNames;
import io.troupe.proto.ExtensionValue;
import io.troupe.proto.Payload;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The codecs that others added: Troupe's handles and the program's own types. Those of the program
 * are looked for when the first value comes that may be theirs, for that opens each jar of the class
 * path, and many a process never has one. Thread-safe.
 */
final class Extensions {
  private volatile Known known;
  private volatile @Nullable ClassLoader unasked;
  private final Set<ClassLoader> asked = Collections.newSetFromMap(new WeakHashMap<>());

  /** The codecs, and the same by their names. Immutable. */
  private record Known(List<PayloadCodec<?>> codecs, Map<String, PayloadCodec<?>> byName) {
    static Known of(List<PayloadCodec<?>> codecs) {
      Map<String, PayloadCodec<?>> byName = new HashMap<>();
      for (PayloadCodec<?> codec : codecs) {
        PayloadCodec<?> other = byName.putIfAbsent(codec.name(), codec);
        if (other != null) {
          throw new PayloadException("Two payload codecs are named " + codec.name() + ": "
              + TypeNames.of(other) + " and " + TypeNames.of(codec) + "; rename one");
        }
      }
      return new Known(List.copyOf(codecs), Map.copyOf(byName));
    }

    Known and(List<PayloadCodec<?>> found) {
      List<PayloadCodec<?>> all = new ArrayList<>(codecs);
      for (PayloadCodec<?> codec : found) {
        if (all.stream().noneMatch(each -> each.getClass() == codec.getClass())) {
          all.add(codec);
        }
      }
      return of(all);
    }
  }

  Extensions(List<PayloadCodec<?>> codecs) {
    this(codecs, null);
  }

  /** @param unasked the loader that finds the program's; null for none */
  private Extensions(List<PayloadCodec<?>> codecs, @Nullable ClassLoader unasked) {
    known = Known.of(codecs);
    this.unasked = unasked;
  }

  /** Returns those that a class loader will find. */
  static Extensions of(ClassLoader loader) {
    return new Extensions(List.of(), loader);
  }

  /** Returns these, and others before them. */
  Extensions with(List<PayloadCodec<?>> first) {
    List<PayloadCodec<?>> all = new ArrayList<>(first);
    all.addAll(known.codecs());
    return new Extensions(all, unasked);
  }

  /**
   * Returns all, looking for them if need be.
   *
   * @throws PayloadException if one cannot be made, or two have one name
   */
  private Known all() {
    ClassLoader loader = unasked;
    if (loader != null) {
      learnFrom(loader);
      unasked = null;
    }
    return known;
  }

  /**
   * Returns those that a class loader finds as services.
   *
   * @throws PayloadException if one cannot be made
   */
  private static List<PayloadCodec<?>> foundBy(ClassLoader loader) {
    List<PayloadCodec<?>> found = new ArrayList<>();
    try {
      for (PayloadCodec<?> codec : ServiceLoader.load(PayloadCodec.class, loader)) {
        found.add(codec);
      }
    } catch (ServiceConfigurationError e) {
      throw new PayloadException("A payload codec cannot be made: " + e.getMessage(), e);
    }
    return found;
  }

  /**
   * Has those known, too, that one of the program's other loaders finds: of a plug-in, or, in a
   * process, of the host. Once for each loader.
   */
  synchronized void learnFrom(ClassLoader loader) {
    if (!asked.contains(loader)) {
      known = known.and(foundBy(loader));
      asked.add(loader); // one that fails says so each time
    }
  }

  /** Returns the codec of the most specific type that fits. */
  @Nullable
  Codec<?> of(Class<?> type) {
    PayloadCodec<?> best = null;
    for (PayloadCodec<?> codec : all().codecs()) {
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
    PayloadCodec<?> codec = known.byName().get(value.getCodec());
    if (codec == null) {
      codec = all().byName().get(value.getCodec());
    }
    if (codec == null) {
      ProgramLoaders.all().forEach(this::learnFrom);
      codec = known.byName().get(value.getCodec());
    }
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
