package io.troupe.internal.memory;

/**
 * Names a block on this machine.
 *
 * @param segment name of the segment it lies in
 * @param offset of the block in the segment, in bytes
 * @param generation tells the block from others that lay at the same place
 * @param bytes size of its payload
 */
record BlockAddress(String segment, int offset, int generation, int bytes) {
  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if the text is not what {@link #toString} gives
   */
  static BlockAddress parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("Not the address of shared memory: " + text);
    }
    return new BlockAddress(
        parts[0],
        Integer.parseUnsignedInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseUnsignedInt(parts[3]));
  }

  @Override
  public String toString() {
    return segment + '/' + offset + '/' + generation + '/' + bytes;
  }
}
