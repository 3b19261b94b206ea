package io.troupe.e2e.support;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** Ways to die. */
public final class Crash {
  private Crash() {}

  /** Makes the JVM itself crash, as a faulty native library does. */
  public static void natively() throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
  }

  /** Kills this process as the system's out-of-memory killer does. */
  public static void bySigkill() throws Exception {
    new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
    Thread.currentThread().join();
  }

  public static int outOfMemory() {
    List<byte[]> all = new ArrayList<>();
    while (true) {
      all.add(new byte[1024 * 1024]);
    }
  }

  @SuppressWarnings("InfiniteRecursion") // until the stack ends
  public static int overflowStack(int depth) {
    return overflowStack(depth + 1) + 1;
  }
}
