package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;

/** A single message, which may be absent. */
final class MessageFieldSource extends FieldSource {
  MessageFieldSource(FieldDescriptorProto field, Names names) {
    super(field, names);
  }

  @Override
  void declare(Lines lines, String modifier) {
    lines.add("%s %s %s;", modifier, type, name);
  }

  @Override
  void declareInBuilder(Lines lines) {
    declare(lines, "private");
  }

  @Override
  void take(Lines lines) {
    lines.add("%1$s = from.%1$s;", name);
  }

  @Override
  void getters(Lines lines) {
    lines.add("public boolean has%s() {\nreturn %s != null;\n}\n ", capital, name);
    lines.add(
        "public %s get%s() {\nreturn %s ? %s : %s;\n}\n ",
        type, capital, kind.isAbsent(name), kind.initial(), name);
  }

  @Override
  void setters(Lines lines) {
    lines.add("""
        public Builder set%1$s(%2$s value) {
        %3$s = java.util.Objects.requireNonNull(value);
        return this;
        }

        public Builder set%1$s(%2$s.Builder value) {
        return set%1$s(value.build());
        }

        public Builder clear%1$s() {
        %3$s = null;
        return this;
        }

        """, capital, type, name);
  }

  @Override
  void write(Lines lines) {
    lines.add("if (%s != null) {\n%s\n}", name, kind.write(number, name));
  }

  @Override
  void size(Lines lines) {
    lines.add("if (%s != null) {\nsize += %s;\n}", name, kind.size(number, name));
  }

  @Override
  void read(Lines lines) {
    lines.add("case %s:\n%s = (%s) %s;\nbreak;", messageTag(), name, type, kind.read());
  }

  @Override
  String valueOrNull() {
    return name;
  }

  @Override
  void setField(Lines lines) {
    lines.add("case %s:\nreturn set%s((%s) value);", number, capital, type);
  }
}
