package io.troupe.internal.cluster.gateway;

import io.troupe.internal.cluster.call.ProgramSecret;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.Routing;
import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * How this JVM, which is no node, reaches the nodes of a cluster and what is on them, and how it is
 * reached from there: all of it together, from its opening to its end. Thread-safe.
 */
public final class ProgramRoutes implements AutoCloseable {
  private final ProgramSecret secret = ProgramSecret.random();
  private final long program = secret.number();

  private final Gateways gateways;
  private final Splicer splicer = Splicer.start();
  private final Router router;
  private final Visits visits;

  private ProgramRoutes(KeyRing keys) throws IOException {
    gateways = new Gateways(keys, TroupeRuntime.current().payloads());
    router = Router.open(this::reach, splicer);
    visits = new Visits(gateways, splicer);
  }

  /**
   * Opens them, for the whole JVM and the processes that it starts.
   *
   * @param keys of the program
   */
  public static ProgramRoutes open(KeyRing keys) throws IOException {
    ProgramRoutes opened = new ProgramRoutes(keys);
    opened.use(Routing.newBuilder());
    return opened;
  }

  private void use(Routing.Builder routing) {
    Routes.use(routing.setRouter(router.address()).build(), this::open);
  }

  /** This program may itself hold what it has published by a node that it uses no more. */
  private Side reach(Place place, String address) throws IOException {
    return place.program() == program ? Connector.here(address) : gateways.reach(place, address);
  }

  private SocketTransport open(String place, String address) throws IOException {
    return reach(Place.parse(place), address).transport();
  }

  /** Returns what shows the nodes that this is always the same program. */
  public ProgramSecret secret() {
    return secret;
  }

  public Gateways gateways() {
    return gateways;
  }

  /** From now on, this machine is reached at that place. */
  public void reachedAt(Place place) {
    use(Routing.newBuilder().setPlace(place.toString()));
  }

  /**
   * Goes to meet a process that waits at a node, on a thread of its own.
   *
   * @param address of the socket here that is wanted
   * @param failed is told the token and the reason if there is nothing to be connected
   */
  public void visit(String node, long token, String address, BiConsumer<Long, String> failed) {
    visits.go(node, token, address, failed);
  }

  @Override
  public void close() {
    Routes.use(Routing.getDefaultInstance());
    router.close();
    splicer.close();
  }
}
