package io.troupe.internal.cluster.node;

import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.TroupeException;
import io.troupe.cluster.NodeInfo;
import io.troupe.internal.cluster.call.CodeOffer;
import io.troupe.internal.cluster.call.CodeState;
import io.troupe.internal.cluster.call.NodeNews;
import io.troupe.internal.cluster.call.NodeStatus;
import io.troupe.internal.cluster.call.SessionCalls;
import io.troupe.internal.cluster.call.SlotRequest;
import io.troupe.internal.cluster.gateway.Place;
import io.troupe.internal.cluster.share.Tenancy;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.log.Log;
import io.troupe.internal.manager.type.Ending;
import io.troupe.internal.process.Lodger;
import io.troupe.internal.process.Lodgings;
import io.troupe.internal.process.launch.JvmShare;
import io.troupe.proto.BootRecord;
import io.troupe.proto.Routing;
import io.troupe.spi.ProcessSite.Order;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One program's use of a node: the processes that it has here, and what it is told of them. It ends
 * when the program says so, or asks for no news any more. Thread-safe.
 */
final class Session implements SessionCalls, Slots.Tenant, Ending {
  private static final Log log = Log.of(Session.class);
  private static final long NEWS_MILLIS = 2_000;
  private static final long LAST_NEWS_MILLIS = 2_000;

  /** A program that is silent for so long is taken for dead. */
  static final Duration SILENCE = Duration.ofSeconds(30);

  private final String program;
  private final Place place;
  private final String router;
  private final Lodgings lodgings;
  private final Slots slots;
  private final Sessions sessions;
  private final GuestCode code;
  private final News news = new News();
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Guest> guests = new ConcurrentHashMap<>();
  private volatile long heard = System.nanoTime();
  private volatile boolean ended;

  /** How many slots the program has on other nodes. */
  private volatile int elsewhere;

  Session(
      String program,
      Place place,
      String router,
      Lodgings lodgings,
      Slots slots,
      GuestCode code,
      Sessions sessions) {
    this.program = program;
    this.place = place;
    this.router = router;
    this.lodgings = lodgings;
    this.slots = slots;
    this.code = code;
    this.sessions = sessions;
  }

  @Override
  public String place() {
    return place.toString();
  }

  @Override
  public int javaFeature() {
    return Runtime.version().feature();
  }

  @Override
  public CodeState bring(CodeOffer offer) {
    return code.bring(offer);
  }

  @Override
  public Optional<Started> start(Order order, String digest, SlotRequest slot) {
    List<String> options = options(order, code.files(digest));
    if (ended || sessions.isLeaving() || !slots.take(this, slot)) {
      return Optional.empty();
    }
    Lodger lodger;
    try {
      lodger = lodgings.start(
          options,
          order.environment(),
          order.directory().orElse(null),
          JvmShare.of(slots.all()),
          boot(order));
    } catch (IOException e) {
      freeSlot(slot);
      throw new TroupeException("Node " + place.node() + ": " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      freeSlot(slot);
      throw e;
    }
    Guest guest = lodge(order.name(), lodger, slot);
    if (ended) {
      guest.end(true);
    }
    return Optional.of(new Started(guest.number(), lodger.pid()));
  }

  private Guest lodge(String name, Lodger lodger, SlotRequest slot) {
    Guest guest = new Guest(numbers.incrementAndGet(), name, lodger, slot, news);
    guests.put(guest.number(), guest);
    Tenancy<Slots.Tenant> tenancy = guest.tenancy(this);
    if (guest.canMakeRoom()) {
      slots.add(tenancy);
    }
    guest.watch(end -> {
      onEnded(guest, end);
      slots.remove(tenancy);
      freeSlot(slot);
    });
    if (guest.number() == 1) {
      log.info("The program {} has processes here now", program);
    }
    return guest;
  }

  private static List<String> options(Order order, List<Path> files) {
    List<String> options = new ArrayList<>(order.jvmOptions());
    if (!files.isEmpty()) {
      options.add("-cp");
      options.add(
          files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }
    return options;
  }

  /** The program is to be reached from here as this node knows it. */
  private BootRecord boot(Order order) throws InvalidProtocolBufferException {
    BootRecord boot = BootRecord.parseFrom(order.bootRecord());
    return boot.toBuilder()
        .setAddress(Routes.at(place.toString(), boot.getAddress()))
        .setRouting(Routing.newBuilder()
            .setPlace(place.node())
            .setHome(place.toString())
            .setRouter(router))
        .build();
  }

  private void onEnded(Guest guest, Lodger.End end) {
    guests.remove(guest.number());
    if (!ended) { // else the program has been told, or is not there
      news.add(new NodeNews.Exited(guest.number(), end.status(), end.runningTask()));
    }
    closeCodeIfUnused();
  }

  @Override
  public int elsewhere() {
    return elsewhere;
  }

  private void freeSlot(SlotRequest slot) {
    slots.free(this, slot);
    sessions.slotFree();
  }

  @Override
  public void end(long jvm, boolean forcibly) {
    Guest guest = guests.get(jvm);
    if (guest != null) {
      guest.end(forcibly);
    }
  }

  @Override
  public List<NodeNews> news(int slotsElsewhere) {
    elsewhere = slotsElsewhere;
    if (news.isClosed()) {
      throw new IllegalStateException("the program " + program + " uses this node no more");
    }
    heard = System.nanoTime();
    try {
      return news.take(NEWS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      heard = System.nanoTime();
    }
  }

  void tell(NodeNews told) {
    news.add(told);
  }

  void tellMembers(List<NodeInfo> nodes) {
    news.add(new NodeNews.Members(nodes));
  }

  /** Tells how the processes fare, and ends all if it was not asked for long. */
  void look() {
    if (System.nanoTime() - heard > SILENCE.toNanos()) {
      log.warn(
          "The program {} has been silent for {} s: its {} processes here are ended",
          program,
          SILENCE.toSeconds(),
          guests.size());
      leave();
    } else {
      guests.values().forEach(Guest::tellFares);
    }
  }

  /** The connection of the program has ended. */
  @Override
  public void onEnd() {
    if (!ended) {
      log.info("The program {} has gone; {} processes are ended", program, guests.size());
      Guest.daemon(this::leave, "troupe-node-leave");
    }
  }

  @Override
  public void notMet(long token, String reason) {
    sessions.notMet(token, reason);
  }

  @Override
  public void leave() {
    if (!ended && numbers.get() > 0) {
      log.info("The program {} leaves", program);
    }
    ended = true;
    sessions.remove(this);
    slots.leaves(this);
    news.close();
    guests.values().forEach(guest -> guest.end(true));
    closeCodeIfUnused();
  }

  private void closeCodeIfUnused() {
    if (ended && guests.isEmpty()) {
      code.close();
    }
  }

  /** Ends what the program still has here, for the node leaves. */
  void endWithNode() {
    ended = true;
    news.add(new NodeNews.Left());
    guests.values().forEach(guest -> guest.end(true));
  }

  /** Waits until the program knows, if it still asks. */
  void awaitTold() throws InterruptedException {
    news.awaitTold(LAST_NEWS_MILLIS);
  }

  int running() {
    return guests.size();
  }

  /** Returns the names of its processes, for people. */
  Stream<String> runningNames() {
    return guests.values().stream().map(guest -> guest.describe() + " of " + program);
  }

  NodeStatus.Program status() {
    return new NodeStatus.Program(
        program, guests.values().stream().map(Guest::status).toList());
  }

  long number() {
    return place.program();
  }

  @Override
  public String toString() {
    return program;
  }
}
