package io.troupe.actor;

import static java.util.Objects.requireNonNull;

import io.troupe.ExitStatus;
import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.function.Portable;
import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.internal.actor.ActorRefs;
import io.troupe.internal.actor.BeforeRestart;
import io.troupe.internal.actor.PatientStart;
import io.troupe.internal.actor.StandIn;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.spi.ProcessSite;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.japi.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts actors in processes.
 *
 * <pre>{@code
 * ActorRef<Account.Command> account = Actors.spawn(Account::create, "account"); // in a process of its own
 * account.tell(new Deposit(10));
 * int balance = Actors.ask(account, GetBalance::new, Duration.ofSeconds(1)); // record GetBalance(ActorRef<Integer> replyTo)
 * }</pre>
 *
 * <p><b>References</b> are Pekko's own: {@code tell}, {@code AskPattern}, {@code watch} and all
 * else that takes one, as Pekko's streams ({@code ActorFlow.ask}, {@code ActorSink}, {@code
 * ActorSource}), work with them. They can be sent to other processes of this machine as any
 * value, in messages too, and are equal wherever they meet. They hold nothing alive but themselves.
 *
 * <p><b>Messages</b> are what tasks may have as arguments: records, Protobuf messages, collections,
 * and what has a codec. A message that cannot cross fails in {@code tell} with a
 * {@link PayloadException}. Messages from one sender to one actor arrive in order, and at most
 * once: those that an actor has not taken when it ends are dead letters.
 *
 * <p><b>Slow actors</b> make their senders wait: {@code tell} blocks when some 4 000 messages or 4
 * MiB of one process are not taken yet. An actor that takes none of them for ten seconds is waited
 * for no longer; what is sent meanwhile is a dead letter.
 *
 * <p><b>Ends.</b> Who watches gets {@code Terminated}, behind all that the actor had sent;
 * {@link #whenEnded} tells why. A question that is not answered yet fails at once when the process
 * of the actor ends.
 */
public final class Actors {
  private Actors() {}

  private static ActorRefs refs() {
    return TroupeRuntime.current().actorRefs();
  }

  /**
   * Starts an actor in a process of its own, and waits until its behaviour is made. The process has
   * the name of the actor, and ends when the actor does; as a daemon it ends with this program at
   * the latest. It may have children.
   *
   * @param factory makes the behaviour, in the process of the actor and on the actor's thread; what
   *     it throws is thrown here
   * @param name of actor and process: as Pekko allows for the path of an actor
   * @return the reference
   * @throws IllegalArgumentException if the name is not allowed
   * @throws PayloadException if the factory cannot cross
   * @throws ProcessStartException if the process cannot start, or the calling thread is interrupted
   */
  public static <T> ActorRef<T> spawn(Task0<Behavior<T>> factory, String name) {
    requireNonNull(factory, "factory");
    ActorStart.requireName(name);
    Process process = process(name).start();
    try {
      return in(process).spawn(factory, name);
    } catch (RuntimeException | Error e) {
      process.kill();
      throw e;
    }
  }

  /**
   * Starts an actor in a process of its own, and another one in its place when that fails or its
   * process ends, as the policy says. The reference stays valid; a thousand messages wait
   * meanwhile, more are dead letters. Returns at once.
   *
   * @param factory makes the behaviour, again for each restart
   * @param name of the actor and its processes
   * @throws IllegalArgumentException if the name is not allowed
   * @throws PayloadException if the factory cannot cross
   */
  public static <T> ActorRef<T> spawn(
      Task0<Behavior<T>> factory, String name, RestartPolicy policy) {
    return refs().spawnLocally(inProcess(factory, name, policy), name);
  }

  /**
   * As {@link #spawn(Task0, String, RestartPolicy)}, with the processes elsewhere: on the nodes of a
   * cluster, each time on one that has a slot. Messages wait while none has. Returns at once. A
   * start that fails is tried again as the policy says, also where the site is closed meanwhile:
   * {@link #stop} ends that.
   *
   * @param site where
   * @throws IllegalArgumentException if the name is not allowed
   * @throws PayloadException if the factory cannot cross
   */
  public static <T> ActorRef<T> spawn(
      Task0<Behavior<T>> factory, String name, RestartPolicy policy, ProcessSite site) {
    requireNonNull(site, "site");
    return refs()
        .spawnLocally(
            standIn(factory, name, policy, () -> PatientStart.of(process(name).on(site))), name);
  }

  /**
   * Starts an actor in a process of its own as a child of one of this process: it is stopped with
   * its parent, or by {@code context.stop}; a parent that watches it gets {@code ChildFailed} with
   * the cause when it fails. Returns at once, so that the parent does not wait for the process. To
   * be called on the parent's thread.
   *
   * @param parent the context of the parent
   * @param factory makes the behaviour
   * @param name of the child and its process
   */
  public static <T> ActorRef<T> spawn(
      ActorContext<?> parent, Task0<Behavior<T>> factory, String name) {
    return spawn(parent, factory, name, RestartPolicy.stop());
  }

  /** As {@link #spawn(ActorContext, Task0, String)}, with restarts as the policy says. */
  public static <T> ActorRef<T> spawn(
      ActorContext<?> parent, Task0<Behavior<T>> factory, String name, RestartPolicy policy) {
    return parent.spawn(inProcess(factory, name, policy), name);
  }

  /**
   * Returns a behaviour that stands for one in a process of its own: it starts that process, passes
   * on what it is told, and ends as that ends, unless the policy says that it is started again. It
   * can be used wherever a behaviour can, as in Pekko's routers:
   *
   * <pre>{@code
   * Behavior<Account.Command> four = Routers.pool(4, Actors.inProcess(Account::create, "teller", RestartPolicy.restart()));
   * }</pre>
   *
   * @param factory makes the behaviour in the process, again for each restart
   * @param name of the processes
   * @throws IllegalArgumentException if the name is not allowed
   * @throws PayloadException if the factory cannot cross
   */
  public static <T> Behavior<T> inProcess(
      Task0<Behavior<T>> factory, String name, RestartPolicy policy) {
    return standIn(factory, name, policy, () -> PatientStart.now(process(name)));
  }

  private static <T> Behavior<T> standIn(
      Task0<Behavior<T>> factory, String name, RestartPolicy policy, Supplier<PatientStart> start) {
    requireNonNull(factory, "factory");
    ActorStart.requireName(name);
    refs().requireCrosses(factory); // here, not when the process is there
    Task0<Behavior<T>> made =
        policy.restarts() == 0 ? factory : () -> BeforeRestart.of(factory.call());
    return StandIn.of(
        () -> ActorStart.inNewProcess(made, name, start.get()),
        () -> !TroupeRuntime.current().isEnding(),
        policy.restarts(),
        policy.within(),
        policy.minBackoff(),
        policy.maxBackoff());
  }

  static <T> ActorRef<T> spawnLocally(Behavior<T> behavior, String name) {
    return refs().spawnLocally(behavior, name);
  }

  /**
   * Creates an unstarted process for actors: with options of its own, or for several. It ends when
   * actors were started in it and all have ended; with exit code 1 if the last one failed. It is a
   * daemon and may have children unless it is told otherwise.
   *
   * @param name of the process
   */
  public static Process process(String name) {
    TroupeRuntime.current().nursery().expectActors();
    return Process.of(Actors::awaitNone).name(name).daemon(true).mayHaveChildren(true);
  }

  private static void awaitNone() throws Exception {
    refs().awaitNone();
  }

  /**
   * Returns what starts actors in a process that runs: one of this program's, its parent, or
   * {@link Process#current() itself}.
   *
   * @throws IllegalStateException if it was not started, or is closed
   */
  public static Spawner in(Process process) {
    requireNonNull(process, "process");
    if (!process.isAlive()) {
      throw new IllegalStateException("process '" + process.name() + "' does not run");
    }
    return new Spawner() {
      @Override
      public <T> ActorRef<T> spawn(Task0<Behavior<T>> factory, String name) {
        return ActorStart.await(
            ActorStart.in(process, requireNonNull(factory, "factory"), name), process);
      }
    };
  }

  /**
   * Asks an actor and waits for its answer: {@link AskPattern#ask} for a thread that is no actor.
   *
   * @param message makes the message, with the address for the answer
   * @param timeout positive
   * @return the answer
   * @throws IllegalArgumentException if the timeout is not positive
   * @throws TimeoutException if no answer came in time
   * @throws OwnerLostException if the actor or its process ended before it answered
   * @throws InterruptedException if the thread is interrupted while it waits; the message was sent
   *     all the same
   */
  public static <T, R> R ask(
      RecipientRef<T> actor, Function<ActorRef<R>, T> message, Duration timeout)
      throws TimeoutException, InterruptedException {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, was " + timeout);
    }
    R fromElsewhere = refs().ask(actor, to -> message(message, to), timeout);
    if (fromElsewhere != null) {
      return fromElsewhere;
    }
    CompletableFuture<R> answer =
        AskPattern.ask(actor, message, timeout, system().scheduler()).toCompletableFuture();
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException && ActorRefs.isTerminated(actor)) {
        throw new OwnerLostException(actor + " has ended", e.getCause());
      }
      throw Thrower.unchecked(requireNonNull(e.getCause(), "cause"));
    }
  }

  /**
   * Returns a task that asks the behaviour of the worker in which it runs, in a pool that was made
   * with {@link io.troupe.PoolBuilder#worker}: the answer is its result.
   *
   * <pre>{@code
   * List<String> found = pool.map(Actors.askWorker(LookUp::new), words); // record LookUp(String word, ActorRef<String> replyTo)
   * }</pre>
   *
   * <p>The behaviour runs on the task's thread, and the task waits for its answer. It fails with
   * the behaviour's exception if that fails, and with {@link OwnerLostException} if that stops.
   *
   * @param message makes the message, in the worker, of the task's argument and the address for the
   *     answer
   */
  public static <A extends @Nullable Object, M, R> Task1<A, R> askWorker(
      Portable.BiFunction<A, ActorRef<R>, M> message) {
    requireNonNull(message, "message");
    return argument -> refs().worker().<M, R>ask(to -> message.apply(argument, to));
  }

  /** As {@link #askWorker(Portable.BiFunction)}, for a task without an argument. */
  public static <M, R> Task0<R> askWorker(Portable.Function<ActorRef<R>, M> message) {
    requireNonNull(message, "message");
    return () -> refs().worker().ask(message);
  }

  private static <T, R> T message(Function<ActorRef<R>, T> message, ActorRef<R> replyTo) {
    try {
      return message.apply(replyTo);
    } catch (Exception e) {
      throw Thrower.unchecked(e);
    }
  }

  /**
   * Returns the actor system in which the actors of this process live: the program's own, if it has
   * {@linkplain io.troupe.Troupe#use given} one. Blocks while Pekko starts. It ends with the JVM.
   */
  public static ActorSystem<?> system() {
    return refs().system();
  }

  /** Returns the process id of the process in which an actor lives. */
  public static long pid(ActorRef<?> actor) {
    return ActorRefs.pid(actor);
  }

  /** Returns the process in which an actor lives, if this program started it and it runs. */
  public static Optional<Process> processOf(ActorRef<?> actor) {
    long pid = pid(actor);
    return Process.activeChildren().stream()
        .filter(process -> process.pid() == pid)
        .findFirst();
  }

  /**
   * Ends an actor that was started in a process by this class, or by a manager: it finishes the
   * message that it is at. No effect on one that has ended, nor on one of another process that is
   * the child of an actor there.
   *
   * @throws IllegalArgumentException if it is an actor of this process that another one started:
   *     its parent stops it
   */
  public static void stop(ActorRef<?> actor) {
    refs().stop(actor);
  }

  /**
   * Completes when an actor of another process has ended: with nothing if it stopped by itself,
   * with the exception if it failed, and with an {@link OwnerLostException} that says how its
   * process ended if it was lost with that.
   *
   * @throws IllegalArgumentException if it is an actor of this process
   */
  public static CompletionStage<Optional<Throwable>> whenEnded(ActorRef<?> actor) {
    Optional<Process> process = ActorRefs.home(actor).or(() -> processOf(actor));
    return refs().whenEnded(actor).thenCompose(cause -> evidence(cause, process));
  }

  private static CompletionStage<Optional<Throwable>> evidence(
      Optional<Throwable> cause, Optional<Process> process) {
    if (process.isEmpty() || !(cause.orElse(null) instanceof OwnerLostException lost)) {
      return CompletableFuture.completedFuture(cause);
    }
    return process.get().onExit().thenApply(ended -> Optional.of(withEvidence(lost, ended)));
  }

  private static OwnerLostException withEvidence(OwnerLostException lost, Process ended) {
    String how = ended.exitStatus().map(ExitStatus::describe).orElse("unknown");
    return new OwnerLostException("The process of the actor has ended; exit code " + how, lost);
  }
}
