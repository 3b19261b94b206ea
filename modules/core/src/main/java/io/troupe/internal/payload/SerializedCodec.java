package io.troupe.internal.payload;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.proto.Payload;
import io.troupe.proto.SerializedValue;
import java.io.IOException;

/** The last resort: {@link java.io.Serializable}. */
final class SerializedCodec implements Codec<Object> {
  static final SerializedCodec INSTANCE = new SerializedCodec();

  private SerializedCodec() {}

  @Override
  public void write(Object value, PayloadWriter out) throws IOException {
    if (!out.codecs().serial().on()) {
      throw new Refusal(value.getClass().getTypeName()
          + " cannot cross: it is only java.io.Serializable, and -Dtroupe.serialization=off; make it a record, or add a"
          + " PayloadCodec for it");
    }
    out.enter(value);
    int mark = out.mark();
    out.bytes(SerializedValue.STREAM_FIELD_NUMBER, SerialOutput.write(value, out));
    out.close(Payload.SERIALIZED_FIELD_NUMBER, mark);
    out.leave();
  }

  static Object read(PayloadReader reader) throws IOException {
    ByteString stream = reader.message(SerializedValue.parser()).getStream();
    if (!reader.codecs().serial().on()) {
      throw new PayloadException(
          "A payload holds a serialised object, and -Dtroupe.serialization=off");
    }
    return SerialInput.read(stream, reader);
  }
}
