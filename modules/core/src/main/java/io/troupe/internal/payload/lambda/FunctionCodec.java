package io.troupe.internal.payload.lambda;

import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.proto.Function;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads Function messages: a lambda, or an object of a class. */
public final class FunctionCodec {
  private FunctionCodec() {}

  /** Reads a function that is a field of a Payload. */
  public static Object readField(PayloadReader reader) throws IOException {
    int outer = reader.open();
    Object function = read(reader);
    reader.close(outer);
    return function;
  }

  /** Reads the fields of a Function message. */
  public static Object read(PayloadReader reader) throws IOException {
    Object function = null;
    for (int tag = reader.in().readTag(); tag != 0; tag = reader.in().readTag()) {
      if (tag == (Function.OBJECTS_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED)) {
        reader.sharedObject();
      } else {
        function = field(tag, reader);
      }
    }
    if (function == null) {
      throw new PayloadException("A payload holds an empty function");
    }
    return function;
  }

  private static @Nullable Object field(int tag, PayloadReader reader) throws IOException {
    return switch (tag) {
      case Function.LAMBDA_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        LambdaCodec.read(reader);
      case Function.OBJECT_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> reader.payload();
      default -> throw PayloadReader.unknownField("function", tag);
    };
  }
}
