package io.troupe.internal.runtime;

import io.troupe.internal.board.Board;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.process.Children;
import io.troupe.internal.process.Nursery;
import io.troupe.internal.system.ActorSystems;
import io.troupe.internal.wait.CpuGate;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a JVM has once for Troupe. Starts with its first use and ends with the JVM: see {@link ExitSequence}.
 * Thread-safe.
 */
public final class TroupeRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(TroupeRuntime.class);

  private static volatile boolean started;

  private final Payloads payloads = Payloads.standard();
  private final Functions functions = Functions.standard(payloads);
  private final Failures failures = Failures.standard(payloads);
  private final ScheduledExecutorService timer = newTimer();
  private final CompletableFuture<ActorSystem<Void>> system = startActors();
  private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final Objects objects = new Objects(this::system, this::linkServer, this::onClose);
  private @Nullable HostSide hostSide;

  private TroupeRuntime() {}

  /** Returns the runtime of this JVM, starting it if need be. */
  public static TroupeRuntime current() {
    return Holder.RUNTIME;
  }

  /** Returns whether anything in this JVM has used Troupe yet. */
  public static boolean isStarted() {
    return started;
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

  public Board board() {
    return hostSide().board();
  }

  public CpuGate cpu() {
    return board().gate();
  }

  /** Returns a clock with one daemon thread: its tasks must be short and must not block. */
  public ScheduledExecutorService timer() {
    return timer;
  }

  public Children children() {
    return nursery();
  }

  public Nursery nursery() {
    return hostSide().nursery();
  }

  /** Returns the socket of this runtime. */
  public LinkServer linkServer() {
    return hostSide().server();
  }

  /** Made when first needed: most processes never have children. */
  private synchronized HostSide hostSide() {
    if (hostSide == null) {
      hostSide = HostSide.create(this);
      endWithJvm();
    }
    return hostSide;
  }

  /** Returns the actor system; blocks while it still starts. */
  public ActorSystem<Void> system() {
    return system.join();
  }

  /** Starts an actor of Troupe's own, beside the program's actors. Any thread. */
  public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
    return spawn(behavior, name, Props.empty());
  }

  /** The same for one that runs elsewhere than on the two threads that most of them share. */
  public <T> ActorRef<T> spawn(Behavior<T> behavior, String name, Props props) {
    return system().systemActorOf(behavior, name, props);
  }

  /** Registers something to be closed when the runtime ends. */
  public void onClose(AutoCloseable resource) {
    open.add(resource);
    endWithJvm();
  }

  /** Most processes have nothing to end; each hook costs an exit the start of a thread. */
  private void endWithJvm() {
    if (ending.compareAndSet(false, true)) {
      ExitSequence.install(this);
    }
  }

  public void removeOnClose(AutoCloseable resource) {
    open.remove(resource);
  }

  /** Ends what is still open, the children last. Called once, at the end of the JVM. */
  void close() {
    open.forEach(TroupeRuntime::closeQuietly);
    HostSide host;
    synchronized (this) {
      host = hostSide;
    }
    if (host != null) {
      host.close();
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // The JVM ends; what could not be closed goes with it, but its reason is kept.
      LOG.warn("Cannot close {}", resource, e);
    }
  }

  private static ScheduledExecutorService newTimer() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, "troupe-timer"));
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Boots the actor system beside whatever the caller does meanwhile, such as starting the first child. */
  private static CompletableFuture<ActorSystem<Void>> startActors() {
    CompletableFuture<ActorSystem<Void>> started = new CompletableFuture<>();
    daemon(() -> completeWith(started), "troupe-boot").start();
    return started;
  }

  private static void completeWith(CompletableFuture<ActorSystem<Void>> started) {
    try {
      started.complete(ActorSystems.start());
    } catch (RuntimeException | Error e) {
      started.completeExceptionally(e);
    }
  }

  private static final class Holder {
    private static final TroupeRuntime RUNTIME = create();

    private static TroupeRuntime create() {
      TroupeRuntime runtime = new TroupeRuntime();
      started = true;
      return runtime;
    }
  }
}
