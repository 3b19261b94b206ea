package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;

/** A list of values that are no messages; of numbers, packed behind one tag. */
final class ValuesSource extends RepeatedSource {
  ValuesSource(FieldDescriptorProto field, Names names) {
    super(field, names);
    if (isEnum()) {
      throw new IllegalArgumentException("no lists of enums here: " + field.getName());
    }
  }

  @Override
  void write(Lines lines) {
    if (kind.isObject()) {
      lines.add("for (%s each : %s) {\n%s\n}", kind.javaType(), name, kind.write(number, "each"));
    } else {
      lines.add("""
          if (!%1$s.isEmpty()) {
          out.writeTag(%2$s, com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt32NoTag(packed%3$s());
          for (%4$s each : %1$s) {
          %5$s
          }
          }
          """, name, number, capital, kind.javaType(), kind.writeBare("each"));
    }
  }

  @Override
  void size(Lines lines) {
    if (kind.isObject()) {
      lines.add(
          "for (%s each : %s) {\nsize += %s;\n}", kind.javaType(), name, kind.size(number, "each"));
    } else {
      lines.add(
          "if (!%s.isEmpty()) {\nsize += packedSize(%s, packed%s());\n}", name, number, capital);
    }
  }

  /** The size of the numbers without their tag and length. */
  void packed(Lines lines) {
    if (!kind.isObject()) {
      lines.add("""
          private int packed%s() {
          int size = 0;
          for (%s each : %s) {
          size += %s;
          }
          return size;
          }

          """, capital, kind.javaType(), name, kind.sizeBare("each"));
    }
  }

  @Override
  void read(Lines lines) {
    lines.add("case %s:\nadd%s(%s);\nbreak;", tag(number, kind.wireType()), capital, kind.read());
    if (!kind.isObject()) {
      lines.add("""
          case %s: {
          int limit = in.pushLimit(in.readRawVarint32());
          while (in.getBytesUntilLimit() > 0) {
          add%s(%s);
          }
          in.popLimit(limit);
          break;
          }
          """, messageTag(), capital, kind.read());
    }
  }
}
