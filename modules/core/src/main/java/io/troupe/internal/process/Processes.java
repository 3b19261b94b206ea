package io.troupe.internal.process;

import io.troupe.Process;
import io.troupe.StartMethod;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Makes the processes of one runtime, and knows those that were started and have not ended. Thread-safe. */
public final class Processes {
  /** How soon a signal is seen. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Payloads payloads;
  private final Functions functions;
  private final Failures failures;
  private final Supplier<Nursery> nursery;
  private final Set<Process> active = ConcurrentHashMap.newKeySet();

  /** @param nursery asked for when the first child JVM starts */
  public Processes(
      Payloads payloads, Functions functions, Failures failures, Supplier<Nursery> nursery) {
    this.payloads = payloads;
    this.functions = functions;
    this.failures = failures;
    this.nursery = nursery;
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

  Nursery nursery() {
    return nursery.get();
  }

  void add(Process process) {
    active.add(process);
  }

  void remove(Process process) {
    active.remove(process);
  }

  /** Returns those alive, in the order of their names; workers of pools are not among them. */
  public List<Process> alive() {
    return active.stream()
        .filter(Process::isAlive)
        .sorted(Comparator.comparing(Process::name))
        .toList();
  }

  /** Ends those that end with their runtime. */
  public void terminateDaemons() {
    alive().stream().filter(Process::isDaemon).forEach(Process::terminate);
  }

  /** Waits for those that outlast the program's own threads, unless a signal says that nobody wants to wait. */
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
