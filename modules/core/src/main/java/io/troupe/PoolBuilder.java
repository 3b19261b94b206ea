package io.troupe;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Task0;
import io.troupe.function.VoidTask0;
import io.troupe.function.VoidTask1;
import io.troupe.function.VoidTask2;
import io.troupe.function.VoidTask3;
import io.troupe.internal.option.Checks;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.process.launch.ChildOptions;
import io.troupe.internal.process.launch.ClassPathOptions;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.runtime.WorkerBehavior;
import io.troupe.spi.ProcessLauncher;
import io.troupe.spi.ProcessSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/**
 * Says what a {@link Pool} shall be like. Not thread-safe; may be used for several pools.
 *
 * <pre>{@code
 * Pool pool = Pool.builder().processes(4).initializer(Model::load, path).maxTasksPerChild(100).start();
 * }</pre>
 */
public final class PoolBuilder {
  private final ChildOptions options = new ChildOptions();
  private @Nullable String name;
  private int workers;
  private boolean threads;
  private @Nullable Call<Void> initializer;
  private @Nullable Task0<? extends Behavior<?>> worker;
  private @Nullable Duration initializerTimeout;
  private int maxTasksPerChild;
  private long recycleAtBytes;
  private @Nullable Duration recycleAfter;
  private @Nullable Duration taskTimeout;
  private Duration grace = Duration.ofSeconds(1);
  private int retries;
  private int bufferSize;
  private boolean mayHaveChildren;

  PoolBuilder() {}

  /**
   * Sets the number of processes; by default as many as there are processors.
   *
   * @throws IllegalArgumentException if {@code processes} is less than 1
   */
  public PoolBuilder processes(int processes) {
    Checks.positive("processes", processes);
    workers = processes;
    threads = false;
    return this;
  }

  /**
   * Makes the workers threads of this JVM; what is said about processes then has no effect.
   *
   * @throws IllegalArgumentException if {@code threads} is less than 1
   */
  public PoolBuilder threads(int threads) {
    Checks.positive("threads", threads);
    workers = threads;
    this.threads = true;
    return this;
  }

  /**
   * Runs {@code f} in each worker before its first task, also where none comes. Where it fails
   * three times in a row, the pool breaks.
   */
  public PoolBuilder initializer(VoidTask0 f) {
    initializer = Call.run(f);
    return this;
  }

  /** Runs {@code f(a)} in each worker before its first task. */
  public <A> PoolBuilder initializer(VoidTask1<A> f, A a) {
    initializer = Call.run(f, a);
    return this;
  }

  /** Runs {@code f(a, b)} in each worker before its first task. */
  public <A, B> PoolBuilder initializer(VoidTask2<A, B> f, A a, B b) {
    initializer = Call.run(f, a, b);
    return this;
  }

  /** Runs {@code f(a, b, c)} in each worker before its first task. */
  public <A, B, C> PoolBuilder initializer(VoidTask3<A, B, C> f, A a, B b, C c) {
    initializer = Call.run(f, a, b, c);
    return this;
  }

  /**
   * Gives each worker a behaviour of the program's, with a state of its own that lasts from task to
   * task. Tasks ask it: {@link io.troupe.actor.Actors#askWorker}.
   *
   * <pre>{@code
   * Pool pool = Pool.builder().processes(4).worker(Lexicon::create).start();
   * List<String> found = pool.map(Actors.askWorker(LookUp::new), words); // record LookUp(String word, ActorRef<String> replyTo)
   * }</pre>
   *
   * <p>It is made behind the initializer, and part of it: where it cannot be made three times in a
   * row, the pool breaks. One that fails or stops is made anew for the next task. The behaviour
   * shares the fate of its worker: its state is lost when the worker is killed, is replaced or
   * ends.
   *
   * @param factory makes the behaviour, in the process of the worker
   */
  public PoolBuilder worker(Task0<? extends Behavior<?>> factory) {
    worker = requireNonNull(factory, "factory");
    return this;
  }

  /**
   * Limits how long the initializer may take in each worker; a worker where it takes longer is
   * killed, as if it had failed there with a {@link java.util.concurrent.TimeoutException}. By
   * default it may take as long as it likes, and a warning in the log says so after five seconds.
   *
   * @throws IllegalArgumentException if {@code timeout} is zero or negative
   */
  public PoolBuilder initializerTimeout(Duration timeout) {
    Checks.positive("initializerTimeout", timeout);
    initializerTimeout = timeout;
    return this;
  }

  /**
   * Replaces a worker after so many tasks; a chunk of a map is one task. By default workers are
   * kept.
   *
   * @throws IllegalArgumentException if {@code tasks} is less than 1
   */
  public PoolBuilder maxTasksPerChild(int tasks) {
    Checks.positive("maxTasksPerChild", tasks);
    maxTasksPerChild = tasks;
    return this;
  }

  /**
   * Replaces a worker, between two tasks, once it holds so much resident memory.
   *
   * @param bytes 1 or more
   * @throws IllegalArgumentException if {@code bytes} is less than 1
   */
  public PoolBuilder recycleAtBytes(long bytes) {
    Checks.positive("recycleAtBytes", bytes);
    recycleAtBytes = bytes;
    return this;
  }

