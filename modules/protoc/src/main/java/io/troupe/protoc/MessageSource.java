package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes the class of a message, with its builder. */
final class MessageSource {
  private final DescriptorProto message;
  private final String scope;
  private final Names names;
  private final String name;

  /** In the order of their numbers, which is that of the bytes. */
  private final List<FieldSource> fields;

  /** In the order of their first fields. */
  private final Map<Integer, ChoiceSource> choices = new LinkedHashMap<>(); // by their indices

  /** @param scope the full name of what the message lies in */
  MessageSource(DescriptorProto message, String scope, Names names) {
    this.message = message;
    this.scope = scope;
    this.names = names;
    name = message.getName();
    if (message.getNestedTypeList().stream().anyMatch(each -> each.getOptions().getMapEntry())) {
      throw new IllegalArgumentException("no maps here: " + scope + "." + name);
    }
    fields = message.getFieldList().stream()
        .sorted(Comparator.comparingInt(FieldDescriptorProto::getNumber))
        .map(this::field)
        .toList();
  }

  private FieldSource field(FieldDescriptorProto field) {
    if (!field.hasOneofIndex() || field.getProto3Optional()) {
      return FieldSource.of(field, names);
    }
    ChoiceSource choice = choices.computeIfAbsent(
        field.getOneofIndex(),
        index -> new ChoiceSource(message.getOneofDecl(index).getName()));
    MemberSource member = new MemberSource(field, names, choice);
    choice.add(member);
    return member;
  }

  private Collection<ChoiceSource> choices() {
    return choices.values();
  }

  void write(Lines lines, String head) {
    lines.add("%1$s %2$s extends WireMessage<%2$s, %2$s.Builder> {", head, name);
    for (FieldSource field : fields) {
      lines.add("public static final int %s = %s;", field.constant(), field.number);
    }
    lines.add(" \nprivate static final %1$s DEFAULT = new %1$s(new Builder());\n ", name);
    fields.forEach(field -> field.declare(lines, "private final"));
    choices().forEach(choice -> choice.declare(lines, "private final"));
    constructor(lines);
    statics(lines);
    getters(lines);
    fields.stream()
        .filter(ValuesSource.class::isInstance)
        .forEach(field -> ((ValuesSource) field).packed(lines));
    writing(lines);
    type(lines);
    builder(lines);
    choices().forEach(choice -> choice.caseEnum(lines));
    nested(lines);
    lines.add("}");
  }

  private void constructor(Lines lines) {
    lines.add(" \nprivate %s(Builder from) {", name);
    fields.forEach(field -> field.take(lines));
    choices().forEach(choice -> choice.take(lines));
    lines.add("}\n ");
  }

  private void statics(Lines lines) {
    lines.add("""
        public static %1$s getDefaultInstance() {
        return DEFAULT;
        }

        public static Builder newBuilder() {
        return new Builder();
        }

        public static com.google.protobuf.Parser<%1$s> parser() {
        return new WireParser<>(DEFAULT);
        }

        public static %1$s parseFrom(byte[] data) throws com.google.protobuf.InvalidProtocolBufferException {
        return parse(newBuilder(), com.google.protobuf.CodedInputStream.newInstance(data));
        }

        public static %1$s parseFrom(com.google.protobuf.ByteString data) throws com.google.protobuf.InvalidProtocolBufferException {
        return parse(newBuilder(), data.newCodedInput());
        }

        public static %1$s parseFrom(com.google.protobuf.CodedInputStream in) throws java.io.IOException {
        return newBuilder().mergeFrom(in, null).build();
        }

        /** Returns null at the end of the stream. */
        public static %1$s parseDelimitedFrom(java.io.InputStream in) throws java.io.IOException {
        Builder builder = newBuilder();
        return parseDelimited(builder, in) ? builder.build() : null;
        }

        @Override
        public %1$s getDefaultInstanceForType() {
        return DEFAULT;
        }

        @Override
        public Builder toBuilder() {
        return new Builder().take(this);
        }

        """, name);
  }

