package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.WireFormat;

/** Writes what a message has for one of its fields. */
abstract class FieldSource {
  /** The name of the Java field. */
  final String name;

  /** The name within those of methods. */
  final String capital;

  final int number;

  /** The Java class of a message or an enum; empty for other types. */
  final String type;

  final Kind kind;

  private final FieldDescriptorProto field;

  FieldSource(FieldDescriptorProto field, Names names) {
    this.field = field;
    name = Names.camel(field.getName()) + "_";
    capital = Names.capital(field.getName());
    number = field.getNumber();
    type = field.getTypeName().isEmpty() ? "" : names.javaType(field.getTypeName());
    kind = isMessage() ? Kind.message(type) : Kind.of(field.getType());
  }

  static FieldSource of(FieldDescriptorProto field, Names names) {
    boolean message = field.getType() == FieldDescriptorProto.Type.TYPE_MESSAGE;
    if (field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED) {
      return message ? new MessagesSource(field, names) : new ValuesSource(field, names);
    }
    return message ? new MessageFieldSource(field, names) : new ValueSource(field, names);
  }

  boolean isMessage() {
    return field.getType() == FieldDescriptorProto.Type.TYPE_MESSAGE;
  }

  boolean isEnum() {
    return field.getType() == FieldDescriptorProto.Type.TYPE_ENUM;
  }

  String constant() {
    return field.getName().toUpperCase(java.util.Locale.ROOT) + "_FIELD_NUMBER";
  }

  static int tag(int number, int wireType) {
    return number << 3 | wireType;
  }

  int messageTag() {
    return tag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }

  /** Returns the text of this field in the schema that {@code MessageType} has. */
  String schema() {
    String kind = switch (field.getType()) {
      case TYPE_MESSAGE -> "MESSAGE";
      case TYPE_BYTES -> "BYTES";
      default -> "OTHER";
    };
    String target = kind.equals("MESSAGE") ? type + "::messageType" : "null";
    return String.format(
        "new FieldType(\"%s\", %s, FieldType.Kind.%s, %s)", field.getName(), number, kind, target);
  }

  /** The field itself, {@code modifier} before it. */
  abstract void declare(Lines lines, String modifier);

  /** In a builder: with its first value. */
  abstract void declareInBuilder(Lines lines);

  /** In the message's constructor: takes the value of the builder {@code from}. */
  abstract void take(Lines lines);

  /** In a builder: takes the value of the message {@code from}. */
  void takeBack(Lines lines) {
    take(lines);
  }

  /** Of message and builder alike. */
  abstract void getters(Lines lines);

  abstract void setters(Lines lines);

  /** To the stream {@code out}. */
  abstract void write(Lines lines);

  /** Adds to {@code size}. */
  abstract void size(Lines lines);

  /** The cases of the switch over tags, from the stream {@code in}. */
  abstract void read(Lines lines);

  /** Returns the expression of the value, or of null where it is absent. */
  abstract String valueOrNull();

  /** The case of {@code setField}, where this field holds messages. */
  void setField(Lines lines) {}
}
