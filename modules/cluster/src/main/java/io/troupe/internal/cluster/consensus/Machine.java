package io.troupe.internal.cluster.consensus;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What follows from the log, the same on each voter: a result may depend on nothing but the
 * commands before it. Used by one thread, and never blocks.
 */
public interface Machine {

  /**
   * Carries out a command.
   *
   * @param index of its entry in the log, which only grows
   */
  ByteString apply(long index, ByteString command);

  /** Answers a question; changes nothing. */
  ByteString query(ByteString query);

  /**
   * Returns what the caller is to be answered, once that is there, on the leader: the result
   * itself, or that of which it says that it comes later.
   *
   * @param request a command, or, if it is read only, a question
   */
  CompletableFuture<ByteString> settled(ByteString request, boolean readOnly, ByteString result);

  /**
   * Returns what the log is to be told of the time, on the leader.
   *
   * @param millis that have passed since the last time
   */
  Optional<ByteString> tick(long millis);

  /** Returns all that it knows; equal on all voters. */
  ByteString snapshot();

  /** Forgets all, and knows what another one knew. */
  void restore(ByteString snapshot);
}
