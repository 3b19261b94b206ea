package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;

/** Writes the Java enum of an enum. */
final class EnumSource {
  private EnumSource() {}

  static void write(EnumDescriptorProto type, Lines lines) {
    String name = type.getName();
    lines.add("public enum %s {", name);
    for (EnumValueDescriptorProto value : type.getValueList()) {
      lines.add("%s(%s),", value.getName(), value.getNumber());
    }
    lines.add("""
        /** Of a number that is not known here. */
        UNRECOGNIZED(-1);

        """);
    for (EnumValueDescriptorProto value : type.getValueList()) {
      lines.add("public static final int %s_VALUE = %s;", value.getName(), value.getNumber());
    }
    lines.add("""
        private final int number;

        %1$s(int number) {
        this.number = number;
        }

        public int getNumber() {
        return number;
        }

        /** Returns the one of a number, or {@code UNRECOGNIZED}. */
        static %1$s of(int number) {
        switch (number) {
        """, name);
    for (EnumValueDescriptorProto value : type.getValueList()) {
      lines.add("case %s: return %s;", value.getNumber(), value.getName());
    }
    lines.add("""
        default: return UNRECOGNIZED;
        }
        }
        }
        """);
  }
}
