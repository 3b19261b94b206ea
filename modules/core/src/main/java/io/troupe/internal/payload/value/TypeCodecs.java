package io.troupe.internal.payload.value;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.proto.EnumValue;
import io.troupe.proto.Payload;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Class objects and enum constants: values that a class itself holds. */
public final class TypeCodecs {
  private TypeCodecs() {}

  public static @Nullable Codec<?> of(Class<?> type) {
    if (type == Class.class) {
      return (Codec<Class<?>>) TypeCodecs::writeClass;
    }
    return Enum.class.isAssignableFrom(type) && type != Enum.class
        ? (Codec<Enum<?>>) TypeCodecs::writeEnum
        : null;
  }

  private static void writeClass(Class<?> value, PayloadWriter out) {
    checkNamed(value);
    out.string(Payload.CLASS_NAME_FIELD_NUMBER, value.getName());
  }

  /** Refuses a class that no other process can find by its name. */
  public static void checkNamed(Class<?> type) {
    if (type.isHidden()) {
      throw new Refusal(
          "the class " + type.getName() + " has no name that another process could find it by");
    }
  }

  public static Class<?> readClass(PayloadReader reader) throws IOException {
    return reader.codecs().types().load(TextCodecs.readText(reader.in()));
  }

  private static void writeEnum(Enum<?> value, PayloadWriter out) {
    int mark = out.mark();
    out.string(EnumValue.CONSTANT_FIELD_NUMBER, value.name());
    out.string(EnumValue.CLASS_NAME_FIELD_NUMBER, value.getDeclaringClass().getName());
    out.close(Payload.ENUM_FIELD_NUMBER, mark);
  }

  public static Object readEnum(PayloadReader reader) throws IOException {
    EnumValue value = reader.message(EnumValue.parser());
    Class<?> type = reader.codecs().types().load(value.getClassName());
    return constant(type, value.getConstant());
  }

  @SuppressWarnings("unchecked")
  private static <E extends Enum<E>> Object constant(Class<?> type, String name) {
    return Enum.valueOf((Class<E>) checkEnum(type), name);
  }

  public static Class<?> checkEnum(Class<?> type) {
    if (!type.isEnum()) {
      throw new PayloadException(type.getName() + " is not an enum in this process");
    }
    return type;
  }
}
