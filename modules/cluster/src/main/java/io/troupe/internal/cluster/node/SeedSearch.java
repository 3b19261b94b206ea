package io.troupe.internal.cluster.node;

import io.troupe.connection.AuthenticationException;
import io.troupe.internal.cluster.call.NodeCalls.NodeAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Looks among the seeds of a node for a member that it can join. Used by one thread at a time; what
 * it says of itself, by any.
 */
final class SeedSearch {
  private final String self;
  private final List<String> seeds;
  private final Agreement agreement;
  private final Inquiry inquiry;
  private final ClockCheck clock = new ClockCheck(System::currentTimeMillis);
  private final CompletableFuture<Optional<String>> ahead = new CompletableFuture<>();
  private volatile List<String> reasons = List.of();

  /** The node that is asked just now where it is; empty for none. */
  private volatile String asked = "";

  /** Asks a node where it is. */
  interface Inquiry {
    NodeAddress address(String node) throws IOException;
  }

  private SeedSearch(String self, List<String> seeds, Agreement agreement, Inquiry inquiry) {
    this.self = self;
    this.seeds = seeds;
    this.agreement = agreement;
    this.inquiry = inquiry;
  }

  /**
   * Begins to look, on a thread of its own: the first answer comes while the actor system starts,
   * which takes as long.
   *
   * @param self the gateway of this node
   * @param seeds gateways; empty to begin a new cluster
   * @param agreement which those that it joins must have, too
   */
  static SeedSearch begin(String self, List<String> seeds, Agreement agreement, Inquiry inquiry) {
    SeedSearch search = new SeedSearch(self, seeds, agreement, inquiry);
    Thread thread = new Thread(search::lookAhead, "troupe-seeds");
    thread.setDaemon(true);
    thread.start();
    return search;
  }

  private void lookAhead() {
    try {
      ahead.complete(look());
    } catch (IOException | RuntimeException | Error e) {
      ahead.completeExceptionally(e);
    }
  }

  /** Returns whether this node begins a new cluster where no seed is a member. */
  boolean isFirst() {
    return seeds.isEmpty() || seeds.get(0).equals(self);
  }

  List<String> seeds() {
    return seeds;
  }

  /** Returns the node that is asked just now; empty for none. */
  String asked() {
    return asked;
  }

  /** Returns why the last look found nothing. */
  List<String> reasons() {
    return reasons;
  }

  /**
   * Returns what the look at the beginning has found: as {@link #look()}.
   *
   * @throws InterruptedException if the thread is interrupted while it waits for that
   */
  Optional<String> firstLook() throws IOException, InterruptedException {
    try {
      return ahead.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      } else if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Returns where a member is, as Pekko's remoting has it; empty if no seed is one.
   *
   * @throws AuthenticationException if a seed has keys of another cluster
   * @throws NotToJoinException if the clocks of both do not agree, or they have their failover
   *     objects in different places
   */
  Optional<String> look() throws AuthenticationException, NotToJoinException {
    List<String> now = new ArrayList<>();
    for (String seed : seeds) {
      Optional<String> there = seed.equals(self) ? Optional.empty() : lookAt(seed, now);
      if (there.isPresent()) {
        return there;
      }
    }
    reasons = List.copyOf(now);
    return Optional.empty();
  }

  /** @param reasons will have why none that the seed stands for is a member */
  private Optional<String> lookAt(String seed, List<String> reasons)
      throws AuthenticationException, NotToJoinException {
    for (String node : Seeds.nodes(seed)) {
      Optional<String> there = ask(node, reasons);
      if (there.isPresent()) {
        return there;
      }
    }
    return Optional.empty();
  }

  /** @param reasons will have why it is no member, one more */
  private Optional<String> ask(String node, List<String> reasons)
      throws AuthenticationException, NotToJoinException {
    asked = node;
    try {
      NodeAddress there = clock.ask(node, inquiry);
      agreement.check(node, there);
      if (!there.artery().isEmpty()) {
        return Optional.of(there.artery());
      }
      reasons.add("The node " + node + " is no member itself yet");
    } catch (AuthenticationException | NotToJoinException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      reasons.add(String.valueOf(e.getMessage()));
    } finally {
      asked = "";
    }
    return Optional.empty();
  }
}
