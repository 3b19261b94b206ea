package io.troupe.internal.system;

import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.event.Logging;
import org.apache.pekko.event.slf4j.Slf4jLogger;
import scala.PartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Takes what Pekko has to log to the program's logging, as {@link Slf4jLogger} does, but does not
 * begin with a line that says so: most actor systems never log anything, and there is one in many a
 * process. Made by Pekko, by its name in the settings.
 */
public final class QuietLogger extends Slf4jLogger {

  @Override
  public void aroundReceive(PartialFunction<Object, BoxedUnit> receive, Object message) {
    if (message instanceof Logging.InitializeLogger) {
      ActorRef asker = sender();
      asker.tell(Logging.loggerInitialized(), self());
    } else {
      super.aroundReceive(receive, message);
    }
  }
}
