package io.troupe.samples;

import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.actor.RestartPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Puts an actor into a process of its own, asks it, kills the process and hears why the actor
 * ended. Another one is started again when its process is killed.
 *
 * <p>The behaviour is one as Apache Pekko's documentation has them: it does not know where it
 * lives.
 *
 * <p>Run it with {@code samples/run actors}. It prints:
 *
 * <pre>
 * This is process 4242; Actor[account of process 4243].
 * The balance is 30.
 * Process 4243 is killed.
 * The actor ended: The process of the actor has ended; exit code -SIGKILL
 * Another one lives in process 4244, which is killed.
 * It is back, in process 4245.
 * </pre>
 */
public final class ActorsSample {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private ActorsSample() {}

  /** What an account understands. */
  sealed interface Command {}

  record Deposit(int amount) implements Command {}

  record GetBalance(ActorRef<Integer> replyTo) implements Command {}

  record GetProcess(ActorRef<Long> replyTo) implements Command {}

  static Behavior<Command> account(int balance) {
    return Behaviors.receive(Command.class)
        .onMessage(Deposit.class, deposit -> account(balance + deposit.amount()))
        .onMessage(GetBalance.class, get -> {
          get.replyTo().tell(balance);
          return Behaviors.same();
        })
        .onMessage(GetProcess.class, get -> {
          get.replyTo().tell(Process.current().pid());
          return Behaviors.same();
        })
        .build();
  }

  public static void main(String[] args) throws InterruptedException, TimeoutException {
    ActorRef<Command> account = Actors.spawn(() -> account(0), "account");
    System.out.printf("This is process %d; %s.%n", Process.current().pid(), account);

    account.tell(new Deposit(10));
    account.tell(new Deposit(20));
    int balance = Actors.ask(account, GetBalance::new, LIMIT);
    System.out.printf("The balance is %d.%n", balance);

    Actors.processOf(account).ifPresent(Process::kill);
    System.out.printf("Process %d is killed.%n", Actors.pid(account));
    Optional<Throwable> end = Actors.whenEnded(account).toCompletableFuture().join();
    System.out.println("The actor ended: " + end.map(Throwable::getMessage).orElse("by itself"));

    ActorRef<Command> kept = Actors.spawn(() -> account(0), "kept", RestartPolicy.restart());
    long first = Actors.ask(kept, GetProcess::new, LIMIT);
    ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
    System.out.printf("Another one lives in process %d, which is killed.%n", first);
    System.out.printf("It is back, in process %d.%n", processAfter(first, kept));
  }

  /** Asks until another process answers: a question to the old one may be lost with that. */
  private static long processAfter(long first, ActorRef<Command> actor)
      throws InterruptedException, TimeoutException {
    long process = first;
    while (process == first) {
      try {
        process = Actors.ask(actor, GetProcess::new, LIMIT);
      } catch (OwnerLostException e) {
        process = first;
      }
    }
    return process;
  }
}
