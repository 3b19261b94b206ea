package io.troupe.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Signals that ask this JVM to end: the first asks it to end in good order; a second one, or the
 * end of a while, ends it at once. A signal that the JVM was started to ignore stays ignored. Uses
 * {@code sun.misc.Signal}, by reflection because the compiler warns about every mention.
 */
final class EndSignals {
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
  /** Besides what the end may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final int FORCED = 1;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final Duration limit;
  private final Runnable end;

  private EndSignals(Duration limit, Runnable end) {
    this.limit = limit;
    this.end = end;
  }

  /**
   * @param leave how long what follows the first signal may take by itself
   * @param end called once, on a thread of its own, at the first signal
   */
  static void handle(Duration leave, Runnable end) {
    EndSignals signals = new EndSignals(leave.plus(PATIENCE), end);
    NAMES.forEach(signals::handle);
  }

  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object onSignal = Proxy.newProxyInstance(
          EndSignals.class.getClassLoader(),
          new Class<?>[] {handler},
          (self, method, arguments) -> {
            onSignal();
            return null;
          });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
    } catch (InvocationTargetException e) {
      // There is no such signal on this system.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM has no jdk.unsupported", e);
    }
  }

  private void onSignal() {
    if (!asked.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(FORCED);
    }
    Thread waiting = new Thread(this::awaitLimit, "troupe-end-limit");
    waiting.setDaemon(true);
    waiting.start();
    end.run();
  }

  private void awaitLimit() {
    try {
      Thread.sleep(limit.toMillis());
    } catch (InterruptedException e) {
      return; // no code here interrupts it
    }
    System.err.println("The node has not ended in " + limit.toSeconds() + " s: it is ended");
    Runtime.getRuntime().halt(FORCED);
  }
}
