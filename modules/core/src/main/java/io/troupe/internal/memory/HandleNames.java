package io.troupe.internal.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A handle in a payload: the name by which its memory is found, in UTF-8. */
final class HandleNames {
  private HandleNames() {}

  /** Attaches to memory of that name. */
  interface Attachment<T> {
    T attach(String name) throws IOException;
  }

  static byte[] encode(Supplier<String> name) throws IOException {
    try {
      return name.get().getBytes(StandardCharsets.UTF_8);
    } catch (IllegalStateException closed) {
      throw new IOException(closed.getMessage(), closed);
    }
  }

  static <T> T decode(byte[] data, Attachment<T> attachment) throws IOException {
    String name = new String(data, StandardCharsets.UTF_8);
    try {
      return attachment.attach(name);
    } catch (IllegalArgumentException malformed) {
      throw new IOException("Not a handle to shared memory: " + name, malformed);
    }
  }
}
