package io.troupe.e2e.actor;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.pattern.StatusReply;

/** A behaviour as Pekko's documentation has them: nothing in it knows of processes. */
final class Account {
  interface Command {}

  record Deposit(int amount) implements Command {}

  record GetBalance(ActorRef<Integer> replyTo) implements Command {}

  record Withdraw(int amount, ActorRef<StatusReply<Integer>> replyTo) implements Command {}

  record GetPid(ActorRef<Long> replyTo) implements Command {}

  record Fail(String why) implements Command {}

  record FailAsked(ActorRef<Integer> replyTo) implements Command {}

  record Ignore(ActorRef<Integer> replyTo) implements Command {}

  /** Answers with the actor's own reference. */
  record GetSelf(ActorRef<ActorRef<Command>> replyTo) implements Command {}

  enum Stop implements Command {
    STOP
  }

  private Account() {}

  static Behavior<Command> create() {
    return with(0);
  }

  static Behavior<Command> with(int balance) {
    return Behaviors.setup(context -> Behaviors.receive(Command.class)
        .onMessage(Deposit.class, deposit -> with(balance + deposit.amount()))
        .onMessage(GetBalance.class, get -> {
          get.replyTo().tell(balance);
          return Behaviors.same();
        })
        .onMessage(Withdraw.class, withdraw -> {
          if (withdraw.amount() > balance) {
            withdraw.replyTo().tell(StatusReply.error("only " + balance));
            return Behaviors.same();
          }
          withdraw.replyTo().tell(StatusReply.success(balance - withdraw.amount()));
          return with(balance - withdraw.amount());
        })
        .onMessage(GetPid.class, get -> {
          get.replyTo().tell(ProcessHandle.current().pid());
          return Behaviors.same();
        })
        .onMessage(GetSelf.class, get -> {
          get.replyTo().tell(context.getSelf());
          return Behaviors.same();
        })
        .onMessage(Fail.class, fail -> {
          throw new IllegalStateException(fail.why());
        })
        .onMessage(FailAsked.class, fail -> {
          throw new IllegalStateException("asked to fail");
        })
        .onMessage(Ignore.class, ignore -> Behaviors.same())
        .onMessageEquals(Stop.STOP, Behaviors::stopped)
        .build());
  }

  /** A factory that fails. */
  static Behavior<Command> createNone() {
    throw new IllegalArgumentException("no account today");
  }
}
