package io.troupe.internal.process;

import io.troupe.internal.object.Association;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The process that started this one. As long as this one can ask, it lives: see the end of the
 * link.
 */
final class ParentControl extends FixedControl {
  private final long pid;

  ParentControl(long pid) {
    this.pid = pid;
  }

  @Override
  String subject() {
    return "the parent process";
  }

  @Override
  public boolean join(@Nullable Duration timeout) throws InterruptedException {
    CompletableFuture<?> end = ProcessHandle.of(pid)
        .<CompletableFuture<?>>map(ProcessHandle::onExit)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
    try {
      long nanos = timeout == null ? Long.MAX_VALUE : Math.max(0, timeout.toNanos());
      end.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot watch the parent process", e);
    }
  }

  @Override
  public boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Override
  public CompletableFuture<ObjectRef> lasting(Objects here, long number) {
    Association host = here.host();
    return host == null
        ? CompletableFuture.failedFuture(refused("used"))
        : CompletableFuture.completedFuture(host.lasting(number));
  }

  @Override
  public long pid() {
    return pid;
  }
}
