package io.troupe.internal.wait;

import io.troupe.internal.log.Log;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs what it is given one by one, in order, on one daemon thread that exists while there is
 * something to run: a pool's callbacks, for one. What one of them throws is logged and does not
 * reach the next. Where the user may have no more threads, it is run by the thread that brings it.
 * Thread-safe.
 */
public final class SerialThread implements Executor {
  private static final Log log = Log.of(SerialThread.class);
  private static final int IDLE_SECONDS = 10;

  private final String name;
  private final ThreadPoolExecutor executor;
  private volatile @Nullable Thread thread;

  public SerialThread(String name) {
    this.name = name;
    executor = new ThreadPoolExecutor(
        1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
    executor.allowCoreThreadTimeOut(true);
  }

  private Thread newThread(Runnable body) {
    Thread created = new Thread(body, name);
    created.setDaemon(true);
    thread = created;
    return created;
  }

  @Override
  public void execute(Runnable work) {
    try {
      executor.execute(() -> guarded(work));
    } catch (OutOfMemoryError e) {
      guarded(work); // a thread waits for what it does
    }
  }

  /** Returns whether the calling thread is this one. */
  public boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) { // often the program's own code: what it throws ends here
      log.error("Failed on {}; what comes next there is not affected", name, e);
    }
  }
}
