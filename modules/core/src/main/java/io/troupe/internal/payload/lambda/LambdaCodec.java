package io.troupe.internal.payload.lambda;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Advice;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.value.TextCodecs;
import io.troupe.proto.Lambda;
import io.troupe.proto.Payload;
import java.io.IOException;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lambdas of one class, that is, of one place in a program: what names them is encoded once,
 * what they capture each time. A lambda without captured values is encoded once only. Thread-safe.
 */
public final class LambdaCodec implements Codec<Object> {
  private static final ClassValue<LambdaCodec> CODECS = new ClassValue<>() {
    @Override
    protected LambdaCodec computeValue(Class<?> type) {
      return new LambdaCodec(type);
    }
  };

  private final @Nullable MethodHandle writeReplace;
  /** Written by whichever thread is first; all would write the same. */
  private volatile @Nullable LambdaShape shape;

  private volatile @Nullable EncodedFunction stateless;

  private LambdaCodec(Class<?> type) {
    this.writeReplace = LambdaParts.writeReplace(type);
  }

  public static @Nullable Codec<?> of(Class<?> type) {
    if (!LambdaParts.isLambda(type)) {
      return null;
    }
    return Serializable.class.isAssignableFrom(type)
        ? CODECS.get(type)
        : Advice.refuse(Advice.lambda(type));
  }

  @Override
  public void write(Object lambda, PayloadWriter out) throws IOException {
    int mark = out.mark();
    SerializedLambda parts = LambdaParts.of(lambda, writeReplace);
    writeFunction(lambda, parts, shape(parts), out);
    out.close(Payload.FUNCTION_FIELD_NUMBER, mark);
  }

  /** Encodes the lambda as a function of its own. */
  public EncodedFunction encode(Object lambda, Codecs codecs, Runnable again) throws IOException {
    EncodedFunction ready = stateless;
    if (ready != null) {
      return ready;
    }
    SerializedLambda parts = LambdaParts.of(lambda, writeReplace);
    LambdaShape known = shape(parts);
    ByteString bytes =
        PayloadWriter.function(codecs, again, out -> writeFunction(lambda, parts, known, out));
    boolean captures = parts.getCapturedArgCount() > 0;
    EncodedFunction encoded = new EncodedFunction(bytes, !captures, known.description());
    stateless = captures ? null : encoded;
    return encoded;
  }

  private LambdaShape shape(SerializedLambda parts) {
    LambdaShape known = shape;
    if (known == null) {
      known = LambdaShape.of(parts);
      shape = known;
    }
    return known;
  }

  private static void writeFunction(
      Object lambda, SerializedLambda parts, LambdaShape shape, PayloadWriter out)
      throws IOException {
    out.enter(lambda);
    shape.writeFunction(parts, out);
    out.leave();
  }

  /** Writes the content of a Payload for a lambda that serialisation took apart. */
  public static void writeParts(SerializedLambda parts, PayloadWriter out) throws IOException {
    int mark = out.mark();
    LambdaShape.of(parts).writeFunction(parts, out);
    out.close(Payload.FUNCTION_FIELD_NUMBER, mark);
  }

  /** Reads a Lambda message and makes a real lambda of it. */
  static Object read(PayloadReader reader) throws IOException {
    Parts parts = new Parts(reader);
    reader.fields(parts);
    return make(parts.names, parts.kind, parts.captured, reader.codecs());
  }

  private static Object make(
      @Nullable String[] names, int kind, List<@Nullable Object> captured, Codecs codecs)
      throws IOException {
    Class<?> capturing =
        codecs.types().load(name(names, Lambda.CAPTURING_CLASS_FIELD_NUMBER).replace('/', '.'));
    SerializedLambda parts = new SerializedLambda(
        capturing,
        name(names, Lambda.FUNCTIONAL_INTERFACE_FIELD_NUMBER),
        name(names, Lambda.FUNCTIONAL_METHOD_FIELD_NUMBER),
        name(names, Lambda.FUNCTIONAL_SIGNATURE_FIELD_NUMBER),
        kind,
        name(names, Lambda.IMPL_CLASS_FIELD_NUMBER),
        name(names, Lambda.IMPL_METHOD_FIELD_NUMBER),
        name(names, Lambda.IMPL_SIGNATURE_FIELD_NUMBER),
        name(names, Lambda.INSTANTIATED_TYPE_FIELD_NUMBER),
        captured.toArray());
    return LambdaFactory.make(capturing, parts);
  }

  private static String name(@Nullable String[] names, int field) {
    String name = names[field];
    if (name == null) {
      throw new PayloadException("A lambda in a payload lacks its part " + field);
    }
    return name;
  }

  /** What has been read so far: texts by field number, and the captured values. */
  private static final class Parts implements PayloadReader.Fields {
    private final PayloadReader reader;
    private final @Nullable String[] names = new String[Lambda.CAPTURED_FIELD_NUMBER];
    private final List<@Nullable Object> captured = new ArrayList<>();
    private int kind;

    Parts(PayloadReader reader) {
      this.reader = reader;
    }

    @Override
    public void read(int tag) throws IOException {
      int field = tag >>> 3;
      if (tag == (Lambda.IMPL_KIND_FIELD_NUMBER << 3 | WIRETYPE_VARINT)) {
        kind = reader.in().readInt32();
      } else if (tag == (Lambda.CAPTURED_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED)) {
        captured.add(reader.payload());
      } else if (field < names.length && (tag & 7) == WIRETYPE_LENGTH_DELIMITED) {
        names[field] = TextCodecs.readText(reader.in());
      } else {
        throw PayloadReader.unknownField("lambda", tag);
      }
    }
  }
}
