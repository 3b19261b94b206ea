package io.troupe.e2e.logs;

import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Providers;
import java.io.IOException;
import java.util.List;

/**
 * Runs programs whose logging writes
 * {@code level|logger|thread|process|pid|request|marker|values|file|message}.
 */
final class LogRun {
  private LogRun() {}

  static ProgramRun logback(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return ProgramRun.with(
        Providers.LOGBACK,
        main,
        List.of("-Dlogback.configurationFile=logs/logback.xml"),
        arguments);
  }

  static ProgramRun log4j(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return ProgramRun.with(
        Providers.LOG4J,
        main,
        List.of("-Dlog4j2.configurationFile=classpath:logs/log4j2.xml"),
        arguments);
  }
}
