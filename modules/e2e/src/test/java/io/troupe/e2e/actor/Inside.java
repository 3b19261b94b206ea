package io.troupe.e2e.actor;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Behaviours that use what Pekko offers within an actor; each is told texts. */
final class Inside {
  private Inside() {}

  /** {@link #mortal}, which its own process starts again. */
  static Behavior<String> lifecycle(ActorRef<String> to) {
    return Behaviors.supervise(mortal(to)).onFailure(SupervisorStrategy.restart());
  }

  /** Fails at "fail", stops at "stop", and tells of what it lives through. */
  static Behavior<String> mortal(ActorRef<String> to) {
    return Behaviors.setup(context -> {
      to.tell("begun");
      return Behaviors.receive(String.class)
          .onMessageEquals("fail", () -> {
            throw new IllegalStateException("told to");
          })
          .onMessageEquals("stop", Behaviors::stopped)
          .onSignal(PreRestart.class, signal -> tell(to, "before the restart"))
          .onSignal(PostStop.class, signal -> tell(to, "stopped"))
          .build();
    });
  }

  private static Behavior<String> tell(ActorRef<String> to, String what) {
    to.tell(what);
    return Behaviors.same();
  }

  /** Answers by what a future of another thread completes with. */
  static Behavior<String> pipes(ActorRef<String> to) {
    return Behaviors.setup(context -> Behaviors.receiveMessage(text -> {
      if (text.startsWith("piped ")) {
        to.tell(text);
      } else {
        context.pipeToSelf(
            CompletableFuture.supplyAsync(() -> text.repeat(2)),
            (twice, failure) -> "piped " + twice);
      }
      return Behaviors.same();
    }));
  }

  /** Has its messages changed before it sees them. */
  static Behavior<String> intercepted(ActorRef<String> to) {
    Behavior<String> behavior = Behaviors.receiveMessage(text -> tell(to, text));
    return Behaviors.intercept(Louder::new, behavior);
  }

  private static final class Louder extends BehaviorInterceptor<String, String> {
    Louder() {
      super(String.class);
    }

    @Override
    public Behavior<String> aroundReceive(
        TypedActorContext<String> context, String message, ReceiveTarget<String> target) {
      return target.apply(context, message + "!");
    }
  }

  /** Watches an actor, and has a message of its own for its end. */
  static Behavior<String> watchesWith(ActorRef<?> whom, ActorRef<String> to) {
    return Behaviors.setup(context -> {
      context.watchWith(whom, "it has ended");
      to.tell("watching");
      return Behaviors.receiveMessage(text -> tell(to, text));
    });
  }

  /** A question, whose answer may be of no interest. */
  record Question(String text, ActorRef<String> replyTo) {}

  static Behavior<Question> answers(ActorRef<String> to) {
    return Behaviors.receiveMessage(question -> {
      question.replyTo().tell("answer");
      to.tell("answered " + question.text());
      return Behaviors.same();
    });
  }
}
