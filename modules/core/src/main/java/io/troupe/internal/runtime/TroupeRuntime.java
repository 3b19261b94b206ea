package io.troupe.internal.runtime;

import io.troupe.internal.actor.ActorRefs;
import io.troupe.internal.actor.Spawner;
import io.troupe.internal.code.remote.CodeObject;
import io.troupe.internal.connection.Connections;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.directory.SocketDirectory;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.pool.Pools;
import io.troupe.internal.pool.crew.Roster;
import io.troupe.internal.process.Lodgings;
import io.troupe.internal.process.Nursery;
import io.troupe.internal.process.Premises;
import io.troupe.internal.process.Processes;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.process.launch.HeadStart;
import io.troupe.internal.queue.Queues;
import io.troupe.internal.sync.Syncs;
import io.troupe.internal.system.Actors;
import io.troupe.internal.wait.CpuGate;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a JVM has for Troupe, made here and passed to what needs it. The static factories
 * of the public types and the main class of a child use {@linkplain #current() the one of the JVM};
 * nothing else looks it up, so that a test can have several. What costs something starts when it is
 * first needed. Thread-safe.
 */
public final class TroupeRuntime implements AutoCloseable {
  private static volatile @Nullable TroupeRuntime current;

  private final RuntimeId id;
  private final Actors actors;
  private final Premises premises;
  private final ScheduledExecutorService timer;
  private final Payloads payloads = Payloads.standard().with(HandleCodecs.of(this));
  private final Functions functions = Functions.standard(payloads);
  private final Failures failures = Failures.standard(payloads);
  private final Objects objects;
  private final Queues queues;
  private final Syncs syncs;
  private final Connections connections;
  private final RuntimeHost host = new RuntimeHost(this);
  private final Pools pools = new Pools(host);
  private final Processes processes = new Processes(payloads, functions, failures, host);

  private final OpenResources open = new OpenResources();
  private final AtomicBoolean endsWithJvm = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean ending;
  private @Nullable HeadStart firstChild; // guarded by this
  private @Nullable HostSide hostSide; // guarded by this
  private @Nullable ActorRefs actorRefs; // guarded by actors

  private TroupeRuntime(
      RuntimeId id,
      Actors actors,
      @Nullable HeadStart first,
      Supplier<RuntimeDirectory> directory,
      Supplier<SocketDirectory> sockets) {
    this.id = id;
    this.actors = actors;
    firstChild = first;
    premises = new Premises(id, directory, sockets);
    timer = actors.timer();
    objects = new Objects(id, actors, payloads, failures, host);
    objects.createLasting("spawner", new Spawner.Beginning(new Parts.OfActorRefs(this)));
    objects.createLasting("code", new CodeObject.Beginning());
    queues = new Queues(objects, payloads);
    syncs = new Syncs(objects);
    connections = new Connections(objects, payloads);
  }

  /** Returns the runtime of this JVM, making it if need be. */
  public static TroupeRuntime current() {
    TroupeRuntime known = current;
    return known != null ? known : makeCurrent(null);
  }

  /**
   * Returns the same. Where it has to be made, the JVM of its first child boots meanwhile.
   *
   * @param child how that is started
   */
  public static TroupeRuntime current(ChildSpec child) {
    TroupeRuntime known = current;
    return known != null ? known : makeCurrent(HeadStart.begin(child, TroupeRuntime::ownDirectory));
  }

  private static Path ownDirectory() {
    return RuntimeDirectory.ofThisJvm().path();
  }

  private static synchronized TroupeRuntime makeCurrent(@Nullable HeadStart first) {
    TroupeRuntime known = current;
    if (known == null) {
      known = current(Actors.inOwnSystem(newTimer()), first);
      current = known;
    } else if (first != null) {
      first.discard();
    }
    return known;
  }

  /**
   * Makes the runtime of this JVM, whose actors live under a system of the program's.
   *
   * @throws IllegalStateException if there is a runtime already
   */
  public static synchronized void use(ActorSystem<?> system) {
    if (current != null) {
      throw new IllegalStateException("Troupe is in use in this JVM already, with "
          + (current.actors.isOwn() ? "an actor system of its own" : "another actor system")
          + "; call Troupe.use(system) before anything else of Troupe");
    }
    current = current(Actors.under(system, newTimer()), null);
  }

  private static TroupeRuntime current(Actors actors, @Nullable HeadStart first) {
    return new TroupeRuntime(
        currentId(),
        actors,
        first,
        () -> RuntimeDirectory.ofThisJvm().retain(),
        SocketDirectory::ofThisJvm);
  }

  private static final class CurrentId {
    static final RuntimeId VALUE = RuntimeId.create();
  }

  /**
   * Returns the {@link #id} of the current runtime, which a child tells its host before it makes
   * that.
   */
  public static RuntimeId currentId() {
    return CurrentId.VALUE;
  }

  /** Returns whether anything in this JVM has used Troupe yet. */
  public static boolean isStarted() {
    return current != null;
  }

  /** Returns a new runtime beside that of the JVM. */
  public static TroupeRuntime create() {
    RuntimeDirectory directory = RuntimeDirectory.create();
    return new TroupeRuntime(
        RuntimeId.create(), Actors.inOwnSystem(newTimer()), null, () -> directory, () -> directory);
  }

  public Actors actors() {
    return actors;
  }

  /** Returns a clock with one daemon thread: its tasks must be short and must not block. */
  public ScheduledExecutorService timer() {
    return timer;
  }

  /** Returns what others know this runtime as. */
  public RuntimeId id() {
    return id;
  }

  public Payloads payloads() {
    return payloads;
  }

  public Functions functions() {
    return functions;
  }

  public Failures failures() {
    return failures;
  }

  /** Returns the objects that this runtime owns, and those of others that it uses. */
  public Objects objects() {
    return objects;
  }

  public Connections connections() {
    return connections;
  }

  public Queues queues() {
    return queues;
  }

  public Syncs syncs() {
    return syncs;
  }

  public Pools pools() {
    return pools;
  }

  public Processes processes() {
    return processes;
  }

  /**
   * Returns the program's actors as this runtime speaks of them with others. Blocks while the actor
   * system starts.
   */
  public ActorRefs actorRefs() {
    synchronized (actors) {
      if (actorRefs == null) {
        actorRefs = new ActorRefs(objects, payloads, functions, failures, actors);
      }
      return actorRefs;
    }
  }

  public CpuGate cpu() {
    return premises.gate();
  }

  public Nursery nursery() {
    return hostSide().nursery();
  }

  /**
   * Returns the same. Where there was no child yet, the JVM of the first boots while its host gets
   * ready for it.
   *
   * @param child how that is started
   */
  public Nursery nursery(ChildSpec child) {
    synchronized (this) {
      if (hostSide == null && firstChild == null) {
        firstChild = HeadStart.begin(child, () -> premises.directory().path());
      }
    }
    return nursery();
  }

  /** Returns what starts JVMs here for runtimes elsewhere. */
  public Lodgings lodgings() {
    return hostSide().lodgings();
  }

  /** Returns the socket of this runtime. */
  public LinkServer linkServer() {
    endWithJvm();
    return premises.server();
  }

  /** Made when first needed, for most processes never have children. */
  private synchronized HostSide hostSide() {
    if (hostSide == null) {
      hostSide = HostSide.open(actors, timer, objects, premises, firstChild);
      endWithJvm();
    }
    return hostSide;
  }

  /** Registers something to be closed when the runtime ends. */
  public void onClose(AutoCloseable resource) {
    open.add(resource);
    endWithJvm();
  }

  public void removeOnClose(AutoCloseable resource) {
    open.remove(resource);
  }

  /**
   * Registers something to be closed when the JVM ends, while all else still works; it may take its
   * time.
   */
  public void onJvmEnd(AutoCloseable resource) {
    open.addFirst(resource);
    endWithJvm();
  }

  /** Returns the pools that have not ended. */
  Stream<Roster> rosters() {
    return open.of(Roster.class);
  }

  /** Most processes have nothing to end; each hook costs an exit the start of a thread. */
  private void endWithJvm() {
    if (endsWithJvm.compareAndSet(false, true)) {
      ExitSequence.install(this);
    }
  }

  /** Returns whether it ends, or its JVM is about to: what it has started ends with it. */
  public boolean isEnding() {
    return ending;
  }

  /** The JVM is about to end. */
  void beforeEnd() {
    open.closeFirst();
  }

  void ending() {
    ending = true;
  }

  /** Ends this runtime before its JVM; the processes that are left are killed. Idempotent. */
  @Override
  public void close() {
    end();
    timer.shutdownNow();
    actors.close();
  }

  /** Ends what is still open, the children last. */
  void end() {
    ending();
    if (ended.compareAndSet(false, true)) {
      open.close();
      HostSide side;
      synchronized (this) {
        side = hostSide;
      }
      try (premises) {
        if (side != null) {
          side.close();
        }
      }
    }
  }

  private static ScheduledExecutorService newTimer() {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
      Thread thread = new Thread(task, "troupe-timer");
      thread.setDaemon(true);
      return thread;
    });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
