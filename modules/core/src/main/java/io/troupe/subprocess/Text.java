package io.troupe.subprocess;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * How the text of a program is written as bytes.
 *
 * @param errors what is done about bytes or characters that are none of the charset's
 */
record Text(Charset charset, CodingErrorAction errors) {
  /** The charset of the locale; UTF-8 where that is ASCII, of which UTF-8 is an extension. */
  static final Text DEFAULT = new Text(ofLocale(), CodingErrorAction.REPORT);

  Text {
    Objects.requireNonNull(charset, "charset");
    Objects.requireNonNull(errors, "errors");
  }

  private static Charset ofLocale() {
    String name = System.getProperty("native.encoding");
    boolean known = name != null && Charset.isSupported(name);
    Charset charset = known ? Charset.forName(name) : Charset.defaultCharset();
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }

  CharsetDecoder decoder() {
    return charset.newDecoder().onMalformedInput(errors).onUnmappableCharacter(errors);
  }

  /** Decodes the whole of something, with {@code \n} for every line end. */
  String decode(byte[] bytes) {
    try {
      String text = decoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    } catch (CharacterCodingException e) {
      throw unreadable(e);
    }
  }

  /** Returns the exception for output that is no text. */
  UncheckedIOException unreadable(CharacterCodingException cause) {
    return new UncheckedIOException(
        "the output is not " + charset
            + " throughout; charset(...) sets the command's charset, and errors(REPLACE) or "
            + "errors(IGNORE) how to go on",
        cause);
  }

  /**
   * Encodes a text.
   *
   * @throws IllegalArgumentException if a character of it is none of the charset's
   */
  byte[] encode(String text) {
    try {
      ByteBuffer bytes = charset
          .newEncoder()
          .onMalformedInput(errors)
          .onUnmappableCharacter(errors)
          .encode(CharBuffer.wrap(text));
      byte[] all = new byte[bytes.remaining()];
      bytes.get(all);
      return all;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the input cannot be written in " + charset + "; charset(...) sets the command's charset",
          e);
    }
  }
}
