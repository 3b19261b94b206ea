package io.troupe.internal.payload.failure;

import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.proto.Failure;
import io.troupe.proto.Payload;
import java.io.IOException;

/**
 * Throwables that are values: not thrown, but returned or sent. They come back with their own
 * stack.
 */
public final class ThrowableCodec {
  public static final Codec<Throwable> CODEC = (value, out) -> out.message(
      Payload.THROWABLE_FIELD_NUMBER,
      new FailureEncoder(out.codecs()).encode(value).build());

  private ThrowableCodec() {}

  public static Throwable read(PayloadReader reader) throws IOException {
    return new FailureDecoder(reader.codecs()).nested(reader.message(Failure.parser()));
  }
}