  private void getters(Lines lines) {
    fields.forEach(field -> field.getters(lines));
    choices().forEach(choice -> choice.getter(lines));
  }

  private void writing(Lines lines) {
    lines.add("""
        @Override
        public void writeTo(com.google.protobuf.CodedOutputStream out) throws java.io.IOException {
        """);
    forPresent(lines, field -> field.write(lines));
    lines.add("}\n \n@Override\nint computeSize() {\nint size = 0;");
    forPresent(lines, field -> field.size(lines));
    lines.add("return size;\n}\n ");
  }

  /** Writes what {@code each} does for each field; of a oneof, for the one that is there. */
  private void forPresent(Lines lines, Consumer<FieldSource> each) {
    for (FieldSource field : fields) {
      if (!(field instanceof MemberSource member)) {
        each.accept(field);
      } else if (member.choice().beginsWith(member)) {
        member.choice().forChosen(lines, each::accept);
      }
    }
  }

  /** What looks at messages without knowing them needs a list of the fields, and their values. */
  private void type(Lines lines) {
    lines.add("""
        /** Returns which fields there are. */
        public static MessageType messageType() {
        return Type.TYPE;
        }

        @Override
        public MessageType type() {
        return Type.TYPE;
        }

        @Override
        public Object field(int number) {
        switch (number) {
        """);
    for (FieldSource field : fields) {
      lines.add("case %s:\nreturn %s;", field.number, field.valueOrNull());
    }
    lines.add("default:\nthrow unknownField(number);\n}\n}\n ");
    lines.add("private static final class Type {");
    String schemas = String.join(",\n", fields.stream().map(FieldSource::schema).toList());
    lines.add(
        "static final MessageType TYPE = new MessageType(\"%s\", %s);\n}\n ",
        (scope + "." + name).substring(1), "java.util.List.of(" + schemas + ")");
  }

  private void builder(Lines lines) {
    lines.add("""
        /** Makes messages. Not thread-safe. */
        public static final class Builder extends WireMessage.Builder<%1$s, Builder> {
        """, name);
    fields.forEach(field -> field.declareInBuilder(lines));
    choices().forEach(choice -> choice.declare(lines, "private"));
    lines.add("""

        private Builder() {}

        @Override
        Builder take(%1$s from) {
        """, name);
    fields.forEach(field -> field.takeBack(lines));
    choices().forEach(choice -> choice.take(lines));
    lines.add("""
        return this;
        }

        @Override
        public %1$s build() {
        return new %1$s(this);
        }

        @Override
        public %1$s getDefaultInstanceForType() {
        return DEFAULT;
        }

        """, name);
    getters(lines);
    fields.forEach(field -> field.setters(lines));
    choices().forEach(choice -> choice.setters(lines));
    reading(lines);
    setField(lines);
    lines.add("}\n ");
  }

  private void reading(Lines lines) {
    lines.add("""
        @Override
        public Builder mergeFrom(com.google.protobuf.CodedInputStream in, com.google.protobuf.ExtensionRegistryLite registry) throws java.io.IOException {
        while (true) {
        int tag = in.readTag();
        switch (tag) {
        case 0:
        return this;
        """);
    fields.forEach(field -> field.read(lines));
    lines.add("""
        default:
        if (!in.skipField(tag)) {
        return this;
        }
        }
        }
        }

        """);
  }

  private void setField(Lines lines) {
    Lines cases = new Lines();
    fields.forEach(field -> field.setField(cases));
    lines.add("@Override\n@SuppressWarnings(\"unchecked\")");
    lines.add("public Builder setField(int number, Object value) {\nswitch (number) {");
    lines.add("%s", cases);
    lines.add("default:\nthrow unknownField(number);\n}\n}");
  }

  private void nested(Lines lines) {
    for (DescriptorProto each : message.getNestedTypeList()) {
      new MessageSource(each, scope + "." + name, names).write(lines, "public static final class");
    }
    for (EnumDescriptorProto each : message.getEnumTypeList()) {
      EnumSource.write(each, lines);
    }
  }
}
