package io.troupe.internal.payload.codec;

import io.troupe.proto.Payload;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes values, and knows the containers around the present one, so that cycles are found. Not thread-safe. */
public final class PayloadWriter extends WireWriter {
  private static final Object[] NO_PATH = {};
  private static final int FIRST_PATH = 8;

  private final Codecs codecs;
  private @Nullable Object[] path;
  private int depth;

  public PayloadWriter(Codecs codecs) {
    this.codecs = codecs;
    this.path = NO_PATH;
  }

  private PayloadWriter(PayloadWriter outer) {
    this.codecs = outer.codecs;
    this.path = outer.path.clone();
    this.depth = outer.depth;
  }

  public Codecs codecs() {
    return codecs;
  }

  /** Returns a writer for a payload of its own that is part of what this one writes. */
  public PayloadWriter nested() {
    return new PayloadWriter(this);
  }

  /** Writes the fields of a Payload message. */
  public void content(@Nullable Object value) throws IOException {
    if (value == null) {
      uint32(Payload.NULL_FIELD_NUMBER, 0);
    } else {
      codecs.of(value).write(value, this);
    }
  }

  /** Writes a Payload message as a field of another message. */
  public void payload(int field, @Nullable Object value) throws IOException {
    int mark = mark();
    content(value);
    close(field, mark);
  }

  /** Writes a repeated field of Payload messages; {@code part} names an item in error messages. */
  public void payloads(int field, @Nullable Object[] values, PartName part) throws IOException {
    int index = values.length;
    try {
      while (--index >= 0) {
        payload(field, values[index]);
      }
    } catch (Refusal e) {
      throw e.at(part.of(index));
    }
  }

  /** Notes that what follows stands inside this container. */
  public void enter(Object container) {
    for (int i = 0; i < depth; i++) {
      if (path[i] == container) {
        throw new Refusal(TypeNames.of(container)
            + " contains itself; a cycle cannot cross: send keys or indices instead");
      }
    }
    if (depth == Codecs.MAX_DEPTH) {
      throw new Refusal(
          "nested deeper than " + Codecs.MAX_DEPTH + " levels; send a list instead of a chain");
    }
    if (depth == path.length) {
      path = Arrays.copyOf(path, Math.max(FIRST_PATH, 2 * depth));
    }
    path[depth++] = container;
  }

  public void leave() {
    path[--depth] = null;
  }

  /** Names a part of a container. */
  @FunctionalInterface
  public interface PartName {
    String of(int index);
  }
}
