package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.WireFormat;

/** How a single value of a type is kept, written and read. */
record Kind(
    String javaType, String boxed, String initial, String absent, String coded, int wireType) {
  private static final String STREAM = "com.google.protobuf.CodedOutputStream";

  /** Returns the kind of values of {@code type}, which is no message. */
  static Kind of(FieldDescriptorProto.Type type) {
    return switch (type) {
      case TYPE_DOUBLE -> number("double", "Double", "0.0", "Double", WireFormat.WIRETYPE_FIXED64);
      case TYPE_FLOAT -> number("float", "Float", "0.0f", "Float", WireFormat.WIRETYPE_FIXED32);
      case TYPE_INT64 -> number("long", "Long", "0L", "Int64", WireFormat.WIRETYPE_VARINT);
      case TYPE_UINT64 -> number("long", "Long", "0L", "UInt64", WireFormat.WIRETYPE_VARINT);
      case TYPE_SINT64 -> number("long", "Long", "0L", "SInt64", WireFormat.WIRETYPE_VARINT);
      case TYPE_FIXED64 -> number("long", "Long", "0L", "Fixed64", WireFormat.WIRETYPE_FIXED64);
      case TYPE_SFIXED64 -> number("long", "Long", "0L", "SFixed64", WireFormat.WIRETYPE_FIXED64);
      case TYPE_INT32 -> number("int", "Integer", "0", "Int32", WireFormat.WIRETYPE_VARINT);
      case TYPE_UINT32 -> number("int", "Integer", "0", "UInt32", WireFormat.WIRETYPE_VARINT);
      case TYPE_SINT32 -> number("int", "Integer", "0", "SInt32", WireFormat.WIRETYPE_VARINT);
      case TYPE_FIXED32 -> number("int", "Integer", "0", "Fixed32", WireFormat.WIRETYPE_FIXED32);
      case TYPE_SFIXED32 -> number("int", "Integer", "0", "SFixed32", WireFormat.WIRETYPE_FIXED32);
      case TYPE_ENUM -> number("int", "Integer", "0", "Enum", WireFormat.WIRETYPE_VARINT);
      case TYPE_BOOL ->
        new Kind("boolean", "Boolean", "false", "!%s", "Bool", WireFormat.WIRETYPE_VARINT);
      case TYPE_STRING -> object("String", "\"\"", "Text");
      case TYPE_BYTES ->
        object("com.google.protobuf.ByteString", "com.google.protobuf.ByteString.EMPTY", "Bytes");
      default -> throw new IllegalArgumentException("no fields of " + type + " here");
    };
  }

  /** Returns the kind of the messages of a Java class, which are absent where there is null. */
  static Kind message(String javaType) {
    return new Kind(
        javaType,
        javaType,
        javaType + ".getDefaultInstance()",
        "%s == null",
        "Message",
        WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }

  private static Kind number(
      String javaType, String boxed, String initial, String coded, int wireType) {
    // A negative zero is a value, though it equals the one that is not written.
    String absent = coded.equals("Double") || coded.equals("Float")
        ? boxed + ".compare(%s, " + initial + ") == 0"
        : "%s == " + initial;
    return new Kind(javaType, boxed, initial, absent, coded, wireType);
  }

  private static Kind object(String javaType, String initial, String coded) {
    return new Kind(
        javaType, javaType, initial, "%s.isEmpty()", coded, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }

  boolean isObject() {
    return wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  /** Returns the condition under which {@code value} is the one that need not be written. */
  String isAbsent(String value) {
    return String.format(absent, value);
  }

  String write(int number, String value) {
    return coded.equals("Text")
        ? String.format("writeText(out, %s, %s);", number, value)
        : String.format("out.write%s(%s, %s);", coded, number, value);
  }

  String size(int number, String value) {
    return switch (coded) {
      case "Text" -> String.format("textSize(%s, %s)", number, value);
      case "Message" -> String.format("messageSize(%s, %s)", number, value);
      default -> String.format("%s.compute%sSize(%s, %s)", STREAM, coded, number, value);
    };
  }

  /** As {@link #write}, of one of several numbers behind one tag. */
  String writeBare(String value) {
    return String.format("out.write%sNoTag(%s);", coded, value);
  }

  String sizeBare(String value) {
    return String.format("%s.compute%sSizeNoTag(%s)", STREAM, coded, value);
  }

  String read() {
    return switch (coded) {
      case "Text" -> "readText(in)";
      case "Message" -> "read(in, " + javaType + ".newBuilder())";
      default -> "in.read" + coded + "()";
    };
  }
}
