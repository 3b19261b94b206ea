package io.troupe.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.Output;
import io.troupe.ProcessStartException;
import io.troupe.connection.ConnectionOptions;
import io.troupe.function.VoidTask0;
import io.troupe.function.VoidTask1;
import io.troupe.internal.manager.ManagerProcess;
import io.troupe.internal.manager.Managers;
import io.troupe.internal.option.Checks;
import io.troupe.internal.process.launch.ClassPathOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what a {@link Manager} shall be like. Not thread-safe; may be used for several managers.
 *
 * <pre>{@code
 * Manager manager = Manager.builder().initializer(Model::load, path).process();
 * }</pre>
 */
public final class ManagerBuilder {
  private static final Duration SHUTDOWN = Duration.ofSeconds(1);

  private final List<String> jvmOptions = new ArrayList<>();
  private final List<SharedType<?>> types = new ArrayList<>();
  private @Nullable VoidTask0 initializer;
  private @Nullable Duration initializerTimeout;
  private @Nullable String name;
  private Output output = Output.INHERITED;
  private Duration shutdownTimeout = SHUTDOWN;
  private @Nullable Duration callTimeout;

  ManagerBuilder() {}

  /**
   * Runs {@code f} once where the objects will live, before there are any; what it throws is thrown
   * by the start.
   */
  public ManagerBuilder initializer(VoidTask0 f) {
    initializer = requireNonNull(f, "initializer");
    return this;
  }

  /** Runs {@code f(a)} once where the objects will live, before there are any. */
  public <A extends @Nullable Object> ManagerBuilder initializer(VoidTask1<A> f, A a) {
    requireNonNull(f, "initializer");
    return initializer(() -> f.run(a));
  }

  /**
   * Limits how long the initializer may take in a process of the manager's own; by default it may
   * take as long as it likes, and a warning in the log says so after five seconds. A process where
   * it takes longer is killed, and the start fails with a {@link ProcessStartException}. In this
   * JVM there is no limit.
   *
   * @throws IllegalArgumentException if it is zero or negative
   */
  public ManagerBuilder initializerTimeout(Duration timeout) {
    Checks.positive("initializerTimeout", timeout);
    initializerTimeout = timeout;
    return this;
  }

  /** Registers a type: see {@link Manager#register(SharedType)}. */
  public ManagerBuilder register(SharedType<?> type) {
    types.add(requireNonNull(type, "type"));
    return this;
  }

  /** Names the manager's process; the default is {@code Manager-1} and so on. */
  public ManagerBuilder name(String name) {
    this.name = requireNonNull(name, "name");
    return this;
  }

  /** Adds JVM options for the manager's process. */
  public ManagerBuilder jvmOptions(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /**
   * Adds jars and directories to the class path of the manager's process, in front of the program's
   * own: for classes that this program does not have, or has in another version.
   *
   * @param entries need not exist yet
   * @throws IllegalArgumentException if there is none, or a path has the character that separates
   *     those of a class path
   */
  public ManagerBuilder classPath(Path... entries) {
    jvmOptions.addAll(ClassPathOptions.adding(entries));
    return this;
  }

  /** Sets where the standard output and standard error of the manager's process go. */
  public ManagerBuilder output(Output output) {
    this.output = requireNonNull(output, "output");
    return this;
  }

  /**
   * Sets how long {@link Manager#close} lets the manager's process end by itself before it
   * terminates it, and then how long before it kills it; 1 s by default.
   *
   * @throws IllegalArgumentException if it is zero or negative
   */
  public ManagerBuilder shutdownTimeout(Duration timeout) {
    Checks.positive("shutdownTimeout", timeout);
    shutdownTimeout = timeout;
    return this;
  }

  /**
   * Limits how long a call may take in any process, in which the manager makes an object or one of
   * its objects does what it is asked for; without a limit by default. A call that takes longer
   * throws {@link CallAbandonedException}. The future of a method that answers later fails with
   * that. Queues, locks and their relatives have time limits of their own, and
   * who asks an actor names one.
   *
   * @throws IllegalArgumentException if it is zero or negative
   */
  public ManagerBuilder callTimeout(Duration timeout) {
    Checks.positive("callTimeout", timeout);
    callTimeout = timeout;
    return this;
  }

  /** Starts it in this JVM: see {@link Manager#start}. */
  public Manager start() {
    return registered(Managers.start(initializer, callTimeout));
  }

  /** Starts it in a process of its own: see {@link Manager#process}. */
  public Manager process() {
    return registered(Managers.process(new ManagerProcess.Settings(
        name,
        initializer,
        initializerTimeout,
        List.copyOf(jvmOptions),
        output,
        shutdownTimeout,
        callTimeout)));
  }

  /**
   * Starts it in this JVM, for clients: see
   * {@link Manager#serve(SocketAddress, ConnectionOptions)}.
   */
  public Manager serve(SocketAddress address, ConnectionOptions options) throws IOException {
    return registered(Managers.serve(initializer, callTimeout, address, options));
  }

  private Manager registered(Manager manager) {
    types.forEach(manager::register);
    return manager;
  }
}
