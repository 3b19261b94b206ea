package io.troupe.internal.cluster.failover;

import io.troupe.OwnerLostException;
import io.troupe.TroupeException;
import io.troupe.internal.cluster.access.Access;
import io.troupe.internal.cluster.access.Access.Repeat;
import io.troupe.internal.cluster.call.NodeGuide;
import io.troupe.internal.log.Log;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverResult.Status;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This process as a user of a program's failover objects. A thread of its own says now and then
 * that the process lives. Thread-safe.
 */
final class Client {
  private static final Log log = Log.of(Client.class);
  private static final Map<NodeGuide, Client> all =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** A third of the time after which a silent process is taken for dead: room for a failover. */
  private static final long KEEP_MILLIS = 5_000;

  private final Queue<Runnable> left = new ConcurrentLinkedQueue<>();
  private final Map<String, ActorHost> hosts = new HashMap<>();

  // Guarded by this.
  private @Nullable Identity identity;
  private boolean kept;

  private Client() {}

  /** Returns that of a program. */
  static Client of(NodeGuide guide) {
    return all.computeIfAbsent(guide, key -> new Client());
  }

  /** Returns the session, which is begun if there is none. */
  synchronized Identity identity(NodeGuide guide) {
    Identity known = identity;
    if (known == null) {
      known = new Identity();
      identity = known;
      keep(guide);
    }
    return known;
  }

  private synchronized void forget(Identity ended) {
    if (ended.equals(identity)) {
      identity = null;
    }
  }

  /** Answers a question. Blocks. */
  FailoverResult read(NodeGuide guide, FailoverQuery query) {
    byte[] bytes = query.toByteArray();
    while (true) {
      Identity own = identity(guide);
      try {
        return Wire.result(
            Access.of(guide).call(guide, Repeat.YES, node -> own.by(node).read(bytes)));
      } catch (SessionEndedException e) {
        forget(own); // questions need none but to be asked at all
      }
    }
  }

  /** Has a command carried out. Blocks. */
  FailoverResult write(NodeGuide guide, FailoverCommand.Builder command) {
    while (true) {
      Identity own = identity(guide);
      long sequence = own.begin();
      AtomicInteger attempts = new AtomicInteger();
      try {
        return send(guide, own, sequence, command, attempts);
      } catch (SessionEndedException e) {
        if (attempts.get() > 1) {
          throw e; // an earlier attempt may have been carried out
        }
      } finally {
        own.end(sequence);
      }
    }
  }

  /**
   * Sends a command of a session, to one node after the other until one answers. Blocks.
   *
   * @param attempts counts how often it was sent
   * @throws SessionEndedException if the session has ended, and the last attempt had no effect
   */
  FailoverResult send(
      NodeGuide guide,
      Identity own,
      long sequence,
      FailoverCommand.Builder command,
      AtomicInteger attempts) {
    byte[] bytes = command
        .setSession(own.session())
        .setSequence(sequence)
        .setSettledBelow(own.settledBelow())
        .build()
        .toByteArray();
    try {
      FailoverResult result = Wire.result(Access.of(guide).call(guide, Repeat.YES, node -> {
        attempts.incrementAndGet();
        return own.by(node).write(bytes);
      }));
      if (result.getStatus() == Status.ENDED) {
        throw new SessionEndedException();
      }
      return result;
    } catch (SessionEndedException e) {
      forget(own);
      throw e;
    }
  }

  /**
   * Returns this process as one that can run an actor, which counts as in use until it is closed.
   *
   * @param work of the actor, if this process has not run it lately
   */
  ActorHost host(AgreedName actor, Supplier<ActorWork<?, ?, ?>> work) {
    synchronized (hosts) {
      return hosts
          .computeIfAbsent(actor.name(), name -> ActorHost.start(actor, work.get(), hosts))
          .use();
    }
  }

  /** Has something done as soon as a majority answers again. */
  void later(Runnable work) {
    left.add(work);
  }

  private void keep(NodeGuide guide) {
    if (!kept) {
      kept = true;
      Thread thread = new Thread(() -> keepAlive(guide), "troupe-failover-session");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void keepAlive(NodeGuide guide) {
    try {
      while (true) {
        Thread.sleep(KEEP_MILLIS);
        keepOnce(guide);
      }
    } catch (OwnerLostException e) {
      log.debug("Failover objects are not used any more: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepOnce(NodeGuide guide) {
    Identity own;
    synchronized (this) {
      own = identity;
    }
    try {
      if (own != null) {
        FailoverCommand.Builder keep = FailoverCommand.newBuilder().setKeep(true);
        send(guide, own, 0, keep, new AtomicInteger());
        doWhatIsLeft();
      }
    } catch (SessionEndedException e) {
      log.warn("{}", e.getMessage());
    } catch (OwnerLostException e) {
      throw e;
    } catch (TroupeException e) {
      log.debug("The failover objects cannot be told that this process lives", e);
    }
  }

  private void doWhatIsLeft() {
    for (Runnable work = left.peek(); work != null; work = left.peek()) {
      work.run();
      left.remove(work);
    }
  }
}
