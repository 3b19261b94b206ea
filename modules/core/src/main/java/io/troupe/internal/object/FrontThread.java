package io.troupe.internal.object;

import io.troupe.internal.log.Log;
import io.troupe.internal.system.MailboxExecutor;
import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.ResultSource;
import io.troupe.internal.wait.SpinWait;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what messages from other processes ask for, on the thread that reads them from a link, so
 * that no other one has to be woken. There is one such thread. While it has nothing to run it reads
 * the link of the runtime that called last; while it runs something, which may take as long as it
 * likes, the link's own reader goes on, and what comes meanwhile is run by others. Thread-safe.
 */
public final class FrontThread extends MailboxExecutor implements Runnable {
  private static final Log log = Log.of(FrontThread.class);

  /** After so many messages in a row by other links, it reads another one. */
  private static final int ELSEWHERE = 3;

  /** Stands for what runs. */
  private static final Runnable BUSY = new Busy();

  /** Whether this thread is delivering what came from elsewhere. */
  private static final ThreadLocal<boolean[]> DELIVERS =
      ThreadLocal.withInitial(() -> new boolean[1]);

  private final String name;
  private final Executor others;
  private final Supplier<@Nullable ResultSource> sources;
  private final SpinWait spin = new SpinWait(Cores.gate());

  /** What the thread is to run next: nothing yet, or {@link #BUSY} while it runs something. */
  private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>(BUSY);

  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  private volatile boolean parked;
  private volatile @Nullable ResultSource reading;
  private final AtomicInteger elsewhere = new AtomicInteger();

  /** For the thread itself. */
  private @Nullable Runnable running;

  /**
   * Makes one, which begins with the first that it has to run.
   *
   * @param name of the thread
   * @param others run what this thread does not
   * @param sources returns the link by which a message will come in all likelihood; null for none
   */
  public FrontThread(String name, Executor others, Supplier<@Nullable ResultSource> sources) {
    this.name = name;
    this.others = others;
    this.sources = sources;
  }

  private static final class Busy implements Runnable {
    @Override
    public void run() {}
  }

  /** Delivers a message that came from elsewhere: what is executed meanwhile is due to it. */
  public static void deliver(Runnable delivery) {
    boolean[] delivers = DELIVERS.get();
    boolean outer = delivers[0];
    delivers[0] = true;
    try {
      delivery.run();
    } finally {
      delivers[0] = outer;
    }
  }

  @Override
  public void execute(Runnable task) {
    if (!DELIVERS.get()[0]) {
      if (task == running && Thread.currentThread() == thread.get()) {
        next.set(task); // the rest of a mailbox
      } else {
        others.execute(task);
      }
    } else if (!takes(task)) {
      others.execute(task);
    }
  }

  private boolean takes(Runnable task) {
    Thread front = thread.get();
    if (front == null) {
      return begin(task);
    }
    if (front == Thread.currentThread()) {
      elsewhere.set(0);
      return next.compareAndSet(null, task);
    }
    ResultSource source = reading;
    if (source != null && elsewhere.incrementAndGet() < ELSEWHERE) {
      return false;
    }
    if (!next.compareAndSet(null, task)) {
      return false;
    }
    wake(front);
    return true;
  }

  private void wake(Thread front) {
    ResultSource source = reading;
    if (source != null) {
      source.wake();
    }
    if (parked) {
      LockSupport.unpark(front);
    }
  }

  private boolean begin(Runnable task) {
    Thread made = new Thread(this, name);
    made.setDaemon(true);
    if (isShutdown() || !thread.compareAndSet(null, made)) {
      return false;
    }
    next.set(task);
    made.start();
    return true;
  }

  @Override
  public void run() {
    while (!isShutdown()) {
      Runnable task = next.get();
      if (task == null) {
        awaitTask();
      } else {
        next.set(BUSY);
        run(task);
        next.compareAndSet(BUSY, null);
      }
    }
    leave();
  }

  /** What was given to this thread as it ended is run by others. */
  private void leave() {
    Runnable left = next.getAndSet(BUSY);
    if (left != null && left != BUSY) {
      others.execute(left);
    }
  }

  private void run(Runnable task) {
    running = task;
    try {
      task.run();
    } catch (Throwable e) { // as Pekko's own threads take it
      log.error("Failed on {}; what comes next there is not affected", name, e);
    } finally {
      running = null;
      Thread.interrupted();
    }
  }

  private boolean isOver() {
    return next.get() != null || isShutdown();
  }

  private void awaitTask() {
    if (!read() && !spin.spin(this::isOver)) {
      park();
    }
  }

  private boolean read() {
    ResultSource source = sources.get();
    if (source == null) {
      return false;
    }
    elsewhere.set(0);
    reading = source;
    try {
      return source.readUntil(this::isOver, Long.MAX_VALUE);
    } catch (InterruptedException e) {
      return true; // for none
    } finally {
      reading = null;
    }
  }

  private void park() {
    parked = true;
    while (!isOver()) {
      LockSupport.park(this);
      Thread.interrupted(); // an interrupted thread would not park
    }
    parked = false;
  }

  @Override
  public void shutdown() {
    super.shutdown();
    Thread front = thread.get();
    if (front != null) {
      wake(front);
    }
  }
}
