package io.troupe.protoc;

/** Source text under way: lines, indented by the braces that are open. */
final class Lines {
  private final StringBuilder text = new StringBuilder();
  private int depth;

  /** Adds lines, the arguments put in where there is {@code %s}. */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library of its own
  Lines add(String lines, Object... arguments) {
    String filled = arguments.length == 0 ? lines : lines.formatted(arguments);
    filled.lines().map(String::strip).forEach(this::line);
    return this;
  }

  private void line(String line) {
    if (line.startsWith("}")) {
      depth--;
    }
    text.append("  ".repeat(line.isEmpty() ? 0 : depth)).append(line).append('\n');
    if (line.endsWith("{")) {
      depth++;
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
