package io.troupe.internal.payload.value;

import com.google.protobuf.AbstractMessageLite;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.proto.MessageValue;
import io.troupe.proto.Payload;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Protobuf messages of generated classes. The parser of a class is found once, by reflection. */
public final class MessageCodec {
  private static final ClassValue<Parser<?>> PARSERS = new ClassValue<>() {
    @Override
    protected Parser<?> computeValue(Class<?> type) {
      return parser(type);
    }
  };

  private MessageCodec() {}

  public static @Nullable Codec<?> of(Class<?> type) {
    if (!AbstractMessageLite.class.isAssignableFrom(type)) {
      return null;
    }
    PARSERS.get(type);
    return (Codec<MessageLite>) MessageCodec::write;
  }

  private static Parser<?> parser(Class<?> type) {
    try {
      Object instance = type.getMethod("getDefaultInstance").invoke(null);
      return ((MessageLite) instance).getParserForType();
    } catch (ReflectiveOperationException | ClassCastException | NullPointerException e) {
      throw new Refusal(
          "the Protobuf message class " + type.getName()
              + " has no public getDefaultInstance(); send its bytes, or a message of a generated class",
          e);
    }
  }

  private static void write(MessageLite value, PayloadWriter out) throws IOException {
    int mark = out.mark();
    out.message(MessageValue.DATA_FIELD_NUMBER, value);
    out.string(MessageValue.CLASS_NAME_FIELD_NUMBER, value.getClass().getName());
    out.close(Payload.MESSAGE_FIELD_NUMBER, mark);
  }

  public static Object read(PayloadReader reader) throws IOException {
    MessageValue value = reader.message(MessageValue.parser());
    Class<?> type = reader.codecs().types().load(value.getClassName());
    if (!AbstractMessageLite.class.isAssignableFrom(type)) {
      throw new PayloadException(type.getName() + " is not a Protobuf message in this process");
    }
    return PARSERS
        .get(type)
        .parsePartialFrom(value.getData(), ExtensionRegistryLite.getEmptyRegistry());
  }
}
