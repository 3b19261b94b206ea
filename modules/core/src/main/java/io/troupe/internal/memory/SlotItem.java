package io.troupe.internal.memory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An item of a list of slots, as bytes. */
public final class SlotItem {
  private final SlotType type;
  private final byte[] bytes;

  SlotItem(SlotType type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /**
   * Encodes a value.
   *
   * @throws IllegalArgumentException if no slot can hold it
   */
  public static SlotItem of(@Nullable Object value) {
    if (value == null) {
      return new SlotItem(SlotType.NULL, new byte[0]);
    } else if (value instanceof Boolean truth) {
      return new SlotItem(SlotType.BOOLEAN, new byte[] {(byte) (truth ? 1 : 0)});
    } else if (value instanceof byte[] bytes) {
      return new SlotItem(SlotType.BYTES, bytes.clone());
    } else if (value instanceof String text) {
      return ofText(text);
    } else if (value instanceof Number number) {
      return ofNumber(number);
    }
    throw refused(value);
  }

  private static SlotItem ofText(String text) {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return new SlotItem(SlotType.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Character.BYTES, text.length()));
    bytes.asCharBuffer().put(text);
    return new SlotItem(SlotType.UTF16_TEXT, bytes.array());
  }

  private static SlotItem ofNumber(Number number) {
    if (number instanceof Integer) {
      byte[] bytes =
          ByteBuffer.allocate(Integer.BYTES).putInt(number.intValue()).array();
      return new SlotItem(SlotType.INT, bytes);
    } else if (number instanceof Long) {
      return new SlotItem(SlotType.LONG, eightBytes(number.longValue()));
    } else if (number instanceof Double) {
      long bits = Double.doubleToRawLongBits(number.doubleValue());
      return new SlotItem(SlotType.DOUBLE, eightBytes(bits));
    }
    throw refused(number);
  }

  private static byte[] eightBytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static IllegalArgumentException refused(Object value) {
    return new IllegalArgumentException(
        "A slot holds null, Boolean, Integer, Long, Double, String or byte[], not "
            + value.getClass().getName());
  }

  /**
   * Encodes values.
   *
   * @throws IllegalArgumentException if no slot can hold one of them
   */
  public static List<SlotItem> all(List<? extends @Nullable Object> values) {
    return values.stream().map(SlotItem::of).collect(Collectors.toList());
  }

  /** Returns the item that {@link #tag} and {@link #bytes} are of. */
  public static SlotItem of(int tag, byte[] bytes) {
    return new SlotItem(SlotType.of(tag), bytes);
  }

  /** Returns the number that stands for its type. */
  public int tag() {
    return type.tag();
  }

  /** Returns the format in a slot of that room, as {@link SlotList#format}. */
  public String format(int room) {
    String code = type.code();
    return code.equals("s") ? room + code : code;
  }

  SlotType type() {
    return type;
  }

  /** Returns its bytes, which are not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public @Nullable Object value() {
    return type.decode(bytes);
  }
}
