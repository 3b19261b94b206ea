package io.troupe.internal.memory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a block on this machine.
 *
 * @param segment name of the segment it lies in
 * @param offset of the block in the segment, in bytes
 * @param generation tells the block from others that lay at the same place
 * @param bytes size of its payload
 */
record BlockAddress(String segment, int offset, int generation, int bytes) {
  private static final Pattern TEXT = Pattern.compile("(.+)/(\\d+)/(-?\\d+)/(\\d+)");

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if the text is not what {@link #toString} gives
   */
  static BlockAddress parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not the name of a value or an array: " + text);
    }
    return new BlockAddress(
        matcher.group(1),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        Integer.parseInt(matcher.group(4)));
  }

  @Override
  public String toString() {
    return segment + '/' + offset + '/' + generation + '/' + bytes;
  }
}
