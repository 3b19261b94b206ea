package io.troupe.internal.system;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What runs the mailboxes of a dispatcher: none waits in it, so it has ended when it is shut down.
 */
public abstract class MailboxExecutor extends AbstractExecutorService {
  private volatile boolean shutdown;

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public final List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }

  @Override
  public final boolean isShutdown() {
    return shutdown;
  }

  @Override
  public final boolean isTerminated() {
    return shutdown;
  }

  @Override
  public final boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }
}
