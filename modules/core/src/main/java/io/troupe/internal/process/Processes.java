package io.troupe.internal.process;

import io.troupe.Process;
import io.troupe.StartMethod;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.process.launch.ChildSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the processes of one runtime, and knows those that were started and have not ended.
 * Thread-safe.
 */
public final class Processes {
  /** How soon a signal is seen. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Payloads payloads;
  private final Functions functions;
  private final Failures failures;
  private final ProcessHost host;
  private final Set<Process> active = ConcurrentHashMap.newKeySet();

  public Processes(Payloads payloads, Functions functions, Failures failures, ProcessHost host) {
    this.payloads = payloads;
    this.functions = functions;
    this.failures = failures;
    this.host = host;
  }

  /** Makes an unstarted process that starts as {@code startMethod} says. */
  public Process make(StartMethod startMethod, Work work) {
    ProcessSettings settings = ProcessSettings.ofNew();
    return Controls.make(
        settings,
        startMethod == StartMethod.THREAD
            ? new ThreadControl(this, settings, work)
            : new JvmControl(this, settings, work));
  }

  Payloads payloads() {
    return payloads;
  }

  Functions functions() {
    return functions;
  }

  Failures failures() {
    return failures;
  }

  /** As {@link ProcessHost#nursery}. */
  Nursery nursery(ChildSpec spec) {
    return host.nursery(spec);
  }

  void add(Process process) {
    active.add(process);
  }

  void remove(Process process) {
    active.remove(process);
  }

  /** Returns those alive, in the order of their names; workers of pools are not among them. */
  public List<Process> alive() {
    if (active.isEmpty()) {
      return List.of(); // as in most pools' programs, at their end
    }
    return active.stream()
        .filter(Process::isAlive)
        .sorted(Comparator.comparing(Process::name))
        .toList();
  }

  /** Ends those that end with their runtime. */
  public void terminateDaemons() {
    alive().stream().filter(Process::isDaemon).forEach(Process::terminate);
  }

  /**
   * Waits for those that outlast the program's own threads, unless a signal ends the wait.
   */
  public void joinOthers() {
    try {
      for (Process process : alive()) {
        while (!process.isDaemon() && ShutdownSignal.current() == 0 && !process.join(LOOK)) {
          // A JVM that shuts down already leaves a signal unanswered.
        }
      }
    } catch (InterruptedException e) {
      // The JVM ends; what interrupts its last thread does not want it to wait.
      Thread.currentThread().interrupt();
    }
  }
}
