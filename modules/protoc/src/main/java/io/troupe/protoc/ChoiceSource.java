package io.troupe.protoc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A oneof: one reference, and the number of the field whose value that is. */
final class ChoiceSource {
  private final String name;
  private final String capital;
  private final String upperName;
  private final List<MemberSource> members = new ArrayList<>(); // by their numbers

  /** @param name in the schema */
  ChoiceSource(String name) {
    this.name = Names.camel(name);
    this.capital = Names.capital(name);
    this.upperName = name.toUpperCase(Locale.ROOT);
  }

  String value() {
    return name + "_";
  }

  String chosen() {
    return name + "Case_";
  }

  void add(MemberSource member) {
    members.add(member);
  }

  /** Whether this is written where {@code member} would be. */
  boolean beginsWith(FieldSource member) {
    return members.get(0) == member;
  }

  void caseEnum(Lines lines) {
    lines.add("/** Which of its fields is there. */");
    lines.add("public enum %sCase {", capital);
    for (MemberSource member : members) {
      lines.add("%s(%s),", member.upperName(), member.number);
    }
    lines.add("""
        %1$s_NOT_SET(0);

        private final int number;

        %2$sCase(int number) {
        this.number = number;
        }

        public int getNumber() {
        return number;
        }

        static %2$sCase of(int number) {
        switch (number) {
        """, upperName, capital);
    for (MemberSource member : members) {
      lines.add("case %s: return %s;", member.number, member.upperName());
    }
    lines.add("default: return %s_NOT_SET;\n}\n}\n}\n ", upperName);
  }

  void declare(Lines lines, String modifier) {
    lines.add("%s int %s;\n%1$s Object %3$s;", modifier, chosen(), value());
  }

  void take(Lines lines) {
    lines.add("%1$s = from.%1$s;\n%2$s = from.%2$s;", chosen(), value());
  }

  void getter(Lines lines) {
    lines.add(
        "public %1$sCase get%1$sCase() {\nreturn %1$sCase.of(%2$s);\n}\n ", capital, chosen());
  }

  void setters(Lines lines) {
    lines.add("""
        private Builder choose%1$s(int field, Object value) {
        %2$s = field;
        %3$s = java.util.Objects.requireNonNull(value);
        return this;
        }

        public Builder clear%1$s() {
        %2$s = 0;
        %3$s = null;
        return this;
        }

        """, capital, chosen(), value());
  }

  String choose(int number, String value) {
    return String.format("choose%s(%s, %s)", capital, number, value);
  }

  /** Writes what {@code each} does for the field that is there. */
  void forChosen(Lines lines, Consumer<MemberSource> each) {
    lines.add("switch (%s) {", chosen());
    for (MemberSource member : members) {
      lines.add("case %s:", member.number);
      each.accept(member);
      lines.add("break;");
    }
    lines.add("default:\nbreak;\n}");
  }
}
