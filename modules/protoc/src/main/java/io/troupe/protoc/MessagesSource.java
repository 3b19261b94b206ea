package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;

/** A list of messages. */
final class MessagesSource extends RepeatedSource {
  MessagesSource(FieldDescriptorProto field, Names names) {
    super(field, names, "", "");
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
    lines.add("for (%s each : %s) {\nout.writeMessage(%s, each);\n}", type, name, number);
  }

  @Override
  void size(Lines lines) {
    lines.add("for (%s each : %s) {\nsize += messageSize(%s, each);\n}", type, name, number);
  }

  @Override
  void read(Lines lines) {
    lines.add("""
        case %s:
        add%s((%s) read(in, %s.newBuilder()));
        break;
        """, messageTag(), capital, type, type);
  }

  @Override
  void setField(Lines lines) {
    lines.add(
        "case %s:\nreturn clear%2$s().addAll%2$s((Iterable<%3$s>) value);", number, capital, type);
  }
}
