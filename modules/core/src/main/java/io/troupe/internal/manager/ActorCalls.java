package io.troupe.internal.manager;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be asked of an actor of the program's. */
interface ActorCalls {
  void tell(Element message);

  /** Sends a message that a function makes with the address for its answer. */
  CompletableFuture<Element> ask(
      Code<Function<ActorRef<Object>, Object>> message, Duration timeout);
}
