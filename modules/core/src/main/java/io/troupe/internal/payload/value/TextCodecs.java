package io.troupe.internal.payload.value;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codec;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.proto.Payload;
import io.troupe.proto.TextForm;
import io.troupe.proto.UuidValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Strings, and the types that a short text gives exactly. */
public final class TextCodecs {
  public static final Codec<String> STRING = TextCodecs::writeString;

  private TextCodecs() {}

  public static @Nullable Codec<?> of(Class<?> type) {
    if (type == UUID.class) {
      return (Codec<UUID>) TextCodecs::writeUuid;
    }
    if (type == URI.class) {
      return (Codec<URI>) (value, out) -> writeTextForm(URI.class, value.toString(), out);
    }
    if (Path.class.isAssignableFrom(type)) {
      return (Codec<Path>) TextCodecs::writePath;
    }
    if (Charset.class.isAssignableFrom(type)) {
      return (Codec<Charset>) (value, out) -> writeTextForm(Charset.class, value.name(), out);
    }
    return null;
  }

  private static void writeString(String value, PayloadWriter out) {
    if (isWellFormed(value)) {
      out.string(Payload.TEXT_FIELD_NUMBER, value);
    } else {
      writeUtf16(value, out);
    }
  }

  /** Returns whether UTF-8 can carry the string: whether all its surrogates are paired. */
  private static boolean isWellFormed(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isSurrogate(value.charAt(i))) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(value);
      }
    }
    return true;
  }

  private static void writeUtf16(String value, PayloadWriter out) {
    byte[] bytes = new byte[2 * value.length()];
    for (int i = 0; i < value.length(); i++) {
      bytes[2 * i] = (byte) (value.charAt(i) >>> 8);
      bytes[2 * i + 1] = (byte) value.charAt(i);
    }
    out.bytes(Payload.UTF16_TEXT_FIELD_NUMBER, bytes);
  }

  /**
   * Reads UTF-8 strictly, yet at the speed of the JDK's decoder: only a replacement character calls
   * for a second look.
   */
  public static String readText(CodedInputStream in) throws IOException {
    ByteString bytes = in.readBytes();
    String value = bytes.toStringUtf8();
    if (value.indexOf('\uFFFD') >= 0 && !bytes.isValidUtf8()) {
      throw new PayloadException("A payload holds a text that is not UTF-8");
    }
    return value;
  }

  public static String readUtf16(CodedInputStream in) throws IOException {
    byte[] bytes = in.readByteArray();
    if (bytes.length % 2 != 0) {
      throw new PayloadException("A payload holds a text that is not UTF-16");
    }
    char[] chars = new char[bytes.length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ((bytes[2 * i] << 8) | (bytes[2 * i + 1] & 0xFF));
    }
    return new String(chars);
  }

  private static void writeUuid(UUID value, PayloadWriter out) {
    int mark = out.mark();
    out.fixed64(UuidValue.LEAST_FIELD_NUMBER, value.getLeastSignificantBits());
    out.fixed64(UuidValue.MOST_FIELD_NUMBER, value.getMostSignificantBits());
    out.close(Payload.UUID_FIELD_NUMBER, mark);
  }

  public static UUID readUuid(PayloadReader in) throws IOException {
    UuidValue value = in.message(UuidValue.parser());
    return new UUID(value.getMost(), value.getLeast());
  }

  private static void writePath(Path value, PayloadWriter out) {
    String text = value.toString();
    if (!Path.of(text).equals(value)) {
      throw new Refusal(
          "the path " + text + " is not one of the default file system; send its URI instead");
    }
    writeTextForm(Path.class, text, out);
  }

  private static void writeTextForm(Class<?> type, String text, PayloadWriter out) {
    int mark = out.mark();
    out.string(TextForm.TEXT_FIELD_NUMBER, text);
    out.string(TextForm.CLASS_NAME_FIELD_NUMBER, type.getName());
    out.close(Payload.TEXT_FORM_FIELD_NUMBER, mark);
  }

  public static Object readTextForm(PayloadReader in) throws IOException {
    TextForm value = in.message(TextForm.parser());
    return switch (value.getClassName()) {
      case "java.net.URI" -> URI.create(value.getText());
      case "java.nio.file.Path" -> Path.of(value.getText());
      case "java.nio.charset.Charset" -> Charset.forName(value.getText());
      default ->
        throw new PayloadException(
            "A payload holds the text form of " + value.getClassName() + ", which has none");
    };
  }
}
