package io.troupe;

import io.troupe.function.VoidTask0;
import io.troupe.function.VoidTask1;
import io.troupe.function.VoidTask2;
import io.troupe.function.VoidTask3;
import io.troupe.internal.process.Controls;
import io.troupe.internal.process.ProcessControl;
import io.troupe.internal.process.ProcessSettings;
import io.troupe.internal.process.Processes;
import io.troupe.internal.process.Work;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.spi.ProcessLauncher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Work that runs in a JVM of its own: Python's {@code multiprocessing.Process}.
 *
 * <p>A process is made with a function and its arguments, or as a subclass that overrides {@link #run()}; then it may be
 * given a name, options and so on; then it is {@linkplain #start() started}, once. It ends when its function and all its
 * non-daemon threads have ended, when it calls {@code System.exit}, or when it is ended from outside. It never outlives the
 * JVM that started it.
 *
 * <pre>{@code
 * Process process = Process.of(Main::work, "bob").name("worker").start();
 * process.join();
 * System.out.println(process.exitCode());      // OptionalInt[0]
 * }</pre>
 *
 * <p>The function, its arguments and the fields of a subclass cross as values when the process starts: what the process
 * changes stays in the process.
 *
 * <p>Thread-safe.
 */
public class Process implements Waitable {
  private final ProcessSettings settings;
  private final ProcessControl control;

  /** Makes an unstarted process of a subclass. The fields of the subclass cross when it starts; its constructor runs here only. */
  protected Process() {
    settings = Controls.settingsForSubclass();
    control = Controls.forSubclass(settings, Process::processes);
  }

  private Process(ProcessSettings settings, ProcessControl control) {
    this.settings = settings;
    this.control = control;
  }

  /** Makes an unstarted process that will run {@code target}. */
  public static Process of(VoidTask0 target) {
    return processes().make(StartMethod.SPAWN, Work.of(target));
  }

  /** Makes an unstarted process that will run {@code target} with one argument, which may be null. */
  public static <A extends @Nullable Object> Process of(VoidTask1<A> target, A a) {
    return processes().make(StartMethod.SPAWN, Work.of(target, a));
  }

  /** Makes an unstarted process that will run {@code target} with two arguments, which may be null. */
  public static <A extends @Nullable Object, B extends @Nullable Object> Process of(
      VoidTask2<A, B> target, A a, B b) {
    return processes().make(StartMethod.SPAWN, Work.of(target, a, b));
  }

  /** Makes an unstarted process that will run {@code target} with three arguments, which may be null. */
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Process of(VoidTask3<A, B, C> target, A a, B b, C c) {
    return processes().make(StartMethod.SPAWN, Work.of(target, a, b, c));
  }

  static {
    Controls.facade(Process::new);
  }

  private static Processes processes() {
    return TroupeRuntime.current().processes();
  }

  /** Returns the process that this code runs in: the program itself, or one that was started. Python's {@code current_process}. */
  public static Process current() {
    return Controls.current();
  }

  /** Returns the process that started this one; empty in the program itself. Python's {@code parent_process}. */
  public static Optional<Process> parent() {
    return Controls.parent();
  }

  /** Returns the processes that this one started and that are alive; workers of pools are not among them. */
  public static List<Process> activeChildren() {
    return processes().alive();
  }

  /**
   * Does the work, in the started process. A subclass overrides it; else it calls the function. Called directly it runs here.
   *
   * @throws Exception whatever the work throws; in a started process that ends it with exit code 1
   */
  public void run() throws Exception {
    control.run();
  }

  /**
   * Names the process; the default is {@code Process-1}, {@code Process-1:2} in its children, and so on.
   *
   * @return this process
   * @throws IllegalStateException if it was started, as for all that follow
   */
  public Process name(String name) {
    settings.change(control).name(name);
    return this;
  }

  /**
   * Makes it a daemon or not; the default is what the current process is. A daemon is terminated when its parent ends, and may
   * have no children unless {@link #mayHaveChildren} allows it; a process that is not a daemon keeps its parent waiting.
   */
  public Process daemon(boolean daemon) {
    settings.change(control).daemon(daemon);
    return this;
  }

  /** Allows a daemon to start processes and pools of its own. */
  public Process mayHaveChildren(boolean allowed) {
    settings.change(control).mayHaveChildren(allowed);
    return this;
  }

  /**
   * Makes {@link #interrupt()} end the process by SIGINT, at once and with exit code -2, instead of interrupting its main
   * thread.
   */
  public Process interruptEnds(boolean ends) {
    settings.change(control).interruptEnds(ends);
    return this;
  }

  /** Adds JVM options, behind those that every child inherits: {@code -Xmx512m}, {@code -Dkey=value}. */
  public Process jvmOptions(String... options) {
    settings.change(control).jvmOptions(List.of(options));
    return this;
  }

  /** Sets an environment variable of the process. */
  public Process environment(String name, String value) {
    settings.change(control).environment(name, value);
    return this;
  }

  /** Sets its working directory. */
  public Process directory(Path directory) {
    settings.change(control).directory(directory);
    return this;
  }

  /** Sets the {@code java} executable that runs it. */
  public Process executable(Path java) {
    settings.change(control).executable(java);
    return this;
  }

  /** Sets what starts its JVM, for instance through {@code nice}; by default it starts as it is. */
  public Process launcher(ProcessLauncher launcher) {
    settings.change(control).launcher(launcher);
    return this;
  }

  /** Sets where its standard output and standard error go. */
  public Process output(Output output) {
    settings.change(control).output(output);
    return this;
  }

  /**
   * Starts the process. Does not wait until it runs.
   *
   * @return this process
   * @throws IllegalStateException if it was started before, or the current process may not have children
   * @throws PayloadException if the function, an argument or a field cannot cross; nothing is started then
   * @throws ProcessStartException if the system does not start a JVM, or a JVM refuses the options
   */
  public Process start() {
    control.start(this);
    return this;
  }

  /**
   * Waits until the process has ended. Returns at once if it has.
   *
   * <p>When it returns, no code of the program runs in the process any more, its shutdown hooks included; all that it printed
   * has arrived, its files to delete on exit are gone, and it holds no socket, lock or other resource that another process
   * could miss. A process that came to its end by itself may have a JVM that the operating system is still taking down, which
   * takes some milliseconds.
   *
   * @throws IllegalStateException if it was not started, is the current process, or is closed
   */
  public void join() throws InterruptedException {
    control.join(null);
  }

  /**
   * Waits until the process has ended or the time is over.
   *
   * @param timeout zero or a negative time asks without waiting
   * @return whether it has ended
   * @throws IllegalStateException as {@link #join()}
   */
  public boolean join(Duration timeout) throws InterruptedException {
    return control.join(timeout);
  }

  /** Returns whether the process was started and has not ended. */
  public boolean isAlive() {
    return control.isAlive();
  }

  /**
   * Returns how it ended: empty before that, 0 for a normal end, 1 for an exception that nothing caught, n after {@code
   * System.exit(n)} (its lowest eight bits), minus the number of the signal that ended it.
   */
  public OptionalInt exitCode() {
    return control.exitCode();
  }

  /** Returns how it ended with all that is known about it; empty before that. */
  public Optional<ExitStatus> exitStatus() {
    return control.exitStatus();
  }

  /**
   * Returns the number that the operating system gave it.
   *
   * @throws IllegalStateException if it was not started
   */
  public long pid() {
    return control.pid();
  }

  public String name() {
    return settings.name();
  }

  public boolean isDaemon() {
    return settings.daemon();
  }

  /**
   * Asks the process and its descendants to end, by SIGTERM: shutdown hooks run. Does not wait. No effect after its end.
   *
   * @throws IllegalStateException if it was not started
   */
  public void terminate() {
    control.terminate();
  }

  /**
   * Ends the process and its descendants at once, by SIGKILL: nothing of its own runs any more. Does not wait. No effect after
   * its end.
   *
   * @throws IllegalStateException if it was not started
   */
  public void kill() {
    control.kill();
  }

  /**
   * Interrupts the process: its main thread, as {@link Thread#interrupt()} does; an {@code InterruptedException} that nothing
   * catches ends it with exit code 1. See {@link #interruptEnds}. No effect before it runs its work and after its end.
   *
   * @throws IllegalStateException if it was not started
   */
  public void interrupt() {
    control.interrupt();
  }

  /**
   * Completes when the process has ended, with this process; what depends on it runs on a thread of
   * {@link java.util.concurrent.ForkJoinPool#commonPool()}. Python's {@code sentinel}.
   *
   * @throws IllegalStateException if it was not started
   */
  @Override
  public CompletableFuture<Process> onExit() {
    return control.onExit().thenApplyAsync(status -> this);
  }

  /**
   * Returns what the process has printed so far.
   *
   * @throws IllegalStateException if its output is not {@link Output#CAPTURED}, or it was not started
   */
  public String capturedOutput() {
    return control.capturedOutput();
  }

  /**
   * Releases what is kept of an ended process. Closing twice, or one that was never started, is allowed.
   *
   * @throws IllegalStateException if it is alive
   */
  public void close() {
    control.close();
  }

  /** Returns the key with which this program's listeners and clients authenticate; a copy. Children inherit it. */
  public byte[] authKey() {
    return settings.authKey();
  }

  /** Replaces the key with which this process's listeners and clients authenticate. */
  public Process authKey(byte[] key) {
    settings.authKey(key);
    return this;
  }

  @Override
  public String toString() {
    return "Process[name=" + name() + ", " + control + (isDaemon() ? ", daemon" : "") + "]";
  }
}
