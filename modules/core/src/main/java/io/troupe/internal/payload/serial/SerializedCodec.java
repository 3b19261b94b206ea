package io.troupe.internal.payload.serial;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.proto.Payload;
import io.troupe.proto.SerializedValue;
import java.io.IOException;

/** The last resort: {@link java.io.Serializable}. */
public final class SerializedCodec implements Codec<Object> {
  public static final SerializedCodec INSTANCE = new SerializedCodec();

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

  public static Object read(PayloadReader reader) throws IOException {
    ByteString stream = reader.message(SerializedValue.parser()).getStream();
    if (!reader.codecs().serial().on()) {
      throw new PayloadException(
          "A payload holds a serialised object, and -Dtroupe.serialization=off");
    }
    return SerialInput.read(stream, reader);
  }
}
