package io.troupe.internal.process.launch;

import io.troupe.internal.log.Log;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JVM of a program's first process, started on a thread of its own while the program still
 * makes all else that a process needs: it boots meanwhile, and waits for its boot record.
 * Thread-safe.
 */
public final class HeadStart {
  private static final Log log = Log.of(HeadStart.class);

  private final ChildSpec spec;
  private final CompletableFuture<@Nullable JvmStarter> starter = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Process> jvm = new CompletableFuture<>();
  private boolean taken; // guarded by this

  private HeadStart(ChildSpec spec) {
    this.spec = spec;
  }

  /**
   * Begins to start a JVM.
   *
   * @param spec what the first process is most likely to need
   * @param directory where an argument file may be written
   */
  public static HeadStart begin(ChildSpec spec, Supplier<Path> directory) {
    HeadStart first = new HeadStart(spec);
    Thread thread = new Thread(() -> first.run(directory), "troupe-first-jvm");
    thread.setDaemon(true);
    thread.start();
    return first;
  }

  private void run(Supplier<Path> directory) {
    try {
      JvmStarter made = new JvmStarter(directory);
      starter.complete(made);
      boolean isOwn = spec.site() == null && made.startsLocally(spec);
      jvm.complete(isOwn ? made.start(spec) : null);
    } catch (RuntimeException | Error e) { // the start in earnest meets it again, and says it
      log.debug("No JVM was started ahead", e);
      starter.complete(null);
      jvm.complete(null);
    }
  }

  /**
   * Returns what started it, and starts all others; null if it could not be made, for a reason that
   * may pass. Blocks until that is known.
   */
  public @Nullable JvmStarter starter() {
    return starter.join();
  }

  /**
   * Takes the JVM for the first process, if it was started as that wants it. No other call gets it
   * then: where it does not fit, it is ended. Blocks while it is being started.
   */
  public @Nullable Process take(ChildSpec wanted) {
    if (!takeOnce()) {
      return null;
    }
    Process started = jvm.join();
    if (spec.startsLike(wanted)) {
      return started;
    }
    end(started);
    return null;
  }

  /** Ends the JVM if no process has taken it. Does not block. */
  public void discard() {
    if (takeOnce()) {
      jvm.thenAccept(HeadStart::end);
    }
  }

  private static void end(@Nullable Process started) {
    if (started != null) {
      started.destroyForcibly();
    }
  }

  private synchronized boolean takeOnce() {
    boolean first = !taken;
    taken = true;
    return first;
  }
}
