package io.troupe.internal.payload.codec;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a payload that are reached more than once. Each is read when it is first reached.
 * Not thread-safe.
 */
final class SharedObjects {
  private final List<Entry> entries = new ArrayList<>(0);

  void add(ByteString encoded) {
    entries.add(new Entry(encoded));
  }

  /** @param number counts from the entry that was added last, which is 0 */
  @Nullable
  Object get(int number, PayloadReader reader) throws IOException {
    if (number < 0 || number >= entries.size()) {
      throw new PayloadException(
          "A payload refers to a shared object " + number + " of " + entries.size());
    }
    return entries.get(entries.size() - 1 - number).get(reader);
  }

  private static final class Entry {
    private final ByteString encoded;
    private boolean reading;
    private @Nullable Object object;

    Entry(ByteString encoded) {
      this.encoded = encoded;
    }

    @Nullable
    Object get(PayloadReader reader) throws IOException {
      if (object == null && reading) {
        throw new PayloadException("A payload holds a cycle that cannot be put together");
      }
      if (!reading) {
        reading = true;
        object = reader.nested(encoded, made -> object = made).content();
      }
      return object;
    }
  }
}
