package io.troupe.internal.payload.serial;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.internal.payload.codec.SerialFilter;
import io.troupe.internal.payload.codec.TypeNames;
import io.troupe.internal.payload.lambda.LambdaCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.function.UnaryOperator;

/**
 * Serialises one object. What Java cannot serialise in it but Troupe can encode (handles, lambdas,
 * an Optional in a field) is replaced by its payload; what the receiver's filter would refuse is
 * refused here.
 */
public final class SerialOutput extends ObjectOutputStream {
  private final Object root;
  private final PayloadWriter outer;
  private final SerialFilter filter;
  private final UnaryOperator<Object> first;

  private SerialOutput(
      OutputStream out, Object root, UnaryOperator<Object> first, PayloadWriter outer)
      throws IOException {
    super(out);
    this.root = root;
    this.first = first;
    this.outer = outer;
    this.filter = new SerialFilter(outer.codecs().serial().custom(), 0);
    enableReplaceObject(true);
  }

  public static byte[] write(Object root, PayloadWriter outer) throws IOException {
    return write(root, UnaryOperator.identity(), outer);
  }

  /** Serialises an object, parts of which {@code first} replaces. */
  public static byte[] write(Object root, UnaryOperator<Object> first, PayloadWriter outer)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (SerialOutput out = new SerialOutput(bytes, root, first, outer)) {
      out.writeObject(root);
    } catch (ObjectStreamException e) {
      throw new Refusal(TypeNames.of(root) + " cannot be serialised: " + e, e);
    } catch (IOException | RuntimeException e) {
      throw asRefusal(root, e);
    }
    return bytes.toByteArray();
  }

  private static RuntimeException asRefusal(Object root, Exception e) {
    return e instanceof Refusal || e instanceof PayloadException
        ? (RuntimeException) e
        : new Refusal(TypeNames.of(root) + " cannot be serialised: " + e, e);
  }

  @Override
  protected Object replaceObject(Object original) throws IOException {
    Object object = first.apply(original);
    if (object instanceof SerializedLambda parts) {
      return substitute(object, out -> LambdaCodec.writeParts(parts, out));
    }
    if (object != root && !(object instanceof Substitute) && isForeign(object)) {
      return substitute(object, out -> out.content(object));
    }
    check(object);
    return object;
  }

  private void check(Object object) {
    Class<?> type = object.getClass();
    if (!filter.allows(type)) {
      throw refused(
          object,
          new Refusal(type.getTypeName() + " cannot cross: its class is refused; allow it with"
              + " -Dtroupe.serialization.filter, or send a record of what you need"));
    }
    SerialShape.problem(type).ifPresent(problem -> {
      throw refused(object, new Refusal(type.getTypeName() + " cannot cross: " + problem));
    });
  }

  private boolean isForeign(Object object) {
    return !(object instanceof Serializable) || outer.codecs().isAdded(object.getClass());
  }

  private Object substitute(Object object, Content content) throws IOException {
    PayloadWriter out = outer.nested();
    try {
      content.write(out);
    } catch (Refusal e) {
      throw refused(object, e);
    }
    return new Substitute(out.finish().toByteArray());
  }

  private Refusal refused(Object object, Refusal refusal) {
    String part = object == root ? null : FieldSearch.find(root, object);
    return part == null ? refusal : refusal.at(part);
  }

  @FunctionalInterface
  private interface Content {
    void write(PayloadWriter out) throws IOException;
  }

  /** Stands in the stream for a value that crosses as a payload. */
  static final class Substitute implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] payload;

    Substitute(byte[] payload) {
      this.payload = payload;
    }

    byte[] payload() {
      return payload;
    }
  }
}
