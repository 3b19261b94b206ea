package io.troupe.internal.actor;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.Process;
import io.troupe.function.Task0;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.system.Actors;
import io.troupe.proto.ActorHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.ActorRefProvider;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.internal.InternalRecipientRef;
import org.apache.pekko.actor.typed.internal.adapter.ActorRefAdapter;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.dispatch.sysmsg.DeathWatchNotification;
import org.jspecify.annotations.Nullable;

/**
 * The program's actors as one runtime speaks of them with others. Starts the actor system when it
 * is first used. Thread-safe.
 */
public final class ActorRefs {
  /** The number of the object that starts actors, in each process. */
  public static final long SPAWNER = Spawner.NUMBER;

  private static final Log log = Log.of(ActorRefs.class);

  private final Objects objects;
  private final Payloads payloads;
  private final Functions functions;
  private final Failures failures;
  private final Actors actors;
  private final ActorRefProvider provider;
  private final Exports exports = new Exports(this);
  private final Props threads;
  private final Population population;
  private @Nullable WorkerActor worker; // guarded by this

  private final AtomicLong names = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  @SuppressWarnings("this-escape") // the keeper uses nothing before it is complete
  public ActorRefs(
      Objects objects, Payloads payloads, Functions functions, Failures failures, Actors actors) {
    this.objects = objects;
    this.payloads = payloads;
    this.functions = functions;
    this.failures = failures;
    this.actors = actors;
    provider = ((InternalActorRef) Adapter.toClassic(actors.system().deadLetters())).provider();
    threads = FrontDispatcher.in(actors.system(), objects::lastCaller);
    population = new Population(this, exports);
  }

  Objects objects() {
    return objects;
  }

  Functions functions() {
    return functions;
  }

  Failures failures() {
    return failures;
  }

  Actors actors() {
    return actors;
  }

  ActorRefProvider provider() {
    return provider;
  }

  /** Returns where actors run that others speak to. */
  Props threads() {
    return threads;
  }

  Keeper keeper() {
    return population.keeper();
  }

  String newName(String kind) {
    return kind + "-" + names.incrementAndGet();
  }

  /** Returns the path of what stands here for an actor of another process. */
  ActorPath path(ObjectRef object, String name) {
    String element = name.replaceAll("[^A-Za-z0-9_.-]", "_") + "-" + object.object();
    int uid = Long.hashCode(object.owner() * 31 + object.object());
    return provider
        .rootPath()
        .child("troupe")
        .child(Long.toString(object.ownerPid()))
        .child(element)
        .withUid(uid == 0 ? 1 : uid);
  }

  /** Runs something on Pekko's threads. */
  void run(Runnable work) {
    actors.system().executionContext().execute(work);
  }

  // Messages.

  /** @throws PayloadException if the message cannot cross */
  Departure<ByteString> encode(Object message) {
    return Departure.of(() -> payloads.encode(message));
  }

  ReplyRef asker(Request request) {
    return new ReplyRef(this, askerPath(), request);
  }

  ActorPath askerPath() {
    return provider.rootPath().child("troupe").child(newName("asker")).withUid(1);
  }

  /**
   * Asks an actor, and waits for the answer on this thread.
   *
   * @return null if the actor is one of this process
   */
  public <T, R> @Nullable R ask(
      RecipientRef<T> actor, Function<ActorRef<R>, T> message, Duration timeout)
      throws TimeoutException, InterruptedException {
    if (!(actor instanceof TypedRef remote)) {
      return null;
    }
    return remote.actor().ask(message, timeout);
  }

  /** @throws PayloadException if the message cannot be made here */
  Object decode(ByteString payload, @Nullable ReplyRef asker) {
    Object message = Question.decode(asker, () -> payloads.decode(payload));
    if (message == null) {
      throw new PayloadException("A message is null");
    }
    return message;
  }

  void deadLetter(
      Object message, org.apache.pekko.actor.@Nullable ActorRef sender, InternalActorRef target) {
    org.apache.pekko.actor.ActorRef from = sender == null ? provider.deadLetters() : sender;
    provider.deadLetters().tell(new DeadLetter(message, from, target), from);
    long count = lost.incrementAndGet();
    if (Long.bitCount(count) == 1) { // ever more rarely
      log.warn(
          "A message of type {} for {} was not delivered: the actor has ended, or takes none ({} so far)",
          message.getClass().getName(),
          target,
          count);
    }
  }

  /**
   * Tells a watcher of this process that an actor elsewhere has ended, behind what that had sent.
   */
  void notify(InternalActorRef watcher, DeathWatchNotification notification) {
    ActorRef<Object> forwarder = exports.forwarder(watcher);
    if (forwarder == null) {
      watcher.sendSystemMessage(notification);
    } else {
      forwarder.tell(notification);
    }
  }

  // References as values.

  ActorHandle handle(ActorRef<?> ref) {
    InternalActorRef target = internal(ref);
    if (Question.isAskedBy(target)) {
      return ActorHandle.newBuilder().setAsker(true).build();
    }
    if (target instanceof RemoteActorRef remote) {
      return remote.handle();
    }
    return exported(target);
  }

