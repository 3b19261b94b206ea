package io.troupe.internal.boot;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;

/**
 * Does beside the main thread what that comes to next and what needs nothing but the JDK, so that a
 * process boots on two cores where there are two.
 */
final class Preparation extends Thread {
  /**
   * What is looked for in each jar of the class path, as the program's classes are, which come
   * last. To open a jar takes a young JVM a fifth of a millisecond.
   */
  private static final String SOUGHT_EVERYWHERE = "META-INF/services/io.troupe.spi.PayloadCodec";

  private Preparation() {
    super("troupe-preparation");
    setDaemon(true);
  }

  static void begin() {
    try {
      new Preparation().start();
    } catch (OutOfMemoryError e) {
      // There may be no more threads: the main thread comes to all of it, and says so if it must.
      return;
    }
  }

  @Override
  public void run() {
    ClassLoader.getSystemResource(SOUGHT_EVERYWHERE);
    loadSockets();
  }

  private static void loadSockets() {
    try {
      SocketChannel.open(StandardProtocolFamily.UNIX).close();
    } catch (IOException | UnsupportedOperationException e) {
      // The link, which needs one, will say so.
      return;
    }
  }
}
