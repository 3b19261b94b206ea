package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;

/** A list. A builder has one of its own from the first value that is added to it on. */
abstract class RepeatedSource extends FieldSource {
  RepeatedSource(FieldDescriptorProto field, Names names) {
    super(field, names);
  }

  @Override
  final void declare(Lines lines, String modifier) {
    lines.add("%s java.util.List<%s> %s;", modifier, kind.boxed(), name);
  }

  @Override
  final void declareInBuilder(Lines lines) {
    lines.add("private java.util.List<%s> %s = java.util.List.of();", kind.boxed(), name);
  }

  @Override
  final void take(Lines lines) {
    lines.add("%1$s = java.util.List.copyOf(from.%1$s);", name);
  }

  @Override
  final void takeBack(Lines lines) {
    lines.add("%1$s = from.%1$s;", name);
  }

  @Override
  final void getters(Lines lines) {
    lines.add("""
        public java.util.List<%1$s> get%2$sList() {
        return java.util.Collections.unmodifiableList(%3$s);
        }

        public int get%2$sCount() {
        return %3$s.size();
        }

        public %4$s get%2$s(int index) {
        return %3$s.get(index);
        }

        """, kind.boxed(), capital, name, kind.javaType());
  }

  @Override
  void setters(Lines lines) {
    lines.add("""
        private java.util.List<%1$s> own%2$s() {
        if (!(%3$s instanceof java.util.ArrayList)) {
        %3$s = new java.util.ArrayList<>(%3$s);
        }
        return %3$s;
        }

        public Builder add%2$s(%4$s value) {
        own%2$s().add(java.util.Objects.requireNonNull(value));
        return this;
        }

        public Builder set%2$s(int index, %4$s value) {
        own%2$s().set(index, java.util.Objects.requireNonNull(value));
        return this;
        }

        public Builder addAll%2$s(Iterable<? extends %1$s> values) {
        for (%1$s value : values) {
        add%2$s(value);
        }
        return this;
        }

        public Builder clear%2$s() {
        %3$s = java.util.List.of();
        return this;
        }

        """, kind.boxed(), capital, name, kind.javaType());
  }

  @Override
  final String valueOrNull() {
    return name + ".isEmpty() ? null : " + name;
  }
}
