package io.troupe.internal.payload.codec;

import com.google.protobuf.ByteString;
import io.troupe.proto.Function;
import io.troupe.proto.Payload;
import io.troupe.proto.SharedGraph;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes values, and knows the containers around the present one. An object that is reached more
 * than once is written once. Not thread-safe.
 */
public final class PayloadWriter extends WireWriter {
  private static final Object[] NO_PATH = {};
  private static final int FIRST_PATH = 8;

  private final Codecs codecs;
  private final @Nullable Sharing sharing;
  private @Nullable Object[] path;
  private int depth;

  /** Which containers of the path are made before what is in them. */
  private boolean[] fillable = {};

  /** Makes a writer that takes an object apart as often as it is reached. */
  public PayloadWriter(Codecs codecs) {
    this(codecs, null);
  }

  private PayloadWriter(Codecs codecs, @Nullable Sharing sharing) {
    this.codecs = codecs;
    this.sharing = sharing;
    this.path = NO_PATH;
  }

  private PayloadWriter(PayloadWriter outer) {
    this.codecs = outer.codecs;
    this.sharing = outer.sharing;
    this.path = outer.path.clone();
    this.fillable = outer.fillable.clone();
    this.depth = outer.depth;
  }

  /**
   * Encodes what {@code value} writes, the fields of a Payload, with each object in it once.
   *
   * @param again is called before {@code value} is called a second time, for what the first did is
   *     not used
   */
  public static ByteString payload(Codecs codecs, Runnable again, Content value)
      throws IOException {
    return encode(codecs, again, value, PayloadWriter::graph);
  }

  /** As {@link #payload}, for the fields of a Function. */
  public static ByteString function(Codecs codecs, Runnable again, Content value)
      throws IOException {
    return encode(codecs, again, value, PayloadWriter::withObjects);
  }

  private static ByteString encode(Codecs codecs, Runnable again, Content value, Graph graph)
      throws IOException {
    Sharing sharing = new Sharing();
    PayloadWriter out = new PayloadWriter(codecs, sharing);
    value.write(out);
    if (sharing.found()) {
      again.run();
      sharing.beginSecondPass();
      out = new PayloadWriter(codecs, sharing);
      graph.write(out, value);
    }
    return out.finish();
  }

  private void graph(Content value) throws IOException {
    int mark = mark();
    value.write(this);
    close(SharedGraph.ROOT_FIELD_NUMBER, mark);
    objects(SharedGraph.OBJECTS_FIELD_NUMBER);
    close(Payload.GRAPH_FIELD_NUMBER, mark);
  }

  private void withObjects(Content value) throws IOException {
    value.write(this);
    objects(Function.OBJECTS_FIELD_NUMBER);
  }

  private void objects(int field) throws IOException {
    List<Object> numbered = sharing().numbered();
    for (int i = 0; i < numbered.size(); i++) {
      int mark = mark();
      takeApart(numbered.get(i));
      close(field, mark);
    }
  }

  private Sharing sharing() {
    return Objects.requireNonNull(sharing, "sharing");
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
    } else if (!isShared(value)) {
      takeApart(value);
    }
  }

  private void takeApart(Object value) throws IOException {
    codecs.of(value).write(value, this);
  }

  /** Returns whether a number stands for the value; then it has been written. */
  private boolean isShared(Object value) {
    if (sharing == null || !Sharing.hasIdentity(value)) {
      return false;
    }
    int number = 0;
    if (sharing.isSecondPass()) {
      number = sharing.number(value);
    } else if (sharing.metBefore(value)) {
      checkCycle(value);
    } else {
      number = -1;
    }
    if (number >= 0) {
      uint32(Payload.SHARED_FIELD_NUMBER, number);
    }
    return number >= 0;
  }

  /**
   * A cycle can be put together again where each of its containers can be made before what is in
   * it.
   */
  private void checkCycle(Object value) {
    boolean possible = true;
    for (int i = depth - 1; i >= 0; i--) {
      possible &= fillable[i];
      if (path[i] == value) {
        if (!possible) {
          throw containsItself(value);
        }
        return;
      }
    }
  }

  private static Refusal containsItself(Object container) {
    return new Refusal(TypeNames.of(container)
        + " contains itself; only lists and maps can: send keys or indices instead");
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

  /**
   * Notes that what follows stands inside this container, which is made when all of it is there.
   */
  public void enter(Object container) {
    push(container, false);
  }

  /**
   * Notes that what follows stands inside this container, which is made first, and told to the
   * reader.
   */
  public void enterFillable(Object container) {
    push(container, true);
  }

  private void push(Object container, boolean madeFirst) {
    if (sharing == null) {
      checkNotInside(container);
    }
    if (depth == Codecs.MAX_DEPTH) {
      throw new Refusal(
          "nested deeper than " + Codecs.MAX_DEPTH + " levels; send a list instead of a chain");
    }
    if (depth == path.length) {
      path = Arrays.copyOf(path, Math.max(FIRST_PATH, 2 * depth));
      fillable = Arrays.copyOf(fillable, path.length);
    }
    fillable[depth] = madeFirst;
    path[depth++] = container;
  }

  private void checkNotInside(Object container) {
    for (int i = 0; i < depth; i++) {
      if (path[i] == container) {
        throw containsItself(container);
      }
    }
  }

  /** Ends the container that was entered last. */
  public void leave() {
    path[--depth] = null;
  }

  /** Writes fields. */
  @FunctionalInterface
  public interface Content {
    void write(PayloadWriter out) throws IOException;
  }

  @FunctionalInterface
  private interface Graph {
    void write(PayloadWriter out, Content value) throws IOException;
  }

  /** Names a part of a container. */
  @FunctionalInterface
  public interface PartName {
    String of(int index);
  }
}
