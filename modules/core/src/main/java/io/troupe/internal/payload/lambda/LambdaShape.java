package io.troupe.internal.payload.lambda;

import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.WireWriter;
import io.troupe.proto.Function;
import io.troupe.proto.Lambda;
import java.io.IOException;
import java.lang.invoke.SerializedLambda;

/**
 * What all lambdas of one place in a program have in common: everything but the captured values.
 * Immutable.
 */
final class LambdaShape {
  private final byte[] names;
  private final String description;

  private LambdaShape(byte[] names, String description) {
    this.names = names;
    this.description = description;
  }

  static LambdaShape of(SerializedLambda parts) {
    WireWriter out = new WireWriter();
    LambdaParts.write(parts, out);
    return new LambdaShape(out.finish().toByteArray(), LambdaNames.description(parts));
  }

  String description() {
    return description;
  }

  /** Writes the fields of a Function message. */
  void writeFunction(SerializedLambda parts, PayloadWriter out) throws IOException {
    int mark = out.mark();
    out.payloads(
        Lambda.CAPTURED_FIELD_NUMBER,
        LambdaParts.captured(parts),
        index -> LambdaNames.captured(parts, index));
    out.raw(names);
    out.close(Function.LAMBDA_FIELD_NUMBER, mark);
  }
}
