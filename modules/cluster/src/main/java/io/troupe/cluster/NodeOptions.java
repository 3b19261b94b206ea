package io.troupe.cluster;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.cluster.gateway.Place;
import io.troupe.internal.option.Checks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Options of a {@link Node}. Immutable: each method that changes something returns a new one.
 *
 * @param keys of a node
 * @param address host and port by which other nodes and programs reach it
 * @param seeds addresses of nodes that it joins
 * @param slots how many processes it has room for
 * @param roles what programs may ask for
 * @param drainTimeout how long processes may go on when the node leaves
 * @param stableAfter for how long nodes must have been seen the same way before one is given up
 * @param data where it keeps replicated objects; empty for nowhere
 * @param postgres what keeps failover objects; empty for the memory of the nodes
 */
public record NodeOptions(
    ClusterKeys keys,
    String address,
    List<String> seeds,
    int slots,
    Set<String> roles,
    Duration drainTimeout,
    Duration stableAfter,
    Optional<Path> data,
    Optional<PostgresOptions> postgres) {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STABLE_AFTER = Duration.ofSeconds(7);

  /** Checks what is said. */
  public NodeOptions {
    requireNonNull(keys, "keys");
    Place.socketAddress(
        address.endsWith(":0") ? address.substring(0, address.length() - 1) + 1 : address);
    seeds.forEach(Place::socketAddress);
    Checks.positive("slots", slots);
    Checks.notNegative("drainTimeout", drainTimeout);
    Checks.positive("stableAfter", stableAfter);
    seeds = List.copyOf(seeds);
    roles = Set.copyOf(roles);
  }

  /**
   * Returns those of a node that begins a cluster of its own, with as many slots as there are
   * processors.
   *
   * @param keys of a node
   * @param address host and port, as {@code node1:7355}; with port 0 it gets a free one
   * @throws IllegalArgumentException if the address is none
   */
  public static NodeOptions of(ClusterKeys keys, String address) {
    int slots = Runtime.getRuntime().availableProcessors();
    return new NodeOptions(
        keys,
        address,
        List.of(),
        slots,
        Set.of(),
        DRAIN_TIMEOUT,
        STABLE_AFTER,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Has the node join the cluster of one of these nodes, this one itself maybe among them. While
   * none of them is a member, the first of them begins a new cluster, and the others wait for it:
   * so all nodes can be given the same list. A host with several addresses stands for all of them,
   * which are looked up again at each try; but only who is the first of the list by its own name
   * begins a cluster.
   *
   * @param nodes host and port of each
   * @throws IllegalArgumentException if one is no address
   */
  public NodeOptions join(String... nodes) {
    return new NodeOptions(
        keys, address, List.of(nodes), slots, roles, drainTimeout, stableAfter, data, postgres);
  }

  /**
   * Sets how many processes the node has room for.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public NodeOptions withSlots(int count) {
    return new NodeOptions(
        keys, address, seeds, count, roles, drainTimeout, stableAfter, data, postgres);
  }

  /** Sets what the node is for, in the operator's own words. */
  public NodeOptions withRoles(String... names) {
    return new NodeOptions(
        keys, address, seeds, slots, Set.of(names), drainTimeout, stableAfter, data, postgres);
  }

  /**
   * Sets how long processes may go on when the node leaves; 30 seconds if not set, zero to end them
   * at once.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public NodeOptions withDrainTimeout(Duration limit) {
    return new NodeOptions(keys, address, seeds, slots, roles, limit, stableAfter, data, postgres);
  }

  /**
   * Sets for how long no node must have become reachable or unreachable before the nodes decide
   * which of them go on without those that are silent; 7 seconds if not set. All nodes must have
   * seen the same by then, or two sides may each go on alone: more nodes and slower networks need
   * longer, 10 seconds for ten nodes, 13 for twenty, 17 for fifty, 20 for a hundred. It is to be
   * the same at all nodes.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public NodeOptions withStableAfter(Duration time) {
    return new NodeOptions(keys, address, seeds, slots, roles, drainTimeout, time, data, postgres);
  }

  /**
   * Has the node keep replicated objects in a directory, and start with those that are there: they
   * outlive the end of all nodes. By default they are in memory alone. A change is on the disk of
   * each node that has confirmed it. Each node has a directory of its own, which belongs to one
   * cluster. One of a node that was away for more than ten days, while others were there, must be
   * deleted before it starts again.
   *
   * @param directory is made if it is not there
   */
  public NodeOptions withData(Path directory) {
    Optional<Path> kept = Optional.of(directory);
    return new NodeOptions(
        keys, address, seeds, slots, roles, drainTimeout, stableAfter, kept, postgres);
  }

  /**
   * Has a Postgres database keep the {@link Failover failover objects}, in place of the memory of
   * the nodes: they outlive the end of all nodes, and are refused while the database does not
   * answer. All nodes of a cluster have the same; one that has not is refused when it joins. The
   * driver, {@code org.postgresql:postgresql}, must be on the class path of the node.
   *
   * @param database in which the nodes make the tables that they need, if those are not there
   */
  public NodeOptions withPostgres(PostgresOptions database) {
    Optional<PostgresOptions> kept = Optional.of(database);
    return new NodeOptions(
        keys, address, seeds, slots, roles, drainTimeout, stableAfter, data, kept);
  }
}
