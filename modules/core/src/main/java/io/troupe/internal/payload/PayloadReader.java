package io.troupe.internal.payload;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED32;
import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.troupe.PayloadException;
import io.troupe.proto.Payload;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads values: one case for each kind of value in the contract. Not thread-safe. */
final class PayloadReader {
  private static final Object ABSENT = new Object();

  private final Codecs codecs;
  private final CodedInputStream in;
  private int depth;

  PayloadReader(Codecs codecs, ByteString bytes) {
    this(codecs, bytes, 0);
  }

  private PayloadReader(Codecs codecs, ByteString bytes, int depth) {
    this.codecs = codecs;
    this.in = bytes.newCodedInput();
    this.depth = depth;
    in.enableAliasing(true);
    limitTo(bytes.size());
  }

  /** Without a limit, the decoder of a fragmented ByteString believes any claimed length. */
  private void limitTo(int size) {
    try {
      in.pushLimit(size);
    } catch (IOException e) {
      throw new PayloadException("A payload is shorter than its ByteString", e);
    }
  }

  Codecs codecs() {
    return codecs;
  }

  CodedInputStream in() {
    return in;
  }

  /** Returns a reader of a payload of its own that is part of what this one reads. */
  PayloadReader nested(ByteString bytes) {
    return new PayloadReader(codecs, bytes, depth);
  }

  /** Reads the fields of a Payload message up to the end of the input or of the enclosing message. */
  @Nullable
  Object content() throws IOException {
    if (++depth > Codecs.MAX_DEPTH + 1) {
      throw new PayloadException("A payload is nested deeper than " + Codecs.MAX_DEPTH + " levels");
    }
    Object value = ABSENT;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      value = field(tag);
    }
    if (value == ABSENT) {
      throw new PayloadException("A payload holds no value");
    }
    depth--;
    return value;
  }

  /** Reads a Payload message that is a field of another message. */
  @Nullable
  Object payload() throws IOException {
    int outer = open();
    Object value = content();
    close(outer);
    return value;
  }

  /** Reads a nested message, field by field, in whatever order they come. */
  void fields(Fields fields) throws IOException {
    int outer = open();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      fields.read(tag);
    }
    close(outer);
  }

  /** Begins a nested message and returns what {@link #close} needs. */
  int open() throws IOException {
    return in.pushLimit(in.readRawVarint32());
  }

  /** Ends a nested message, all of whose fields have been read. */
  void close(int outer) throws IOException {
    in.checkLastTagWas(0);
    in.popLimit(outer);
  }

  <M extends MessageLite> M message(Parser<M> parser) throws IOException {
    return in.readMessage(parser, ExtensionRegistryLite.getEmptyRegistry());
  }

  static PayloadException unknownField(String message, int tag) {
    return new PayloadException("A " + message
        + " in a payload has a part that this version does not know (tag " + tag + ")");
  }

  private @Nullable Object field(int tag) throws IOException {
    return switch (tag) {
      case Payload.NULL_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> {
        in.readEnum();
        yield null;
      }
      case Payload.BOOL_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> in.readBool();
      case Payload.INT32_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> in.readSInt32();
      case Payload.INT64_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> in.readSInt64();
      case Payload.INT16_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> ScalarCodecs.readShort(in);
      case Payload.INT8_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> ScalarCodecs.readByte(in);
      case Payload.CHAR16_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> ScalarCodecs.readChar(in);
      case Payload.FLOAT32_FIELD_NUMBER << 3 | WIRETYPE_FIXED32 -> in.readFloat();
      case Payload.FLOAT64_FIELD_NUMBER << 3 | WIRETYPE_FIXED64 -> in.readDouble();
      case Payload.TEXT_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> TextCodecs.readText(in);
      case Payload.BYTE_ARRAY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> in.readByteArray();
      case Payload.LIST_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> ListCodecs.read(this);
      case Payload.PACKED_LIST_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        PackedLists.read(this);
      case Payload.MAP_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> MapCodecs.read(this);
      case Payload.RECORD_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> RecordCodec.read(this);
      default -> rarerField(tag);
    };
  }

  private @Nullable Object rarerField(int tag) throws IOException {
    return switch (tag) {
      case Payload.BIG_INTEGER_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        ScalarCodecs.readBigInteger(in);
      case Payload.BIG_DECIMAL_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        ScalarCodecs.readBigDecimal(this);
      case Payload.UTF16_TEXT_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        TextCodecs.readUtf16(in);
      case Payload.PRIMITIVE_ARRAY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        PrimitiveArrays.read(this);
      case Payload.OBJECT_ARRAY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        ObjectArrays.read(this);
      case Payload.SET_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> SetCodecs.read(this);
      case Payload.MAP_ENTRY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        MapEntryCodecs.read(this);
      case Payload.OPTIONAL_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        OptionalCodecs.read(this);
      case Payload.ENUM_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> TypeCodecs.readEnum(this);
      case Payload.CLASS_NAME_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        TypeCodecs.readClass(this);
      case Payload.TIME_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> TimeCodecs.read(this);
      case Payload.UUID_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> TextCodecs.readUuid(this);
      case Payload.TEXT_FORM_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        TextCodecs.readTextForm(this);
      case Payload.MESSAGE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> MessageCodec.read(this);
      case Payload.THROWABLE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        ThrowableCodec.read(this);
      case Payload.FUNCTION_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        FunctionCodec.readField(this);
      case Payload.EXTENSION_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> Extensions.read(this);
      case Payload.SERIALIZED_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        SerializedCodec.read(this);
      default ->
        throw new PayloadException(
            "A payload holds a kind of value that this version does not know (tag " + tag + ")");
    };
  }

  /** Takes the fields of a message as they come. */
  interface Fields {

    /** Reads the value of the field whose tag was just read. */
    void read(int tag) throws IOException;
  }
}
