package io.troupe.internal.process;

import io.troupe.internal.log.StandardErrorLog;
import io.troupe.proto.Identity;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.event.Level;

/**
 * Who this JVM is: the program's main process, or one that a host started and gave a name. Static,
 * for the operating system's process is one, however many runtimes it has. Thread-safe.
 */
public final class Self {
  private static final AtomicInteger CHILDREN = new AtomicInteger();
  private static volatile Identity identity =
      Identity.newBuilder().setName("MainProcess").build();
  private static volatile boolean child;

  private Self() {}

  /** Notes that this JVM is a process of a host. */
  public static void linked() {
    child = true;
  }

  /** Takes the identity that the host gave. */
  public static void become(Identity given) {
    identity = given;
    if (!given.getLogToStderr().isEmpty()) {
      StandardErrorLog.begin(Level.valueOf(given.getLogToStderr()), () -> identity.getName());
    }
  }

  /** Returns whether this JVM was started by Troupe. */
  public static boolean isChild() {
    return child;
  }

  public static Identity identity() {
    return identity;
  }

  /**
   * Returns how this process is named in a stack trace that crosses:
   * {@code pid 4711 (PoolWorker-2)}.
   */
  public static String origin() {
    return "pid " + ProcessHandle.current().pid() + " (" + identity.getName() + ")";
  }

  /**
   * Returns the path of the next child: {@code 1}, or {@code 1:2} in the first child of the main
   * process.
   */
  public static String nextChildPath() {
    String path = identity.getPath();
    int number = CHILDREN.incrementAndGet();
    return path.isEmpty() ? Integer.toString(number) : path + ":" + number;
  }

  /**
   * Checks that this process may have children.
   *
   * @throws IllegalStateException if it is a daemon, unless it was started with children allowed
   */
  public static void requireMayHaveChildren() {
    if (identity.getDaemon() && !identity.getMayHaveChildren()) {
      throw new IllegalStateException("daemonic process '"
          + identity.getName()
          + "' is not allowed to have children; start it with mayHaveChildren(true)");
    }
  }
}
