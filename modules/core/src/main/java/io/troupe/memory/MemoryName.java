package io.troupe.memory;

/**
 * The name of a value or an array: what it is, and where its memory lies.
 *
 * @param kind a letter of the class of types
 * @param code the type in it, Python's type code
 */
record MemoryName(char kind, char code, String address) {

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if the text does not name memory of that kind
   */
  static MemoryName parse(String text, char kind) {
    if (text.length() < 3 || text.charAt(0) != kind || text.charAt(2) != ':') {
      throw new IllegalArgumentException("Not a name of such memory: " + text);
    }
    return new MemoryName(kind, text.charAt(1), text.substring(3));
  }

  @Override
  public String toString() {
    return "" + kind + code + ':' + address;
  }
}
