package io.troupe.internal.logs.host;

import io.troupe.internal.logs.ChildEvent;
import org.slf4j.ILoggerFactory;

/** Where log events of processes go: the logging of this program. */
interface LogSink {
  String LOGBACK = "ch.qos.logback.classic.LoggerContext";
  String LOG4J = "org.apache.logging.slf4j.Log4jLoggerFactory";

  /** Logs it, if the logger of that name lets it through. */
  void log(ChildEvent event);

  /** Returns the one that keeps most of an event with what SLF4J found in this program. */
  static LogSink ofProgram() {
    ILoggerFactory factory = ProgramLogging.await();
    try {
      return switch (factory.getClass().getName()) {
        case LOGBACK -> new LogbackSink();
        case LOG4J -> Log4jSink.orElse(new Slf4jSink());
        default -> new Slf4jSink();
      };
    } catch (LinkageError e) { // it is another version
      return new Slf4jSink();
    }
  }
}