  ActorHandle exported(InternalActorRef target) {
    return ActorFrames.handle(exports.export(target), target.path().name());
  }

  static InternalActorRef internal(ActorRef<?> ref) {
    return ActorRefAdapter.toClassic(ref);
  }

  /** Opens a handle. Blocks. */
  ActorRef<Object> open(ActorHandle handle) {
    if (handle.getAsker()) {
      InternalActorRef asker = Question.asker();
      if (asker == null) {
        throw new PayloadException("A message names its asker, but asks nothing");
      }
      return ActorRefAdapter.apply(asker);
    }
    ObjectRef object = objects.open(handle.getObject());
    if (!object.isLocal()) {
      return remote(object, handle.getName());
    }
    InternalActorRef target = exports.target(object.object());
    if (target == null) {
      throw new PayloadException(object + " of this process is no actor");
    }
    return ActorRefAdapter.apply(target);
  }

  private ActorRef<Object> remote(ObjectRef object, String name) {
    return new TypedRef(object.companion(() -> RemoteActorRef.of(this, object, name)));
  }

  // Actors for others.

  /** Returns the actors that no actor of the program's started. */
  Population population() {
    return population;
  }

  /** Returns the behaviour of the worker that this process is. */
  public synchronized WorkerActor worker() {
    WorkerActor known = worker;
    if (known == null) {
      known = new WorkerActor(this);
      worker = known;
    }
    return known;
  }

  /** Returns what starts actors in this process that end together, as those of a manager. */
  public ActorGroup newGroup(String kind) {
    return new ActorGroup(this, newName(kind));
  }

  /**
   * Waits until actors have been started here for others and all have ended; throws what the last
   * one failed with.
   */
  public void awaitNone() throws Exception {
    population.awaitNone();
  }

  /**
   * Checks that a factory can cross.
   *
   * @throws PayloadException if it cannot
   */
  public void requireCrosses(Task0<?> factory) {
    Departure.of(() -> functions.encode(factory)).lost();
  }

  /**
   * Starts an actor in another process, or in this one.
   *
   * @param spawner the object that starts actors there
   * @param factory crosses to another process, but not to this one
   * @return the reference; it fails with what the factory throws
   */
  public <T> CompletionStage<ActorRef<T>> spawn(
      ObjectRef spawner, Task0<Behavior<T>> factory, String name) {
    return spawner.isLocal()
        ? population
            .startForOthers(name, () -> factory.call().unsafeCast())
            .thenApply(ActorRef::unsafeUpcast)
        : Spawner.ask(spawner, Departure.of(() -> functions.encode(factory)), name)
            .thenApplyAsync(handle -> this.<T>opened(handle), this::run);
  }

  private <T> ActorRef<T> opened(ActorHandle handle) {
    return open(handle).unsafeUpcast();
  }

  /** Starts an actor that is no one's child in this process. */
  public <T> ActorRef<T> spawnLocally(Behavior<T> behavior, String name) {
    ActorRef<T> ref = actors.spawn(behavior, newName(name));
    population.addOrphan(internal(ref));
    return ref;
  }

  /** Ends an actor that its process started for others. */
  public void stop(ActorRef<?> ref) {
    InternalActorRef target = internal(ref);
    if (target instanceof RemoteActorRef remote) {
      remote.stop();
    } else if (!population.stop(target)) {
      throw new IllegalArgumentException(ref + " is a child of another actor: its parent stops it");
    }
  }

  /** Completes when an actor of another process has ended, with why it failed. */
  public CompletionStage<Optional<Throwable>> whenEnded(ActorRef<?> ref) {
    if (internal(ref) instanceof RemoteActorRef remote) {
      return remote.whenEnded();
    }
    throw new IllegalArgumentException(ref + " is an actor of this process: watch it");
  }

  /** Takes note of the process in which an actor was started, to be asked for how that ended. */
  public static <T> ActorRef<T> startedIn(Process process, ActorRef<T> ref) {
    if (internal(ref) instanceof RemoteActorRef remote) {
      remote.end().startedIn(process);
    }
    return ref;
  }

  /** Returns the process in which an actor was started from here, whether it runs or not. */
  public static Optional<Process> home(ActorRef<?> ref) {
    return internal(ref) instanceof RemoteActorRef remote ? remote.end().home() : Optional.empty();
  }

  /** Returns whether an actor is known to have ended. */
  public static boolean isTerminated(RecipientRef<?> ref) {
    return ref instanceof InternalRecipientRef<?> known && known.isTerminated();
  }

  /** Returns the process of an actor. */
  public static long pid(ActorRef<?> ref) {
    return internal(ref) instanceof RemoteActorRef remote
        ? remote.object().ownerPid()
        : ProcessHandle.current().pid();
  }

  public ActorSystem<?> system() {
    return actors.system();
  }
}
