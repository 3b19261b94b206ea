package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;

/** A list of messages. */
final class MessagesSource extends RepeatedSource {
  MessagesSource(FieldDescriptorProto field, Names names) {
    super(field, names);
  }

  @Override
  void setters(Lines lines) {
    super.setters(lines);
    lines.add("""
        public Builder add%1$s(%2$s.Builder value) {
        return add%1$s(value.build());
        }

        """, capital, type);
  }

  @Override
  void write(Lines lines) {
    lines.add("for (%s each : %s) {\n%s\n}", type, name, kind.write(number, "each"));
  }

  @Override
  void size(Lines lines) {
    lines.add("for (%s each : %s) {\nsize += %s;\n}", type, name, kind.size(number, "each"));
  }

  @Override
  void read(Lines lines) {
    lines.add("case %s:\nadd%s((%s) %s);\nbreak;", messageTag(), capital, type, kind.read());
  }

  @Override
  void setField(Lines lines) {
    lines.add(
        "case %s:\nreturn clear%2$s().addAll%2$s((Iterable<%3$s>) value);", number, capital, type);
  }
}