  /**
   * Replaces a worker, between two tasks, once it is so old.
   *
   * @throws IllegalArgumentException if {@code age} is zero or negative
   */
  public PoolBuilder recycleAfter(Duration age) {
    Checks.positive("recycleAfter", age);
    recycleAfter = age;
    return this;
  }

  /**
   * Limits how long a task may run that has no timeout of its own.
   *
   * @throws IllegalArgumentException if {@code timeout} is zero or negative
   */
  public PoolBuilder taskTimeout(Duration timeout) {
    Checks.positive("taskTimeout", timeout);
    taskTimeout = timeout;
    return this;
  }

  /**
   * Sets how long a worker that must end may go on, between the interrupt or SIGTERM and the kill;
   * by default one second. Its place is taken by another long before.
   *
   * @param grace zero or more
   * @throws IllegalArgumentException if {@code grace} is negative
   */
  public PoolBuilder grace(Duration grace) {
    Checks.notNegative("grace", grace);
    this.grace = grace;
    return this;
  }

  /**
   * Lets tasks that have no such number of their own run again where they were lost with their
   * worker; by default not.
   *
   * @param retries 0 or more
   * @throws IllegalArgumentException if {@code retries} is negative
   */
  public PoolBuilder retries(int retries) {
    Checks.notNegative("retries", retries);
    this.retries = retries;
    return this;
  }

  /**
   * Sets how many items at most an {@code imap} reads ahead; by default as many as keep the workers
   * busy.
   *
   * @throws IllegalArgumentException if {@code items} is less than 1
   */
  public PoolBuilder bufferSize(int items) {
    Checks.positive("bufferSize", items);
    bufferSize = items;
    return this;
  }

  /** Adds options for the JVM of each worker, as {@link Process#jvmOptions} does. */
  public PoolBuilder jvmOptions(String... options) {
    this.options.jvmOptions(List.of(options));
    return this;
  }

  /**
   * Adds jars and directories to the class path of the workers, in front of the program's own: see
   * {@link Process#classPath}.
   *
   * @param entries need not exist yet
   * @throws IllegalArgumentException as {@link Process#classPath} does
   */
  public PoolBuilder classPath(Path... entries) {
    options.jvmOptions(ClassPathOptions.adding(entries));
    return this;
  }

  /** Sets an environment variable of the workers. */
  public PoolBuilder environment(String key, String value) {
    options.environment(key, value);
    return this;
  }

  /** Sets the working directory of the workers; by default that of this process. */
  public PoolBuilder directory(Path directory) {
    options.directory(directory);
    return this;
  }

  /** Sets the {@code java} that runs the workers; by default that of this process. */
  public PoolBuilder executable(Path executable) {
    options.executable(executable);
    return this;
  }

  /** Sets what starts the JVMs of the workers, for instance through {@code nice}. */
  public PoolBuilder launcher(ProcessLauncher launcher) {
    options.launcher(launcher);
    return this;
  }

  /**
   * Has the workers run elsewhere: on the nodes of a cluster. By default there are as many as the
   * site has slots; those for which there is none start when one is free. Where others wait for
   * slots, idle workers may end until there are tasks for them again, and others when their task
   * has ended.
   */
  public PoolBuilder on(ProcessSite site) {
    options.site(site);
    return this;
  }

  /** Sets where the output of the workers goes; by default it is inherited. */
  public PoolBuilder output(Output output) {
    options.output(output);
    return this;
  }

  /**
   * Sets whether what the workers log goes to this program's own logging: see
   * {@link Troupe#forwardLogs}, which sets the default. {@link Pool#logLevel} changes the levels.
   */
  public PoolBuilder forwardLogs(boolean forward) {
    options.forwardLogs(forward);
    return this;
  }

  /** Names the pool in messages, logs and threads. */
  public PoolBuilder name(String name) {
    this.name = requireNonNull(name, "name");
    return this;
  }

  /**
   * Lets tasks start processes and pools of their own although workers are daemons; by default they
   * may not.
   */
  public PoolBuilder mayHaveChildren(boolean allowed) {
    mayHaveChildren = allowed;
    return this;
  }

  /**
   * Starts the pool. Returns at once; tasks wait for the first worker.
   *
   * @throws PayloadException if the initializer or the factory of the behaviour cannot cross to a
   *     process
   * @throws IllegalStateException if the workers are threads, and were given a behaviour
   */
  public Pool start() {
    PoolSettings settings = settings();
    TroupeRuntime runtime =
        threads ? TroupeRuntime.current() : TroupeRuntime.current(settings.workerSpec());
    return runtime.pools().start(settings);
  }

  private PoolSettings settings() {
    return new PoolSettings(
        name,
        workers != 0 ? workers : standardWorkers(),
        threads,
        beginning(),
        initializerTimeout,
        maxTasksPerChild,
        recycleAtBytes,
        recycleAfter,
        taskTimeout,
        grace,
        retries,
        bufferSize,
        mayHaveChildren,
        options.spec());
  }

  private int standardWorkers() {
    ProcessSite site = options.site();
    return site != null && !threads ? site.slots() : Runtime.getRuntime().availableProcessors();
  }

  private @Nullable Call<Void> beginning() {
    Task0<? extends Behavior<?>> behavior = worker;
    if (behavior == null) {
      return initializer;
    }
    if (threads) {
      throw new IllegalStateException(
          "Workers that are threads have no behaviours: see worker and processes");
    }
    return WorkerBehavior.after(initializer, behavior);
  }
}
