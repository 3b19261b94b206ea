package io.troupe.internal.process.child;

import io.troupe.internal.log.Log;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Signals to a process and those below it. Java reads from files who is below, and also whether a
 * pid is still that of the process, before it sends one: some descriptors are kept for when there
 * are no others. Thread-safe.
 */
public final class Kill {
  private static final Log log = Log.of(Kill.class);

  /** A directory, a file in it, and one that another process may take meanwhile. */
  private static final int RESERVE = 3;

  private static final List<FileInputStream> reserve = new ArrayList<>();

  private Kill() {}

  /** Puts descriptors by, if there are any to be had. */
  public static synchronized void prepare() {
    try {
      while (reserve.size() < RESERVE) {
        reserve.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException e) {
      log.debug("No descriptors are put by: {}", e.toString());
    }
  }

  /** Asks a process and its descendants to end, the deepest first. */
  public static void gently(Process process) {
    signal(process, false);
  }

  /** Ends a process and its descendants, the deepest first. */
  public static void forcibly(Process process) {
    signal(process, true);
  }

  /**
   * Ends a process that would end by itself, and not those below it. Without a descriptor to be had
   * this does nothing.
   */
  static void alone(Process process) {
    reachItself(process, true);
  }

  private static void signal(Process process, boolean forcibly) {
    if (!reach(process, forcibly)) {
      reachWithReserve(process, forcibly);
    }
  }

  private static synchronized void reachWithReserve(Process process, boolean forcibly) {
    try {
      for (FileInputStream each : reserve) {
        each.close();
      }
      reserve.clear();
    } catch (IOException e) {
      log.debug("A descriptor of the reserve stays closed", e);
    }
    if (!reach(process, forcibly) && isThere(process)) {
      log.warn("pid {} or a process below it got no signal", process.pid());
    }
    prepare();
  }

  /** Asks the system, for Java may not have noticed an end yet. */
  private static boolean isThere(Process process) {
    return ProcessHandle.of(process.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  /**
   * Returns whether all got their signal: the process itself may, even if none can be found below
   * it.
   */
  private static boolean reach(Process process, boolean forcibly) {
    boolean found = reachBelow(process, forcibly);
    return reachItself(process, forcibly) && found;
  }

  private static boolean reachBelow(Process process, boolean forcibly) {
    try {
      List<ProcessHandle> below = process.descendants().toList();
      for (int i = below.size() - 1; i >= 0; i--) {
        send(below.get(i), forcibly);
      }
      return true;
    } catch (UnsupportedOperationException e) {
      return true; // a launcher's own process, of which only itself is known
    } catch (RuntimeException e) {
      log.debug("Cannot list the processes below pid {}", process.pid(), e);
      return false;
    }
  }

  /**
   * By its handle: {@code Process.destroy} would also close the streams, with what is still in
   * them.
   */
  private static boolean reachItself(Process process, boolean forcibly) {
    try {
      return send(process.toHandle(), forcibly) || !process.isAlive();
    } catch (UnsupportedOperationException e) {
      destroy(process, forcibly);
      return true;
    }
  }

  private static void destroy(Process process, boolean forcibly) {
    if (forcibly) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
  }

  private static boolean send(ProcessHandle process, boolean forcibly) {
    return forcibly ? process.destroyForcibly() : process.destroy();
  }
}
