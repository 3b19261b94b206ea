package io.troupe.proto;

import com.google.protobuf.AbstractMessageLite;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message of Troupe's wire contract. Its class is written by {@code modules/protoc}, and loads
 * neither Protobuf's descriptors nor the JDK's logging. A reader passes over fields that it does not
 * know, takes the last of a message that comes twice where one is expected, and reads text that is
 * no UTF-8 with replacement characters. Immutable.
 *
 * @param <M> the message itself
 * @param <B> its builder
 */
public abstract class WireMessage<M extends WireMessage<M, B>, B extends WireMessage.Builder<M, B>>
    extends AbstractMessageLite<M, B> {
  /** Computed when it is first asked for, by any thread: always the same. */
  private int size = -1;

  WireMessage() {}

  /** Returns which fields there are. */
  public abstract MessageType type();

  /**
   * Returns the value of a field: a message, a list, bytes, text or a boxed number. Null if it is
   * absent, which a number that is zero is too unless it is optional.
   *
   * @throws IllegalArgumentException if there is no field of that number
   */
  public abstract Object field(int number);

  abstract int computeSize();

  @Override
  public final int getSerializedSize() {
    if (size < 0) {
      size = computeSize();
    }
    return size;
  }

  @Override
  public final boolean isInitialized() {
    return true;
  }

  @Override
  public final B newBuilderForType() {
    return getDefaultInstanceForType().toBuilder();
  }

  @Override
  public final Parser<M> getParserForType() {
    return new WireParser<>(getDefaultInstanceForType());
  }

  @Override
  public abstract M getDefaultInstanceForType();

  @Override
  public abstract B toBuilder();

  @Override
  public final boolean equals(Object other) {
    return this == other
        || other != null
            && other.getClass() == getClass()
            && ((WireMessage<?, ?>) other).toByteString().equals(toByteString());
  }

  @Override
  public final int hashCode() {
    return toByteString().hashCode();
  }

  /** Returns the fields that are present, for messages to people. */
  @Override
  public final String toString() {
    StringBuilder text = new StringBuilder(type().simpleName()).append('{');
    String separator = "";
    for (FieldType each : type().fields()) {
      Object value = field(each.number());
      if (value != null) {
        text.append(separator).append(each.name()).append('=').append(value);
        separator = ", ";
      }
    }
    return text.append('}').toString();
  }

  static IllegalArgumentException unknownField(int number) {
    return new IllegalArgumentException("no such field: " + number);
  }

  // What messages are written with. Text goes through the JDK, whose charsets are loaded anyway.
  // Their parameters are interfaces, so that a JVM that verifies a class need not load those of all
  // messages in it.

  static int messageSize(int number, MessageLite message) {
    return packedSize(number, message.getSerializedSize());
  }

  /** Returns the size of {@code length} bytes with their tag and length. */
  static int packedSize(int number, int length) {
    return CodedOutputStream.computeTagSize(number)
        + CodedOutputStream.computeUInt32SizeNoTag(length)
        + length;
  }

  static int textSize(int number, String text) {
    return packedSize(number, text.getBytes(StandardCharsets.UTF_8).length);
  }

  static void writeText(CodedOutputStream out, int number, String text) throws IOException {
    out.writeByteArray(number, text.getBytes(StandardCharsets.UTF_8));
  }

  // What they are read with.

  static <M extends WireMessage<M, B>, B extends Builder<M, B>> M parse(
      B builder, CodedInputStream in) throws InvalidProtocolBufferException {
    try {
      builder.mergeFrom(in, null);
      in.checkLastTagWas(0);
      return builder.build();
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  /** Returns false at the end of the stream. */
  static boolean parseDelimited(Builder<?, ?> builder, InputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    int length = CodedInputStream.readRawVarint32(first, in);
    if (length < 0) {
      throw new InvalidProtocolBufferException("a message of " + length + " bytes");
    }
    byte[] data = in.readNBytes(length);
    if (data.length < length) {
      throw new EOFException("the stream ended inside a message");
    }
    CodedInputStream message = CodedInputStream.newInstance(data);
    builder.mergeFrom(message, null);
    message.checkLastTagWas(0);
    return true;
  }

  /**
   * Makes messages. Not thread-safe.
   *
   * @param <M> the message
   * @param <B> the builder itself
   */
  public abstract static class Builder<M extends WireMessage<M, B>, B extends Builder<M, B>>
      extends AbstractMessageLite.Builder<M, B> {
    Builder() {}

    /** Has the values of {@code from}, and no others. */
    abstract B take(M from);

    /**
     * Sets a field that holds a message, or several in an {@code Iterable}.
     *
     * @throws IllegalArgumentException if there is no such field
     */
    public abstract B setField(int number, Object value);

    @Override
    public abstract M build();

    @Override
    public abstract M getDefaultInstanceForType();

    @Override
    public abstract B mergeFrom(
        CodedInputStream in, com.google.protobuf.ExtensionRegistryLite registry) throws IOException;

    @Override
    public final M buildPartial() {
      return build();
    }

    @Override
    public final boolean isInitialized() {
      return true;
    }

    @Override
    public final B clear() {
      return take(getDefaultInstanceForType());
    }

    @Override
    public final B clone() {
      return build().toBuilder();
    }

    @Override
    protected final B internalMergeFrom(M message) {
      try {
        return mergeFrom(message.toByteString().newCodedInput(), null);
      } catch (IOException e) {
        throw new IllegalStateException("cannot read what was just written", e);
      }
    }

    static IllegalArgumentException unknownField(int number) {
      return WireMessage.unknownField(number);
    }

    static String readText(CodedInputStream in) throws IOException {
      return new String(in.readByteArray(), StandardCharsets.UTF_8);
    }

    /** Reads a message, and returns it. */
    static Object read(CodedInputStream in, MessageLite.Builder builder) throws IOException {
      in.readMessage(builder, null);
      return builder.build();
    }
  }
}
