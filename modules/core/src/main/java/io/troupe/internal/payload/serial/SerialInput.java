package io.troupe.internal.payload.serial;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.codec.MissingClass;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.SerialFilter;
import io.troupe.internal.payload.serial.SerialOutput.Substitute;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link SerialOutput} wrote, behind the filter; a filter of the whole JVM is asked as
 * well.
 */
public final class SerialInput extends ObjectInputStream {
  private final PayloadReader outer;
  private final SerialFilter filter;

  private SerialInput(
      InputStream in, long size, PayloadReader outer, @Nullable ObjectInputFilter stricter)
      throws IOException {
    super(in);
    this.outer = outer;
    enableResolveObject(true);
    this.filter = new SerialFilter(outer.codecs().serial().custom(), size);
    ObjectInputFilter usual =
        ObjectInputFilter.merge(filter, ObjectInputFilter.Config.getSerialFilter());
    setObjectInputFilter(stricter == null ? usual : ObjectInputFilter.merge(stricter, usual));
  }

  public static Object read(ByteString stream, PayloadReader outer) throws IOException {
    return read(stream, outer, null);
  }

  /** Reads a stream behind a further filter, which lets no {@link SerialOutput.Substitute} pass. */
  public static Object read(ByteString stream, Codecs codecs, ObjectInputFilter stricter)
      throws IOException {
    return read(stream, new PayloadReader(codecs, ByteString.EMPTY), stricter);
  }

  private static Object read(
      ByteString stream, PayloadReader outer, @Nullable ObjectInputFilter stricter)
      throws IOException {
    try (SerialInput in = new SerialInput(stream.newInput(), stream.size(), outer, stricter)) {
      Object value = in.readObject();
      if (value == null) {
        throw new PayloadException("A payload holds a serialised null");
      }
      return value;
    } catch (ClassNotFoundException e) {
      throw MissingClass.exception(String.valueOf(e.getMessage()), e);
    } catch (InvalidClassException e) {
      throw new PayloadException(
          "A serialised object is refused or of another version: " + e.getMessage(), e);
    }
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass descriptor) {
    return outer.codecs().types().load(descriptor.getName());
  }

  @Override
  protected @Nullable Object resolveObject(Object object) throws IOException {
    if (!(object instanceof Substitute substitute)) {
      return object;
    }
    Object value =
        outer.nested(UnsafeByteOperations.unsafeWrap(substitute.payload())).content();
    if (value != null) {
      filter.expect(value.getClass());
    }
    return value;
  }
}
