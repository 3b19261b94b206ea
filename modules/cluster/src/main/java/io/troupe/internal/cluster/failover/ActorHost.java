package io.troupe.internal.cluster.failover;

import io.troupe.OwnerLostException;
import io.troupe.TroupeException;
import io.troupe.cluster.FailoverException;
import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.FailoverActorCommand;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverKind;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverTurn;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * This process as one that can run an actor: a thread that asks for its messages, until the process
 * has not used the actor for a while. Thread-safe.
 */
final class ActorHost implements AutoCloseable {
  private static final Log log = Log.of(ActorHost.class);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final long RETRY_MILLIS = 500;
  private static final FailoverTurn NOTHING_DONE = FailoverTurn.getDefaultInstance();

  private final AgreedName actor;
  private final ActorWork<?, ?, ?> work;
  private final Map<String, ActorHost> hosts;
  private final Thread thread;

  // Guarded by hosts.
  private int uses;
  private Deadline idle = Deadline.after(IDLE);

  private ActorHost(AgreedName actor, ActorWork<?, ?, ?> work, Map<String, ActorHost> hosts) {
    this.actor = actor;
    this.work = work;
    this.hosts = hosts;
    thread = new Thread(this::run, "troupe-failover-actor-" + actor);
    thread.setDaemon(true);
  }

  /**
   * Starts one.
   *
   * @param hosts those of this process, by the names of the actors; locked by the caller, and this
   *     is taken out when it ends
   */
  static ActorHost start(AgreedName actor, ActorWork<?, ?, ?> work, Map<String, ActorHost> hosts) {
    ActorHost host = new ActorHost(actor, work, hosts);
    host.thread.start();
    return host;
  }

  /** Counts a use, until this is closed; called with the lock on all hosts. */
  ActorHost use() {
    uses++;
    return this;
  }

  @Override
  public void close() {
    synchronized (hosts) {
      uses--;
      idle = Deadline.after(IDLE);
    }
  }

  /** Returns whether it is the actor that runs on this thread. */
  boolean isCaller() {
    return Thread.currentThread() == thread;
  }

  private void run() {
    try {
      FailoverTurn turn = NOTHING_DONE;
      while (!turn.equals(NOTHING_DONE) || goesOn()) {
        turn = next(turn);
      }
    } catch (OwnerLostException e) {
      log.debug("The actor {} does not run here any more: {}", actor, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (hosts) {
        hosts.remove(actor.name(), this);
      }
    }
  }

  /** Who begins to use it finds it in the map, or makes another. */
  private boolean goesOn() {
    synchronized (hosts) {
      if (uses > 0 || !idle.passed()) {
        return true;
      }
      hosts.remove(actor.name(), this);
      return false;
    }
  }

  /** Says what has become of messages; waits for others, and deals with them. */
  private FailoverTurn next(FailoverTurn turn) throws InterruptedException {
    Errand[] self = new Errand[1];
    self[0] = new Errand(
        actor.guide(),
        command(FailoverActorCommand.newBuilder().setTurn(turn)),
        FailoverKind.FAILOVER_ACTOR,
        given -> command(FailoverActorCommand.newBuilder().setGiveBack(self[0].sequence())));
    try {
      FailoverResult result = self[0].await(Deadline.after(IDLE));
      return switch (result.getStatus()) {
        case DONE -> work.turn(self[0].sequence(), result);
        case REFUSED -> ActorWork.refused(turn, result.getReason());
        default -> NOTHING_DONE;
      };
    } catch (FailoverException e) {
      log.debug("Messages of the actor {} are for others to do: {}", actor, e.getMessage());
    } catch (OwnerLostException e) {
      throw e;
    } catch (TroupeException e) {
      log.debug("The actor {} cannot run here: {}", actor, e.toString());
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (RuntimeException e) { // the thread stays: those that wait may have no other
      log.warn("The actor {} cannot run here for now", actor, e);
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    }
    return NOTHING_DONE;
  }

  private FailoverCommand.Builder command(FailoverActorCommand.Builder change) {
    return actor.command().setActor(change);
  }

  @Override
  public String toString() {
    return "this process, for the actor '" + actor + "'";
  }
}
