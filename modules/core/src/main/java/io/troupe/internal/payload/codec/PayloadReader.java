package io.troupe.internal.payload.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import io.troupe.PayloadException;
import io.troupe.proto.SharedGraph;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads values. Not thread-safe. */
public final class PayloadReader {
  private static final Object ABSENT = new Object();

  private final Codecs codecs;
  private final SharedObjects shared;
  private final CodedInputStream in;
  private int depth;

  /** Takes the object that is read next, as soon as it is made; null where nothing refers to it. */
  private @Nullable Consumer<Object> next;

  /** The same for the object that is being read. */
  private @Nullable Consumer<Object> present;

  public PayloadReader(Codecs codecs, ByteString bytes) {
    this(codecs, new SharedObjects(), bytes, 0);
  }

  private PayloadReader(Codecs codecs, SharedObjects shared, ByteString bytes, int depth) {
    this.codecs = codecs;
    this.shared = shared;
    this.in = bytes.newCodedInput();
    this.depth = depth;
    in.enableAliasing(true);
    limitTo(bytes.size());
  }

  /** Without a limit, the decoder of a fragmented ByteString believes any claimed length. */
  private void limitTo(int size) {
    try {
      in.pushLimit(size);
    } catch (IOException e) {
      throw new PayloadException("A payload is shorter than its ByteString", e);
    }
  }

  public Codecs codecs() {
    return codecs;
  }

  public CodedInputStream in() {
    return in;
  }

  /** Returns a reader of a payload of its own that is part of what this one reads. */
  public PayloadReader nested(ByteString bytes) {
    return new PayloadReader(codecs, shared, bytes, depth);
  }

  /** The same, where the value may be referred to as soon as it is made. */
  PayloadReader nested(ByteString bytes, Consumer<Object> made) {
    PayloadReader reader = nested(bytes);
    reader.next = made;
    return reader;
  }

  /** Says that the container that is being read is made, and will be filled. */
  public void made(Object container) {
    if (present != null) {
      present.accept(container);
    }
  }

  /** Reads a SharedGraph message that is a field of a Payload. */
  public @Nullable Object graph() throws IOException {
    Graph graph = new Graph();
    fields(graph);
    if (graph.root == null) {
      throw new PayloadException("A payload holds a graph without a root");
    }
    return nested(graph.root).content();
  }

  /** Reads the encoding of an object that is reached more than once. */
  public void sharedObject() throws IOException {
    shared.add(in.readBytes());
  }

  /** Reads the number of such an object and returns the object. */
  public @Nullable Object sharedNumber() throws IOException {
    return shared.get(in.readUInt32(), this);
  }

  /**
   * Reads the fields of a Payload message up to the end of the input or of the enclosing message.
   */
  @Nullable
  public Object content() throws IOException {
    if (++depth > Codecs.MAX_DEPTH + 2) { // a graph is a level, and so is what stands alone
      throw new PayloadException("A payload is nested deeper than " + Codecs.MAX_DEPTH + " levels");
    }
    present = next;
    next = null;
    Object value = ABSENT;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      value = codecs.read(tag, this);
    }
    if (value == ABSENT) {
      throw new PayloadException("A payload holds no value");
    }
    depth--;
    return value;
  }

  /** Reads a Payload message that is a field of another message. */
  @Nullable
  public Object payload() throws IOException {
    int outer = open();
    Object value = content();
    close(outer);
    return value;
  }

  /** Reads a nested message, field by field, in any order. */
  public void fields(Fields fields) throws IOException {
    int outer = open();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      fields.read(tag);
    }
    close(outer);
  }

  /** Begins a nested message and returns what {@link #close} needs. */
  public int open() throws IOException {
    return in.pushLimit(in.readRawVarint32());
  }

  /** Ends a nested message, all of whose fields have been read. */
  public void close(int outer) throws IOException {
    in.checkLastTagWas(0);
    in.popLimit(outer);
  }

  public <M extends MessageLite> M message(Parser<M> parser) throws IOException {
    return in.readMessage(parser, ExtensionRegistryLite.getEmptyRegistry());
  }

  public static PayloadException unknownField(String message, int tag) {
    return new PayloadException("A " + message
        + " in a payload has a part that this version does not know (tag " + tag + ")");
  }

  private final class Graph implements Fields {
    private @Nullable ByteString root;

    @Override
    public void read(int tag) throws IOException {
      switch (tag) {
        case SharedGraph.OBJECTS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
          sharedObject();
        case SharedGraph.ROOT_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
          root = in.readBytes();
        default -> throw unknownField("graph", tag);
      }
    }
  }

  /** Takes the fields of a message as they come. */
  public interface Fields {

    /** Reads the value of the field whose tag was just read. */
    void read(int tag) throws IOException;
  }
}
