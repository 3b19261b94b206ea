package io.troupe.subprocess;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Output that a program wrote to one of its streams, as bytes and as text. It is absent, rather
 * than empty, where the stream went somewhere else; to ask for it then is an error that says so.
 * Immutable.
 */
public final class Captured implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte @Nullable [] bytes;
  private final String charset;
  private final String errors;

  private Captured(byte @Nullable [] bytes, Text text) {
    this.bytes = bytes;
    charset = text.charset().name();
    errors = text.errors().toString();
  }

  static Captured of(byte[] bytes, Text text) {
    return new Captured(bytes, text);
  }

  /** Returns what is there of a stream that went somewhere else. */
  static Captured none() {
    return new Captured(null, Text.DEFAULT);
  }

  /** Returns whether the stream was captured, be it empty. */
  public boolean isCaptured() {
    return bytes != null;
  }

  /**
   * Returns the bytes as they were written, in a new array.
   *
   * @throws IllegalStateException if the stream was not captured
   */
  public byte[] bytes() {
    return captured().clone();
  }

  /**
   * Returns how many bytes there are.
   *
   * @throws IllegalStateException if the stream was not captured
   */
  public int size() {
    return captured().length;
  }

  /**
   * Returns the text, decoded with the command's charset, with {@code \n} for every line end.
   *
   * @throws java.io.UncheckedIOException if it cannot be decoded, unless the command says what to
   *     do then
   * @throws IllegalStateException if the stream was not captured
   */
  public String text() {
    return new Text(Charset.forName(charset), action()).decode(captured());
  }

  /**
   * Returns the lines of the text, without their ends.
   *
   * @throws java.io.UncheckedIOException if it cannot be decoded, unless the command says what to
   *     do then
   * @throws IllegalStateException if the stream was not captured
   */
  public List<String> lines() {
    return text().lines().toList();
  }

  /** Returns the end of the text, of so many bytes at most. */
  String last(int most, CodingErrorAction rule) {
    byte[] all = captured();
    int skipped =
        Math.max(0, all.length - most) & -Integer.BYTES; // whole characters of UTF-16 and UTF-32
    return new Text(Charset.forName(charset), rule)
        .decode(Arrays.copyOfRange(all, skipped, all.length));
  }

  private CodingErrorAction action() {
    return Stream.of(CodingErrorAction.REPLACE, CodingErrorAction.IGNORE)
        .filter(each -> each.toString().equals(errors))
        .findFirst()
        .orElse(CodingErrorAction.REPORT);
  }

  private byte[] captured() {
    if (bytes == null) {
      throw new IllegalStateException(
          "the stream was not captured; captureOutput() captures both, stdout(PIPE) or stderr(PIPE) one");
    }
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Captured that
        && Arrays.equals(bytes, that.bytes)
        && charset.equals(that.charset)
        && errors.equals(that.errors);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns a short description: what was captured may be large. */
  @Override
  public String toString() {
    return bytes == null ? "not captured" : bytes.length + " bytes";
  }
}
