package io.troupe.internal.cluster.gateway;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How programs are reached, which listen at no port: the node tells the program that a process
 * waits for it, and the program comes. Thread-safe.
 */
public final class Meetings {
  private final Map<Long, CompletableFuture<Side>> awaited = new ConcurrentHashMap<>();
  private final Invitation invitation;

  /** Tells a program that it is waited for. */
  public interface Invitation {
    /** Returns whether a program uses this node. */
    boolean isHere(long program);

    /**
     * Tells it.
     *
     * @param program its number
     * @param token by which it finds who waits
     * @param address of the socket that is wanted, at its machine
     * @throws IOException if there is no such program any more
     */
    void send(long program, long token, String address) throws IOException;
  }

  public Meetings(Invitation invitation) {
    this.invitation = invitation;
  }

  /** Returns whether a program uses this node. */
  boolean knows(long program) {
    return invitation.isHere(program);
  }

  /**
   * Returns a stream to a socket at the machine of a program. Blocks until the program has come.
   */
  Side fetch(long program, String address) throws IOException {
    long token = ThreadLocalRandom.current().nextLong();
    CompletableFuture<Side> meeting = new CompletableFuture<>();
    awaited.put(token, meeting);
    try {
      invitation.send(program, token, address);
      return meeting.get(Gateways.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(meeting, "program " + program + " does not answer");
    } catch (ExecutionException e) {
      throw new ConnectException("program " + program + ": "
          + Objects.requireNonNullElse(e.getCause(), e).getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(meeting, "interrupted");
    } finally {
      awaited.remove(token);
    }
  }

  /** Who comes now comes in vain. */
  private static ConnectException late(CompletableFuture<Side> meeting, String reason) {
    ConnectException failure = new ConnectException(reason);
    if (!meeting.completeExceptionally(failure)) {
      meeting.thenAccept(Side::close);
    }
    return failure;
  }

  /** A process has come. */
  void arrived(long token, Side program) {
    CompletableFuture<Side> meeting = awaited.remove(token);
    if (meeting == null || !meeting.complete(program)) {
      program.close();
    }
  }

  /** The program cannot come. */
  public void failed(long token, String reason) {
    CompletableFuture<Side> meeting = awaited.remove(token);
    if (meeting != null) {
      meeting.completeExceptionally(new IOException(reason));
    }
  }
}
