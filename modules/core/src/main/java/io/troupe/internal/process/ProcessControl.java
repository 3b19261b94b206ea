package io.troupe.internal.process;

import io.troupe.ExitStatus;
import io.troupe.Process;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.process.output.Captured;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a {@link io.troupe.Process}: a child JVM, a thread, this JVM itself, or its
 * parent.
 */
public interface ProcessControl {

  /** Returns whether it was started, so that its settings are fixed. */
  boolean isStarted();

  void run() throws Exception;

  /** Starts the process that {@code facade} stands for; a subclass is what runs. */
  void start(Process facade);

  /** Waits for the end; without a timeout for ever. */
  boolean join(@Nullable Duration timeout) throws InterruptedException;

  boolean isAlive();

  Optional<ExitStatus> exitStatus();

  default OptionalInt exitCode() {
    Optional<ExitStatus> status = exitStatus();
    return status.isPresent() ? OptionalInt.of(status.get().exitCode()) : OptionalInt.empty();
  }

  long pid();

  void terminate();

  void kill();

  void interrupt();

  CompletableFuture<ExitStatus> onExit();

  /**
   * Returns the reference to an object that lasts as long as the process and has the same number in
   * each; it fails when the process ends before it is there.
   *
   * @param here the objects of this runtime
   */
  CompletableFuture<ObjectRef> lasting(Objects here, long number);

  /** Returns what is kept of its output. */
  Captured captured();

  void close();
}
