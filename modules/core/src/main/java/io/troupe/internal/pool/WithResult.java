package io.troupe.internal.pool;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command that was submitted with the result that its future shall have.
 *
 * @param command ends when the command has
 * @param result never leaves this process
 */
record WithResult<T>(Future<Void> command, T result) implements Future<T> {

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return command.cancel(mayInterruptIfRunning);
  }

  @Override
  public boolean isCancelled() {
    return command.isCancelled();
  }

  @Override
  public boolean isDone() {
    return command.isDone();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    command.get();
    return result;
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    command.get(timeout, unit);
    return result;
  }
}
