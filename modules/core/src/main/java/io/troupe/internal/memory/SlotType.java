package io.troupe.internal.memory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a slot can hold, and how it is read. The tags are part of the format. */
enum SlotType {
  NULL(0, "x"),
  BOOLEAN(1, "?"),
  INT(2, "i"),
  LONG(3, "q"),
  DOUBLE(4, "d"),
  TEXT(5, "s"),
  /** Text with half a surrogate pair, which UTF-8 cannot carry. */
  UTF16_TEXT(6, "s"),
  BYTES(7, "s");

  private static final SlotType[] TYPES = values();

  private final int tag;
  private final String code;

  SlotType(int tag, String code) {
    this.tag = tag;
    this.code = code;
  }

  /** Returns Python's letter for the type. */
  String code() {
    return code;
  }

  /** Returns the number that stands for the type in a slot. */
  int tag() {
    return tag;
  }

  /** Returns the type of that tag. */
  static SlotType of(int tag) {
    for (SlotType type : TYPES) {
      if (type.tag == tag) {
        return type;
      }
    }
    throw new IllegalStateException("A slot is damaged: it has the type " + tag);
  }

  /** Returns the value that {@link SlotItem#of} made these bytes of. */
  @Nullable
  Object decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return switch (this) {
      case NULL -> null;
      case BOOLEAN -> buffer.get() != 0;
      case INT -> buffer.getInt();
      case LONG -> buffer.getLong();
      case DOUBLE -> Double.longBitsToDouble(buffer.getLong());
      case TEXT -> new String(bytes, StandardCharsets.UTF_8);
      case UTF16_TEXT -> buffer.asCharBuffer().toString();
      case BYTES -> bytes;
    };
  }
}
