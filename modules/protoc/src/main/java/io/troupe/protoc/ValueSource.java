package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;

/** A single value that is no message: optional, or present where it is not its type's zero. */
final class ValueSource extends FieldSource {
  /** Whether its absence differs from zero. */
  private final boolean optional;

  ValueSource(FieldDescriptorProto field, Names names) {
    super(field, names);
    optional = field.getProto3Optional();
  }

  private String has() {
    return "has" + capital + "_";
  }

  private String present() {
    return optional ? has() : "!(" + kind.isAbsent(name) + ")";
  }

  @Override
  void declare(Lines lines, String modifier) {
    lines.add("%s %s %s;", modifier, kind.javaType(), name);
    if (optional) {
      lines.add("%s boolean %s;", modifier, has());
    }
  }

  @Override
  void declareInBuilder(Lines lines) {
    lines.add("private %s %s = %s;", kind.javaType(), name, kind.initial());
    if (optional) {
      lines.add("private boolean %s;", has());
    }
  }

  @Override
  void take(Lines lines) {
    lines.add("%1$s = from.%1$s;", name);
    if (optional) {
      lines.add("%1$s = from.%1$s;", has());
    }
  }

  @Override
  void getters(Lines lines) {
    if (isEnum()) {
      lines.add("public %s get%s() {\nreturn %1$s.of(%3$s);\n}\n ", type, capital, name);
      lines.add("public int get%sValue() {\nreturn %s;\n}\n ", capital, name);
    } else {
      lines.add("public %s get%s() {\nreturn %s;\n}\n ", kind.javaType(), capital, name);
    }
    if (optional) {
      lines.add("public boolean has%s() {\nreturn %s;\n}\n ", capital, has());
    }
  }

  @Override
  void setters(Lines lines) {
    String value = kind.isObject() ? "java.util.Objects.requireNonNull(value)" : "value";
    String present = optional ? has() + " = true;\n" : "";
    if (isEnum()) {
      lines.add(
          "public Builder set%s(%s value) {\n%s = value.getNumber();\n%sreturn this;\n}\n ",
          capital, type, name, present);
      lines.add(
          "public Builder set%sValue(int value) {\n%s = value;\n%sreturn this;\n}\n ",
          capital, name, present);
    } else {
      lines.add(
          "public Builder set%s(%s value) {\n%s = %s;\n%sreturn this;\n}\n ",
          capital, kind.javaType(), name, value, present);
    }
    lines.add(
        "public Builder clear%s() {\n%s = %s;\n%sreturn this;\n}\n ",
        capital, name, kind.initial(), optional ? has() + " = false;\n" : "");
  }

  @Override
  void write(Lines lines) {
    lines.add("if (%s) {\n%s\n}", present(), kind.write(number, name));
  }

  @Override
  void size(Lines lines) {
    lines.add("if (%s) {\nsize += %s;\n}", present(), kind.size(number, name));
  }

  @Override
  void read(Lines lines) {
    lines.add("case %s:\n%s = %s;", tag(number, kind.wireType()), name, kind.read());
    if (optional) {
      lines.add("%s = true;", has());
    }
    lines.add("break;");
  }

  @Override
  String valueOrNull() {
    return present() + " ? (Object) " + name + " : null";
  }
}
