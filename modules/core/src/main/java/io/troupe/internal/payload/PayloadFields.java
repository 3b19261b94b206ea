package io.troupe.internal.payload;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED32;
import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.collection.ListCodecs;
import io.troupe.internal.payload.collection.MapCodecs;
import io.troupe.internal.payload.collection.MapEntryCodecs;
import io.troupe.internal.payload.collection.ObjectArrays;
import io.troupe.internal.payload.collection.PackedLists;
import io.troupe.internal.payload.collection.PrimitiveArrays;
import io.troupe.internal.payload.collection.SetCodecs;
import io.troupe.internal.payload.failure.ThrowableCodec;
import io.troupe.internal.payload.lambda.FunctionCodec;
import io.troupe.internal.payload.serial.SerializedCodec;
import io.troupe.internal.payload.value.MessageCodec;
import io.troupe.internal.payload.value.OptionalCodecs;
import io.troupe.internal.payload.value.RecordCodec;
import io.troupe.internal.payload.value.ScalarCodecs;
import io.troupe.internal.payload.value.TextCodecs;
import io.troupe.internal.payload.value.TimeCodecs;
import io.troupe.internal.payload.value.TypeCodecs;
import io.troupe.proto.Payload;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a Payload message: one case for each kind of value in the contract. */
final class PayloadFields {
  private PayloadFields() {}

  static @Nullable Object read(int tag, PayloadReader reader, Extensions extensions)
      throws IOException {
    return switch (tag) {
      case Payload.NULL_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> {
        reader.in().readEnum();
        yield null;
      }
      case Payload.BOOL_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> reader.in().readBool();
      case Payload.INT32_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> reader.in().readSInt32();
      case Payload.INT64_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> reader.in().readSInt64();
      case Payload.INT16_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> ScalarCodecs.readShort(reader.in());
      case Payload.INT8_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> ScalarCodecs.readByte(reader.in());
      case Payload.CHAR16_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> ScalarCodecs.readChar(reader.in());
      case Payload.FLOAT32_FIELD_NUMBER << 3 | WIRETYPE_FIXED32 -> reader.in().readFloat();
      case Payload.FLOAT64_FIELD_NUMBER << 3 | WIRETYPE_FIXED64 -> reader.in().readDouble();
      case Payload.TEXT_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        TextCodecs.readText(reader.in());
      case Payload.BYTE_ARRAY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        reader.in().readByteArray();
      case Payload.LIST_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> ListCodecs.read(reader);
      case Payload.PACKED_LIST_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        PackedLists.read(reader);
      case Payload.MAP_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> MapCodecs.read(reader);
      case Payload.RECORD_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> RecordCodec.read(reader);
      default -> rarer(tag, reader, extensions);
    };
  }

  private static @Nullable Object rarer(int tag, PayloadReader reader, Extensions extensions)
      throws IOException {
    return switch (tag) {
      case Payload.BIG_INTEGER_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        ScalarCodecs.readBigInteger(reader.in());
      case Payload.BIG_DECIMAL_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        ScalarCodecs.readBigDecimal(reader);
      case Payload.UTF16_TEXT_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        TextCodecs.readUtf16(reader.in());
      case Payload.PRIMITIVE_ARRAY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        PrimitiveArrays.read(reader);
      case Payload.OBJECT_ARRAY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        ObjectArrays.read(reader);
      case Payload.SET_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> SetCodecs.read(reader);
      case Payload.MAP_ENTRY_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        MapEntryCodecs.read(reader);
      case Payload.OPTIONAL_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        OptionalCodecs.read(reader);
      case Payload.ENUM_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        TypeCodecs.readEnum(reader);
      case Payload.CLASS_NAME_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        TypeCodecs.readClass(reader);
      case Payload.TIME_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> TimeCodecs.read(reader);
      case Payload.UUID_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        TextCodecs.readUuid(reader);
      case Payload.TEXT_FORM_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        TextCodecs.readTextForm(reader);
      case Payload.MESSAGE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        MessageCodec.read(reader);
      case Payload.THROWABLE_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        ThrowableCodec.read(reader);
      case Payload.FUNCTION_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        FunctionCodec.readField(reader);
      case Payload.EXTENSION_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        extensions.read(reader);
      case Payload.SERIALIZED_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED ->
        SerializedCodec.read(reader);
      case Payload.GRAPH_FIELD_NUMBER << 3 | WIRETYPE_LENGTH_DELIMITED -> reader.graph();
      case Payload.SHARED_FIELD_NUMBER << 3 | WIRETYPE_VARINT -> reader.sharedNumber();
      default ->
        throw new PayloadException(
            "A payload holds a kind of value that this version does not know (tag " + tag + ")");
    };
  }
}
