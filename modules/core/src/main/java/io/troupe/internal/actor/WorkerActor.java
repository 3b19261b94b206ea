package io.troupe.internal.actor;

import io.troupe.OwnerLostException;
import io.troupe.function.Task0;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.system.CallerThreads;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.internal.adapter.ActorRefAdapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour that the tasks of a worker ask. It runs on their thread, so that what interrupts or
 * kills a task does so to it. One that has ended is made anew for the next task. Thread-safe.
 */
public final class WorkerActor {
  /** One may end behind its last answer, and another one is asked then. */
  private static final int ATTEMPTS = 5;

  private final ActorRefs refs;
  private final Keeper keeper;

  /** Held while one is made, which may take as long as the program likes. */
  private final Object making = new Object();

  // All guarded by this.
  private @Nullable Task0<? extends Behavior<?>> factory;
  private @Nullable ActorRef<Object> actor;
  private final Set<Question> open = new HashSet<>();

  WorkerActor(ActorRefs refs) {
    this.refs = refs;
    keeper = Keeper.start(refs, "worker", CallerThreads.PROPS, CallerThreads.PROPS, this::ended);
  }

  /** A message, and the answer to it. */
  private static final class Question {
    private final ActorRef<Object> actor;
    private final Object message;
    private final CompletableFuture<Object> answer;
    private volatile boolean taken;

    Question(ActorRef<Object> actor, Object message, CompletableFuture<Object> answer) {
      this.actor = actor;
      this.message = message;
      this.answer = answer;
    }
  }

  private record WhoRuns(CompletableFuture<Thread> runner) {}

  /** Has the behaviour made, on the thread that sends this. */
  private record Begin(Task0<? extends Behavior<?>> factory, CompletableFuture<Void> begun) {}

  /**
   * Makes the behaviour, for this process has become a worker.
   *
   * @throws Exception what the factory throws
   */
  public void begin(Task0<? extends Behavior<?>> made) throws Exception {
    synchronized (this) {
      factory = made;
    }
    actor();
  }

  /** Returns the actor, starting one if there is none. */
  private ActorRef<Object> actor() throws Exception {
    synchronized (making) {
      ActorRef<Object> known = current();
      return known == null ? make(factory()) : known;
    }
  }

  private synchronized @Nullable ActorRef<Object> current() {
    return actor;
  }

  private synchronized Task0<? extends Behavior<?>> factory() {
    Task0<? extends Behavior<?>> known = factory;
    if (known == null) {
      throw new IllegalStateException(
          "This process is no worker of a pool with a behaviour: see PoolBuilder.worker");
    }
    return known;
  }

  private ActorRef<Object> make(Task0<? extends Behavior<?>> maker) {
    try {
      ActorRef<Object> made = keeper
          .spawn(WorkerActor::unborn, refs.newName("behavior"), ref -> {
            synchronized (this) {
              actor = ActorRefAdapter.apply(ref);
            }
          })
          .join();
      takeOver(made);
      CompletableFuture<Void> begun = new CompletableFuture<>();
      made.tell(new Begin(maker, begun));
      begun.join();
      return made;
    } catch (CompletionException e) {
      throw Thrower.unchecked(Thrower.unwrapped(e));
    }
  }

  /** Waits until the thread that started the actor has left it, so that it runs on this thread. */
  private static void takeOver(ActorRef<Object> made) {
    CompletableFuture<Thread> runner;
    do {
      runner = new CompletableFuture<>();
      made.tell(new WhoRuns(runner));
    } while (runner.join() != Thread.currentThread());
  }

  /** What it fails with, its task fails with, so that it need not be logged. */
  private static Behavior<Object> unborn() {
    Behavior<Object> awaitsBegin = Behaviors.receive(Object.class)
        .onMessage(WhoRuns.class, asked -> {
          asked.runner().complete(Thread.currentThread());
          return Behaviors.same();
        })
        .onMessage(Begin.class, WorkerActor::born)
        .build();
    return Behaviors.supervise(awaitsBegin)
        .onFailure(SupervisorStrategy.stop().withLoggingEnabled(false));
  }

  private static Behavior<Object> born(Begin begin) throws Exception {
    try {
      Behavior<?> made =
          Objects.requireNonNull(begin.factory().call(), "the factory returned null");
      Behavior<Object> started = Behaviors.setup(context -> {
        begin.begun().complete(null);
        return made.unsafeCast();
      });
      return Behaviors.intercept(TakesQuestions::new, started);
    } catch (Throwable e) {
      begin.begun().completeExceptionally(e);
      throw e;
    }
  }

  private static final class TakesQuestions extends BehaviorInterceptor<Object, Object> {
    TakesQuestions() {
      super(Object.class);
    }

    @Override
    public Behavior<Object> aroundReceive(
        TypedActorContext<Object> context, Object message, ReceiveTarget<Object> target) {
      if (!(message instanceof Question question)) {
        return target.apply(context, message);
      }
      question.taken = true;
      return target.apply(context, question.message);
    }
  }

  /**
   * Asks the behaviour, and waits for its answer.
   *
   * @param message makes the message, with the address for the answer
   * @throws Exception what the behaviour fails with before it answers
   */
  @SuppressWarnings("unchecked") // as the protocol of the behaviour says
  public <M, R> R ask(Function<ActorRef<R>, M> message) throws Exception {
    for (int i = 0; i < ATTEMPTS; i++) {
      CompletableFuture<Object> answer = new CompletableFuture<>();
      Object asking = message.apply(ActorRefAdapter.apply(new AnswerRef(refs, answer)));
      Question question = new Question(actor(), asking, answer);
      if (!put(question)) {
        continue;
      }
      try {
        return (R) answer.get();
      } catch (ExecutionException e) {
        if (question.taken) {
          throw Thrower.unchecked(Objects.requireNonNull(e.getCause(), "cause"));
        }
      } finally {
        close(question);
      }
    }
    throw new OwnerLostException("The behaviour of the worker stops before it takes a message");
  }

  /** Returns false if the actor has ended before. */
  private boolean put(Question question) {
    synchronized (this) {
      if (actor != question.actor) {
        return false;
      }
      open.add(question);
    }
    question.actor.tell(question);
    return true;
  }

  private synchronized void close(Question question) {
    open.remove(question);
  }

  private void ended(InternalActorRef ref, @Nullable Throwable cause) {
    Throwable why = cause == null
        ? new OwnerLostException("The behaviour of the worker stopped without an answer")
        : cause;
    Set<Question> unanswered;
    synchronized (this) {
      ActorRef<Object> ended = ActorRefAdapter.apply(ref);
      if (ended.equals(actor)) {
        actor = null;
      }
      unanswered = new HashSet<>(open);
      unanswered.removeIf(question -> !ended.equals(question.actor));
    }
    unanswered.forEach(question -> question.answer.completeExceptionally(why));
  }
}
