package io.troupe.ps;

import io.troupe.internal.ps.ProcessSource;
import io.troupe.internal.runtime.Workforce;
import io.troupe.internal.wait.Deadline;
import io.troupe.subprocess.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A process of this machine, started by Troupe or not. Python's {@code psutil.Process}.
 *
 * <p>It is known by its number and its start time: when it has ended and its number was given to
 * another process, this one has ended. Each call asks the system anew, and what the system refuses
 * to tell is empty. Every method, except where it says otherwise, throws
 * {@link NoSuchProcessException} once the process has ended and is gone; a zombie is not gone, and
 * has no files, memory or environment. {@link #info()} has several facts of one moment.
 *
 * <pre>{@code
 * Ps.of(4711).children(true).forEach(OsProcess::kill);
 * }</pre>
 *
 * <p>Thread-safe. Cannot be sent to another process; its number can.
 */
public final class OsProcess {
  private final ProcessSource source;
  private final long pid;
  private final Instant createTime;
  private final CpuLoad load = new CpuLoad();
  private final EndWait wait = new EndWait(this);
  private final Signals signals = new Signals(this);

  OsProcess(ProcessSource source, ProcessInfo seen) {
    this.source = source;
    pid = seen.pid();
    createTime = seen.createTime();
  }

  /** Returns the number of the process, of a living or an ended one. */
  public long pid() {
    return pid;
  }

  /** Returns when the process started, to a hundredth of a second, of a living or an ended one. */
  public Instant createTime() {
    return createTime;
  }

  /** Returns what one look at the process tells: all facts that are cheap, from one moment. */
  public ProcessInfo info() {
    return look().orElseThrow(() -> NoSuchProcessException.ended(this));
  }

  Optional<ProcessInfo> look() {
    return source.look(pid).filter(seen -> seen.createTime().equals(createTime));
  }

  /** Asks for something, and then whether it was still this process that answered. */
  private <T> T ask(LongFunction<T> question) {
    T answer = question.apply(pid);
    info();
    return answer;
  }

  /**
   * Returns the name of the executable, without its directory; a script's is that of its own file
   * on Linux.
   */
  public String name() {
    return info().name();
  }

  /** Returns the path of the executable. Empty for threads of the kernel and zombies. */
  public Optional<Path> exe() {
    return ask(source::exe);
  }

  /** Returns the working directory. */
  public Optional<Path> cwd() {
    return ask(source::cwd);
  }

  /** Returns the command and its arguments. Empty for threads of the kernel and zombies. */
  public List<String> cmdline() {
    return ask(source::cmdline);
  }

  /** Returns the number of the parent; 0 if there is none. It changes when the parent ends. */
  public long ppid() {
    return info().ppid();
  }

  /** Returns the parent; empty if there is none, or it has ended meanwhile. */
  public Optional<OsProcess> parent() {
    return relatives().parent();
  }

  /** Returns the parent, its parent, and so on. */
  public List<OsProcess> parents() {
    return relatives().parents();
  }

  /**
   * Returns the children that live, in the order of their numbers.
   *
   * @param recursive whether theirs are wanted, too, and so on; each follows its parent, and
   *     precedes what is below itself
   */
  public List<OsProcess> children(boolean recursive) {
    return relatives().children(recursive);
  }

  private Relatives relatives() {
    return new Relatives(source, info());
  }

  /** Returns what the process does. */
  public ProcessStatus status() {
    return info().status();
  }

  /** Returns the real user, by number if there is no name for it. */
  public Optional<String> username() {
    return info().username();
  }

  /** Returns the controlling terminal, such as {@code /dev/pts/0}. Empty if there is none. */
  public Optional<String> terminal() {
    return info().terminal();
  }

  /** Returns the processor time that was used. */
  public CpuTimes cpuTimes() {
    return info().cpuTimes();
  }

  /**
   * Returns the load of the processors since this method was last called on this object: 100 is one
   * processor, so that a process with threads may have more. The first call has nothing to compare
   * with and returns 0. Does not block.
   */
  public double cpuPercent() {
    return load.since(info().cpuTimes());
  }

  /**
   * Measures the load of the processors for a time, 100 for one processor, and waits for as long.
   *
   * @param interval more than zero
   * @throws IllegalArgumentException if {@code interval} is zero or negative
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public double cpuPercent(Duration interval) throws InterruptedException {
    return CpuLoad.measure(this, interval);
  }

  /** Returns the memory: resident, virtual and more. */
  public MemoryInfo memoryInfo() {
    return info().memory();
  }

  /**
   * Returns the memory counted page by page: unique, proportional, swapped out. Empty where it is
   * not known.
   */
  public Optional<MemoryInfo.Full> memoryFullInfo() {
    return ask(source::fullMemory);
  }

  /** Returns the part of the machine's memory that is resident for this process, from 0 to 100. */
  public double memoryPercent() {
    return info().memory().percentOf(source.totalMemory());
  }

  /**
   * Returns the regular files that are open. Empty for processes of others, too, unless the caller
   * may see them.
   */
  public List<OpenFile> openFiles() {
    return ask(source::openFiles);
  }

  /** Returns the sockets of the internet: TCP and UDP. */
  public List<NetConnection> netConnections() {
    return netConnections(NetConnection.Kind.INET);
  }

  /** Returns the sockets of a kind. */
  public List<NetConnection> netConnections(NetConnection.Kind kind) {
    Objects.requireNonNull(kind, "kind");
    return ask(asked -> source.netConnections(asked, kind));
  }

  /** Returns the number of threads. */
  public int numThreads() {
    return info().numThreads();
  }

  /** Returns the threads, in the order of their numbers. */
  public List<OsThread> threads() {
    return ask(source::threads);
  }

  /** Returns the environment with which the process started. */
  public Map<String, String> environ() {
    return ask(source::environ);
  }

  /** Returns for how long the process has run. */
  public Duration runningTime() {
    return info().runningTime();
  }

  /** Returns the number of open descriptors, of files, sockets and all else. */
  public OptionalInt numFds() {
    return ask(source::numFds);
  }

  /** Returns what was read and written. */
  public Optional<IoCounters> ioCounters() {
    return ask(source::ioCounters);
  }

  /**
   * Returns what Troupe knows of a process that it started, such as the pool of a worker; empty for
   * all others.
   */
  public Optional<TroupeInfo> troupe() {
    return ask(asked -> Workforce.find(asked, () -> source.cmdline(asked)));
  }

  /**
   * Returns facts by their names: Python's {@code as_dict}. Those that are cheap are of one moment.
   */
  public Map<Fact, Object> facts(Fact... wanted) {
    return Fact.of(info(), this, wanted);
  }

  /**
   * Returns whether the process is there, a zombie included, and not another one that was given its
   * number. Throws no {@link NoSuchProcessException}.
   */
  public boolean isRunning() {
    return look().isPresent();
  }

  /**
   * Waits until the process has ended; a zombie has. Throws no {@link NoSuchProcessException}.
   *
   * @throws IllegalStateException if it is the current process
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void waitFor() throws InterruptedException {
    wait.until(Deadline.NEVER);
  }

  /**
   * Waits until the process has ended, at most so long; a zombie has ended. Throws no
   * {@link NoSuchProcessException}.
   *
   * @param timeout zero or negative to not wait
   * @return whether it has ended
   * @throws IllegalStateException if it is the current process
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean waitFor(Duration timeout) throws InterruptedException {
    return wait.until(Deadline.after(timeout));
  }

  boolean isCurrent() {
    return pid == ProcessHandle.current().pid();
  }

  /**
   * Asks the process to end, by SIGTERM. Does not wait.
   *
   * @throws AccessDeniedException if the system does not allow it
   */
  public void terminate() {
    signals.terminate();
  }

  /**
   * Ends the process at once, by SIGKILL. Does not wait.
   *
   * @throws AccessDeniedException if the system does not allow it
   */
  public void kill() {
    signals.kill();
  }

  /** Sends a signal by its name: see {@link #sendSignal(int)}. */
  public void sendSignal(Signal signal) {
    sendSignal(signal.number());
  }

  /**
   * Sends a signal, through the system's command {@code kill}.
   *
   * @param number 15 for SIGTERM, and so on
   * @throws IllegalArgumentException if {@code number} is less than 1
   * @throws AccessDeniedException if the system does not allow it
   * @throws UnsupportedOperationException if the system has no signals
   */
  public void sendSignal(int number) {
    signals.send(number);
  }

  /**
   * Stops the process until it is {@linkplain #resume() resumed}, by SIGSTOP. See
   * {@link #sendSignal(int)}.
   */
  public void suspend() {
    sendSignal(Signal.SIGSTOP);
  }

  /** Lets a stopped process go on, by SIGCONT. See {@link #sendSignal(int)}. */
  public void resume() {
    sendSignal(Signal.SIGCONT);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OsProcess process
        && pid == process.pid
        && createTime.equals(process.createTime);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(pid);
  }

  @Override
  public String toString() {
    return "OsProcess[pid=" + pid + ", "
        + look().map(seen -> seen.name() + ", " + seen.status()).orElse("ended") + "]";
  }
}
