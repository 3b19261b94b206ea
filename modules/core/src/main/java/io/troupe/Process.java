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
import io.troupe.internal.process.launch.ClassPathOptions;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.spi.ProcessLauncher;
import io.troupe.spi.ProcessSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * A function that runs in a JVM of its own: Python's {@code multiprocessing.Process}.
 *
 * <p>A process is created from a function and its arguments, or as a subclass that overrides {@link
 * #run()}. It may be given a name and options, and is then {@linkplain #start() started}, once. It
 * ends when its function and all its non-daemon threads have ended, when it calls {@code
 * System.exit}, or when another process ends it. It never outlives the JVM that started it.
 *
 * <pre>{@code
 * Process process = Process.of(Main::work, "bob").name("worker").start();
 * process.join();
 * System.out.println(process.exitCode()); // OptionalInt[0]
 * }</pre>
 *
 * <p>The function, its arguments, which may be null, and the fields of a subclass are copied when
 * the process starts. Changes that the process makes to its copies are not seen elsewhere.
 *
 * <p>Options can be set until the process starts; then the methods that set them throw {@link
 * IllegalStateException}. So do, until then, {@link #join}, {@link #pid}, {@link #terminate},
 * {@link #kill}, {@link #interrupt} and {@link #onExit}.
 *
 * <p>Thread-safe.
 */
public class Process implements Waitable {
  private final ProcessSettings settings;
  private final ProcessControl control;

  /**
   * Creates an unstarted process of a subclass. The fields of the subclass are copied when it
   * starts; its constructor runs in the JVM that creates it, not in the started process.
   */
  protected Process() {
    settings = Controls.settingsForSubclass();
    control = Controls.forSubclass(settings, Process::processes);
  }

  private Process(ProcessSettings settings, ProcessControl control) {
    this.settings = settings;
    this.control = control;
  }

  /** Creates an unstarted process that will run {@code target()}. */
  public static Process of(VoidTask0 target) {
    return processes().make(StartMethod.SPAWN, Work.of(target));
  }

  /** Creates an unstarted process that will run {@code target(a)}. */
  public static <A extends @Nullable Object> Process of(VoidTask1<A> target, A a) {
    return processes().make(StartMethod.SPAWN, Work.of(target, a));
  }

  /** Creates an unstarted process that will run {@code target(a, b)}. */
  public static <A extends @Nullable Object, B extends @Nullable Object> Process of(
      VoidTask2<A, B> target, A a, B b) {
    return processes().make(StartMethod.SPAWN, Work.of(target, a, b));
  }

  /** Creates an unstarted process that will run {@code target(a, b, c)}. */
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Process of(VoidTask3<A, B, C> target, A a, B b, C c) {
    return processes().make(StartMethod.SPAWN, Work.of(target, a, b, c));
  }

  static {
    Controls.facade(Process::new, process -> process.control);
  }

  private static Processes processes() {
    return TroupeRuntime.current().processes();
  }

  /**
   * Returns the process in which the caller runs: the main program, or a process that was started.
   * In one that is a {@linkplain StartMethod#THREAD thread} this is the process of that thread
   * alone, not of others that it starts. Python's {@code current_process}.
   */
  public static Process current() {
    return Controls.current();
  }

  /**
   * Returns the process that started the current one; empty in the main program. Python's {@code
   * parent_process}.
   */
  public static Optional<Process> parent() {
    return Controls.parent();
  }

  /**
   * Returns the live processes that the current process has started, ordered by name. Workers of
   * pools are not among them. Python's {@code active_children}.
   */
  public static List<Process> activeChildren() {
    return processes().alive();
  }

  /**
   * Performs the work of this process. The started process calls this method; a direct call runs in
   * the caller's thread. It calls the function that the process was created with, unless a subclass
   * overrides it.
   *
   * @throws IllegalStateException if the process was created with a function and has been started
   *     or closed: it has let go of the function and its arguments
   * @throws Exception if the work fails; an exception ends a started process with exit code 1
   */
  public void run() throws Exception {
    control.run();
  }

  /**
   * Sets the name of the process. The default is {@code Process-1} for the first, {@code
   * Process-1:2} for its second child, and so on.
   */
  public Process name(String name) {
    settings.change(control).name(name);
    return this;
  }

  /**
   * Sets whether the process is a daemon. The default is that of the current process. A daemon is
   * terminated when its parent ends, and may have children only if {@link #mayHaveChildren} allows
   * it; the parent waits at its end for a process that is not a daemon.
   */
  public Process daemon(boolean daemon) {
    settings.change(control).daemon(daemon);
    return this;
  }

  /** Sets whether a daemon may start processes and pools of its own. The default is false. */
  public Process mayHaveChildren(boolean allowed) {
    settings.change(control).mayHaveChildren(allowed);
    return this;
  }

  /**
   * Sets whether {@link #interrupt()} ends the process at once, with exit code -2 as SIGINT does,
   * instead of interrupting its main thread. The default is false.
   */
  public Process interruptEnds(boolean ends) {
    settings.change(control).interruptEnds(ends);
    return this;
  }

  /**
   * Adds options for the JVM, such as {@code -Xmx512m} or {@code -Dkey=value}. They follow those
   * that every process {@linkplain io.troupe inherits}, and so take precedence; a {@code -cp} adds
   * to the class path, in front of the program's own.
   */
  public Process jvmOptions(String... options) {
    settings.change(control).jvmOptions(List.of(options));
    return this;
  }

  /**
   * Adds jars and directories to the class path of the process, in front of the program's own: for
   * classes that this program does not have, or has in another version.
   *
   * @param entries need not exist yet
   * @throws IllegalArgumentException if there is none, or a path has the character that separates
   *     those of a class path
   */
  public Process classPath(Path... entries) {
    settings.change(control).jvmOptions(ClassPathOptions.adding(entries));
    return this;
  }

  /**
   * Sets an environment variable, in addition to those that the process {@linkplain io.troupe
   * inherits}.
   */
  public Process environment(String name, String value) {
    settings.change(control).environment(name, value);
    return this;
  }

  /** Sets the working directory. The default is that of the current process. */
  public Process directory(Path directory) {
    settings.change(control).directory(directory);
    return this;
  }

  /** Sets the {@code java} executable. The default is the one that runs this JVM. */
  public Process executable(Path java) {
    settings.change(control).executable(java);
    return this;
  }

  /**
   * Has the process run elsewhere: on a node of a cluster. {@link #start} then blocks while there
   * is no room for it.
   */
  public Process on(ProcessSite site) {
    settings.change(control).site(site);
    return this;
  }

  /** Sets the launcher that starts the JVM, for instance through {@code nice}. */
  public Process launcher(ProcessLauncher launcher) {
    settings.change(control).launcher(launcher);
    return this;
  }

  /** Sets the destination of standard output and standard error. */
  public Process output(Output output) {
    settings.change(control).output(output);
    return this;
  }

  /**
   * Sets whether what the process logs goes to this program's own logging: see
   * {@link Troupe#forwardLogs}, which sets the default. It has no effect on a process that is a
   * {@linkplain StartMethod#THREAD thread}.
   */
  public Process forwardLogs(boolean forward) {
    settings.change(control).forwardLogs(forward);
    return this;
  }

  /**
   * Sets which events the loggers of this name, and of those that begin with it and a dot, let
   * through in the process, before its start or while it runs: see {@link Troupe#logLevel}, over
   * which it takes precedence.
   *
   * @throws IllegalStateException if the log of the process does not come to this program
   */
  public Process logLevel(String logger, Level level) {
    settings.logLevel(
        Objects.requireNonNull(logger, "logger"), Objects.requireNonNull(level, "level"));
    return this;
  }

  /**
   * Sets how many characters of {@linkplain Output#CAPTURED captured} output are kept, those
   * printed last. The default is 8 388 608; {@link #droppedOutput()} says how many came before
   * them.
   *
   * @throws IllegalArgumentException if {@code characters} is less than 1
   */
  public Process captureLimit(int characters) {
    settings.change(control).captureLimit(characters);
    return this;
  }

  /**
   * Starts the process. Does not wait until it runs.
   *
   * @throws IllegalStateException if it was started before, or the current process is not allowed
   *     to have children
   * @throws PayloadException if the function, an argument or a field cannot cross; no process is
   *     started
   * @throws ProcessStartException if the system does not start a JVM, or the JVM rejects the
   *     options
   */
  public Process start() {
    control.start(this);
    return this;
  }

  /**
   * Waits until the process has ended.
   *
   * <p>When this method returns, no code of the program runs in the process any more, shutdown
   * hooks included; its output has arrived; its files to delete on exit are gone; and it holds no
   * socket, lock or other resource that another process could need. The operating system may take
   * some milliseconds more to remove the process.
   *
   * @throws IllegalStateException if the process is the current one, or is closed
   */
  public void join() throws InterruptedException {
    control.join(null);
  }

  /** As {@link #join()}, but waits at most so long; returns whether the process has ended. */
  public boolean join(Duration timeout) throws InterruptedException {
    return control.join(timeout);
  }

  /** Returns whether the process has been started and has not ended. */
  public boolean isAlive() {
    return control.isAlive();
  }

  /**
   * Returns the exit code: 0 after a normal end, 1 after an uncaught exception, the lowest eight
   * bits of {@code n} after {@code System.exit(n)}, and the negated number of a signal that ended
   * the process. Empty until the process has ended.
   */
  public OptionalInt exitCode() {
    return control.exitCode();
  }

  /** Returns the exit code and all else that is known of the end. Empty until then. */
  public Optional<ExitStatus> exitStatus() {
    return control.exitStatus();
  }

  /** Returns the process id. */
  public long pid() {
    return control.pid();
  }

  /** Returns the name of the process. */
  public String name() {
    return settings.name();
  }

  /** Returns whether the process is a daemon. */
  public boolean isDaemon() {
    return settings.daemon();
  }

  /**
   * Asks the process and its descendants to end, by SIGTERM. Their shutdown hooks run. Does not
   * wait. Has no effect once the process has ended.
   */
  public void terminate() {
    control.terminate();
  }

  /**
   * Ends the process and its descendants at once, by SIGKILL, without their shutdown hooks. Does
   * not wait. Has no effect once the process has ended.
   */
  public void kill() {
    control.kill();
  }

  /**
   * Interrupts the main thread of the process, as {@link Thread#interrupt()} does. An uncaught
   * {@code InterruptedException} ends the process with exit code 1. With {@link #interruptEnds} the
   * process ends in any case. A process that has not begun its work is interrupted when it does;
   * one that has ended it, not at all.
   */
  public void interrupt() {
    control.interrupt();
  }

  /**
   * Returns a future that completes with this process when it has ended. Its dependent actions run
   * in the {@linkplain java.util.concurrent.ForkJoinPool#commonPool() common pool}. Python's {@code
   * sentinel}.
   */
  @Override
  public CompletableFuture<Process> onExit() {
    return control.onExit().thenApplyAsync(status -> this);
  }

  /**
   * Returns the output of the process so far, standard error included: the last
   * {@link #captureLimit} characters of it.
   *
   * @throws IllegalStateException if the output is not {@link Output#CAPTURED}, or the process was
   *     not started
   */
  public String capturedOutput() {
    return control.captured().text();
  }

  /**
   * Returns how many characters {@link #capturedOutput()} lacks at its beginning, because the
   * process printed more than {@link #captureLimit} allows.
   *
   * @throws IllegalStateException as {@link #capturedOutput()} does
   */
  public long droppedOutput() {
    return control.captured().dropped();
  }

  /**
   * Releases what is kept of an ended process, or of one that was never started. Has no effect on a
   * closed process.
   *
   * @throws IllegalStateException if the process is alive
   */
  public void close() {
    control.close();
  }

  /**
   * Returns a copy of the key with which the listeners and clients of this process authenticate.
   * Children inherit it.
   */
  public byte[] authKey() {
    return settings.authKey();
  }

  /** Sets the key with which the listeners and clients of this process authenticate. */
  public Process authKey(byte[] key) {
    settings.authKey(key);
    return this;
  }

  @Override
  public String toString() {
    return "Process[name=" + name() + ", " + control + (isDaemon() ? ", daemon" : "") + "]";
  }
}
