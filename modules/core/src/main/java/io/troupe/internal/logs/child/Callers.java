package io.troupe.internal.logs.child;

import io.troupe.internal.log.LibraryLogger;
import io.troupe.internal.log.Log;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out who logs: the first on the stack that is no part of a logging library. */
final class Callers {
  private static final Set<String> OWN = Set.of(
      Callers.class.getName(),
      EventEncoder.class.getName(),
      ForwardingHandler.class.getName(),
      ForwardingLogger.class.getName(),
      LibraryLogger.class.getName(),
      Log.class.getName());

  private static final StackWalker WALKER = StackWalker.getInstance();

  private Callers() {}

  static @Nullable StackTraceElement find() {
    StackWalker.StackFrame caller = WALKER.walk(Callers::firstOutside);
    return caller == null ? null : caller.toStackTraceElement();
  }

  private static StackWalker.@Nullable StackFrame firstOutside(
      Stream<StackWalker.StackFrame> frames) {
    return frames.filter(frame -> !isLogging(frame.getClassName())).findFirst().orElse(null);
  }

  private static boolean isLogging(String name) {
    return OWN.contains(name)
        || name.startsWith("org.slf4j.")
        || name.startsWith("java.util.logging.")
        || name.startsWith("sun.util.logging.")
        || name.startsWith("sun.logging.")
        || name.startsWith("jdk.internal.logger.")
        || name.startsWith("org.apache.logging.slf4j.")
        || name.startsWith("org.apache.logging.log4j.")
        || name.startsWith("org.apache.commons.logging.");
  }
}
