package io.troupe.internal.payload;

import com.google.protobuf.ByteString;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.internal.payload.codec.TypeNames;
import io.troupe.internal.payload.lambda.EncodedFunction;
import io.troupe.internal.payload.lambda.FunctionCodec;
import io.troupe.internal.payload.lambda.LambdaCodec;
import io.troupe.proto.Function;
import java.io.IOException;
import java.util.Objects;

/** Turns functions into bytes and back. Thread-safe. */
public final class Functions {
  private final Payloads payloads;

  private Functions(Payloads payloads) {
    this.payloads = payloads;
  }

  /** Returns functions whose captured values cross as {@code payloads} says. */
  public static Functions standard(Payloads payloads) {
    return new Functions(payloads);
  }

  /**
   * Encodes a lambda or method reference of a serialisable interface, or an object of a class.
   *
   * @throws io.troupe.PayloadException if it cannot cross; the message names the captured value
   */
  public EncodedFunction encode(Object function) {
    return payloads.encoding(again -> encode(function, payloads.codecs(), again));
  }

  private static EncodedFunction encode(Object function, Codecs codecs, Runnable again)
      throws IOException {
    Codec<Object> codec = codecs.of(function);
    if (codec instanceof LambdaCodec lambda) {
      return lambda.encode(function, codecs, again);
    }
    String name = TypeNames.simple(function.getClass());
    try {
      ByteString bytes = PayloadWriter.function(
          codecs, again, out -> out.payload(Function.OBJECT_FIELD_NUMBER, function));
      return new EncodedFunction(bytes, false, name);
    } catch (Refusal e) {
      throw e.at("function " + name);
    }
  }

  /**
   * Decodes a function: a lambda of the class that declared it, or an object equal to the encoded
   * one.
   *
   * @throws io.troupe.PayloadException if this process does not have the function, or the bytes are
   *     no function
   */
  public Object decode(ByteString function) {
    return Objects.requireNonNull(payloads.decoding(function, FunctionCodec::read), "function");
  }
}
