package io.troupe.internal.cluster.program;

import io.troupe.OwnerLostException;
import io.troupe.TroupeException;
import io.troupe.internal.cluster.access.Access;
import io.troupe.internal.cluster.call.NodeGuide;
import io.troupe.manager.Manager;
import io.troupe.manager.SharedType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the processes of a program which node they can use, as an object that all of them can have.
 * Thread-safe.
 */
final class Guide implements NodeGuide, AutoCloseable {
  /** A process waits for so long until several nodes have not answered. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private final ClusterRuntime cluster;

  // Guarded by this.
  private @Nullable Manager manager;
  private @Nullable NodeGuide shared;
  private boolean closed;

  Guide(ClusterRuntime cluster) {
    this.cluster = cluster;
  }

  /** Returns the object. */
  synchronized NodeGuide shared() {
    if (closed) {
      throw gone();
    }
    if (shared == null) {
      NodeGuide self = this;
      manager = Manager.builder()
          .callTimeout(CALL_TIMEOUT)
          .register(SharedType.of(NodeGuide.class, () -> self).concurrent())
          .start();
      shared = manager.create(NodeGuide.class.getName(), NodeGuide.class);
    }
    return shared;
  }

  @Override
  public Found find(String place, List<String> lost) {
    try {
      return cluster.near(place, lost);
    } catch (IOException e) {
      throw new TroupeException(String.valueOf(e.getMessage()), e);
    }
  }

  private static OwnerLostException gone() {
    return new OwnerLostException("The program uses the cluster no more");
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (manager != null && shared != null) {
      manager.close();
      Access.forget(shared);
    }
  }
}
