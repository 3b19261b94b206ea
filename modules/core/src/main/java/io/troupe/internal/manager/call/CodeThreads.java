package io.troupe.internal.manager.call;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which managed objects run code of the program: as many as there are calls that do,
 * so none waits.
 */
public final class CodeThreads {
  private static final long IDLE_SECONDS = 10;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final ExecutorService THREADS = new ThreadPoolExecutor(
      0,
      Integer.MAX_VALUE,
      IDLE_SECONDS,
      TimeUnit.SECONDS,
      new SynchronousQueue<>(),
      CodeThreads::thread);

  private CodeThreads() {}

  public static void run(Runnable work) {
    THREADS.execute(work);
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "troupe-managed-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
