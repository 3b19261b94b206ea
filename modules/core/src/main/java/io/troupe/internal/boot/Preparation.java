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
   * The property that names who makes channels. Without it the JDK looks for one in each jar of the
   * class path.
   */
  private static final String PROVIDER = "java.nio.channels.spi.SelectorProvider";

  /** The one that the JDK takes on Linux. */
  private static final String OF_LINUX = "sun.nio.ch.EPollSelectorProvider";

  /** In the last of the jars that are searched before the program's own places. */
  private static final String BEHIND_ALL_OF_TROUPE = "org/slf4j/Logger.class";

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
    loadSockets();
    ClassLoader.getSystemResource(BEHIND_ALL_OF_TROUPE); // opens the jars on the way
  }

  private static void loadSockets() {
    boolean isNamed = System.getProperty(PROVIDER) == null && isOfJdk(OF_LINUX);
    if (isNamed) {
      System.setProperty(PROVIDER, OF_LINUX);
    }
    try {
      SocketChannel.open(StandardProtocolFamily.UNIX).close();
    } catch (IOException | UnsupportedOperationException e) {
      // The link, which needs one, will say so.
      return;
    } finally {
      if (isNamed) {
        System.getProperties().remove(PROVIDER, OF_LINUX);
      }
    }
  }

  private static boolean isOfJdk(String name) {
    try {
      Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
