package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.util.Locale;

/** A field of a oneof. What declares and copies its value is the oneof's. */
final class MemberSource extends FieldSource {
  private final String upperName;
  private final ChoiceSource choice;

  MemberSource(FieldDescriptorProto field, Names names, ChoiceSource choice) {
    super(field, names);
    this.choice = choice;
    upperName = field.getName().toUpperCase(Locale.ROOT);
  }

  String upperName() {
    return upperName;
  }

  ChoiceSource choice() {
    return choice;
  }

  private String value() {
    return "((" + kind.boxed() + ") " + choice.value() + ")";
  }

  private String isChosen() {
    return choice.chosen() + " == " + number;
  }

  @Override
  void declare(Lines lines, String modifier) {}

  @Override
  void declareInBuilder(Lines lines) {}

  @Override
  void take(Lines lines) {}

  @Override
  void getters(Lines lines) {
    lines.add("public boolean has%s() {\nreturn %s;\n}\n ", capital, isChosen());
    if (isEnum()) {
      lines.add("public %1$s get%2$s() {\nreturn %1$s.of(get%2$sValue());\n}\n ", type, capital);
    }
    lines.add(
        "public %s get%s%s() {\nreturn %s ? %s : %s;\n}\n ",
        kind.javaType(), capital, isEnum() ? "Value" : "", isChosen(), value(), kind.initial());
  }

  @Override
  void setters(Lines lines) {
    String parameter = isEnum() ? type : kind.javaType();
    String value = isEnum() ? "value.getNumber()" : "value";
    lines.add(
        "public Builder set%s(%s value) {\nreturn %s;\n}\n ",
        capital, parameter, choice.choose(number, value));
    if (isMessage()) {
      lines.add(
          "public Builder set%1$s(%2$s.Builder value) {\nreturn set%1$s(value.build());\n}\n ",
          capital, type);
    }
  }

  @Override
  void write(Lines lines) {
    lines.add(kind.write(number, value()));
  }

  @Override
  void size(Lines lines) {
    lines.add("size += " + kind.size(number, value()) + ";");
  }

  @Override
  void read(Lines lines) {
    lines.add(
        "case %s:\n%s;\nbreak;", tag(number, kind.wireType()), choice.choose(number, kind.read()));
  }

  @Override
  String valueOrNull() {
    return isChosen() + " ? " + choice.value() + " : null";
  }

  @Override
  void setField(Lines lines) {
    if (isMessage()) {
      lines.add("case %s:\nreturn set%s((%s) value);", number, capital, type);
    }
  }
}
