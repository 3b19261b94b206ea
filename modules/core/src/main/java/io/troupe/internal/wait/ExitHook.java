package io.troupe.internal.wait;

/**
 * A shutdown hook of Troupe's. It is no daemon, also where a daemon was the first to need it: the
 * hook that says a process's last word waits for the others, which it tells from what else runs by
 * that.
 */
public final class ExitHook {
  private ExitHook() {}

  /**
   * Adds one.
   *
   * @throws IllegalStateException if this JVM is ending
   */
  public static void add(String name, Runnable action) {
    Thread hook = new Thread(action, name);
    hook.setDaemon(false);
    Runtime.getRuntime().addShutdownHook(hook);
  }
}
