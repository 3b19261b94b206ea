package io.troupe.internal.code;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.MessageLite;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/**
 * What spares a process the opening of its class path. When Protobuf starts, its class
 * {@code Android} asks for two classes that only Android has, and a JVM opens every jar before it
 * knows that it has none: that took a quarter of all that a process does until its first work, and
 * more with each jar of the program's. So a process gets that class from its host, in a copy that
 * asks for classes of {@code java.lang} instead, which are looked for in the JDK alone.
 */
public final class ProtobufStart {
  private static final Log log = Log.of(ProtobufStart.class);
  private static final String ASKING = "Android.class";

  /** Names of the same length, for a class file has the length of each. */
  private static final Map<String, String> ASKED_INSTEAD = Map.of(
      "libcore.io.Memory", "java.lang.Android",
      "org.robolectric.Robolectric", "java.lang.NoSuchRobolectric");

  private ProtobufStart() {}

  /** Returns the copy; empty if Protobuf has no such class, or one that asks for anything else. */
  public static byte[] quickClass() {
    return Quick.CLASS.clone();
  }

  private static final class Quick {
    static final byte[] CLASS = make();
  }

  private static byte[] make() {
    try (InputStream in = MessageLite.class.getResourceAsStream(ASKING)) {
      return in == null ? new byte[0] : instead(in.readAllBytes());
    } catch (IOException e) {
      log.debug("Protobuf's own class stays: {}", e.toString());
      return new byte[0];
    }
  }

  private static byte[] instead(byte[] asking) {
    String text = new String(asking, ISO_8859_1);
    for (Map.Entry<String, String> each : ASKED_INSTEAD.entrySet()) {
      if (!text.contains(each.getKey())) {
        return new byte[0];
      }
      text = text.replace(each.getKey(), each.getValue());
    }
    return text.getBytes(ISO_8859_1);
  }

  /**
   * Makes the copy the class of this JVM. Without effect once Protobuf has started, or where it is
   * closed to that.
   *
   * @param quick from {@link #quickClass()}
   */
  public static void use(byte[] quick) {
    if (quick.length == 0) {
      return;
    }
    try {
      MethodHandles.privateLookupIn(MessageLite.class, MethodHandles.lookup()).defineClass(quick);
    } catch (IllegalAccessException | LinkageError e) {
      log.debug("Protobuf starts with its own class: {}", e.toString());
    }
  }
}
