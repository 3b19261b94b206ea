package io.troupe.internal.object;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.link.Links;
import io.troupe.internal.link.PromisedLink;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.log.Log;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.internal.wait.Cores;
import io.troupe.proto.Frame;
import io.troupe.proto.ObjectHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runtimes whose objects this one uses, or could use, each by its number. Two that connect with
 * each other at the same moment have two links, each of which then serves the one that made it;
 * otherwise one link serves both. Thread-safe.
 */
final class Associations {
  private static final Log log = Log.of(Associations.class);

  private final Objects objects;
  private final ObjectHost runtime;
  private final Map<Long, Association> byRuntime = new ConcurrentHashMap<>();
  private final Map<Long, Supplier<Link>> gateways = new ConcurrentHashMap<>();

  // How many frames were sent that are not answered, and how many of them are known to have
  // arrived.
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong arrived = new AtomicLong();

  /** Present once there are handles of objects of this runtime. */
  private volatile @Nullable ObjectHandle origin;

  private volatile @Nullable Association host;

  Associations(Objects objects, ObjectHost runtime) {
    this.objects = objects;
    this.runtime = runtime;
  }

  Association withHost(Link link, long runtime, long pid, FrameHandler process) {
    Association made = new Association(objects, Association.Role.HOST, link, process);
    host = made;
    add(runtime, made);
    return made.start(pid);
  }

  @Nullable
  Association host() {
    return host;
  }

  void welcome(Link link, Association.Role role) {
    new Association(objects, role, link, new NoProcess()).start(0);
  }

  void welcome(Link link, AllowedClasses allowed) {
    Border border = new Border(objects, allowed, objects.id(), 0);
    new Association(objects, Association.Role.CLIENT, link, new NoProcess(), border).start(0);
  }

  /** As {@link Objects#handle}. */
  ObjectHandle.Builder handle(long object) {
    ObjectHandle known = origin;
    ObjectHandle.Builder handle = (known == null ? makeReachable() : known).toBuilder();
    return handle.setAddress(Routes.publish(handle.getAddress())).setObject(object);
  }

  /**
   * The host, whose link is there already, is told which runtime this is; those that connect for a
   * handle know.
   */
  private synchronized ObjectHandle makeReachable() {
    ObjectHandle known = origin;
    if (known == null) {
      byte[] key = Hmac.newKey();
      objects.closeWithRuntime(); // what uses these objects hears of the end by the end of its link
      runtime.linkServer().welcome(key, link -> welcome(link, Association.Role.NEIGHBOUR));
      if (host != null) {
        host.introduce(0);
      }
      known = ObjectHandle.newBuilder()
          .setOwner(objects.id())
          .setAddress(runtime.linkServer().localAddress())
          .setKey(ByteString.copyFrom(key))
          .setOwnerPid(ProcessHandle.current().pid())
          .build();
      origin = known;
    }
    return known;
  }

  /** Returns that with the owner of a handle, which may still be being linked. */
  Association with(ObjectHandle handle) {
    Association known = byRuntime.get(handle.getOwner());
    if (known != null) {
      return known;
    }
    PromisedLink link = new PromisedLink();
    Association made = associated(handle, link).start(handle); // says who it is before all else
    known = byRuntime.putIfAbsent(handle.getOwner(), made);
    if (known == null) {
      connectElsewhere(handle, made, link);
      known = made;
    }
    return known;
  }

  /** On a thread of its own: a handshake with a process that is stopped takes a minute. */
  private void connectElsewhere(ObjectHandle handle, Association made, PromisedLink link) {
    try {
      Thread thread = new Thread(() -> connect(handle, made, link), "troupe-connect");
      thread.setDaemon(true);
      thread.start();
    } catch (RuntimeException | Error e) {
      fail(made, link, e);
      throw e;
    }
  }

  private void connect(ObjectHandle handle, Association made, PromisedLink promised) {
    Link link;
    try {
      Credentials credentials =
          Credentials.guest(objects.runtime(), handle.getKey().toByteArray());
      link = Links.connect(handle.getAddress(), credentials, Cores.gate());
    } catch (RuntimeException | Error e) {
      fail(made, promised, e);
      return;
    }
    try {
      promised.keep(link);
    } catch (LinkClosedException e) {
      log.debug("{} was gone as soon as it was linked", made, e);
    }
  }

  private static void fail(Association made, PromisedLink link, Throwable cause) {
    made.unreachable(cause);
    link.fail(cause);
  }

  private Association associated(ObjectHandle handle, Link link) {
    Border border = handle.hasBeyond()
        ? new Border(
            objects,
            AllowedClasses.of(handle.getBeyond().getAllowedList()),
            handle.getOwner(),
            handle.getBeyond().getCallTimeoutNanos())
        : null;
    return new Association(objects, Association.Role.NEIGHBOUR, link, new NoProcess(), border);
  }

  /** Uses an association that is there for what else will be said between the two. */
  void add(long runtime, Association association) {
    if (byRuntime.putIfAbsent(runtime, association) == null && association.isClosed()) {
      byRuntime.remove(runtime, association); // it has ended before it was put there
    }
  }

  void remove(Association association) {
    byRuntime.forEach((runtime, known) -> {
      if (known == association && byRuntime.remove(runtime, known)) {
        gateways.remove(runtime);
      }
    });
  }

  /** As {@link Objects#use}. */
  AutoCloseable use(ObjectHandle here, Link link, Supplier<Link> more) {
    gateways.put(here.getOwner(), more);
    Association association = associated(here, link).start(here);
    byRuntime.put(here.getOwner(), association);
    return association::close;
  }

  /**
   * Makes a link to an owner of whose links one is {@linkplain #use in use}.
   *
   * @throws OwnerLostException if there is none
   */
  Link gateway(long owner) {
    Supplier<Link> more = gateways.get(owner);
    if (more == null) {
      throw new OwnerLostException("This process is not connected with the owner " + owner);
    }
    return more.get();
  }

  /** Takes note of a frame that was sent to one of them, and that a fence is to wait for. */
  void told() {
    told.incrementAndGet();
  }

  void fence(long nanos) {
    long sent = told.get();
    if (arrived.get() < sent && fenceExcept(null, nanos)) {
      arrived.accumulateAndGet(sent, Math::max);
    }
  }

  boolean fenceExcept(@Nullable Owner except, long nanos) {
    long begin = System.nanoTime();
    boolean all = true;
    for (Association association : byRuntime.values()) {
      if (association != except) {
        all &= association.fence(Math.max(0, nanos - (System.nanoTime() - begin)));
      }
    }
    return all;
  }

  void close() {
    byRuntime.values().forEach(Association::close);
  }

  /** For a runtime that neither started the other one nor was started by it. */
  static final class NoProcess implements FrameHandler {
    @Override
    public void onFrame(Frame frame) {
      throw new IllegalStateException(
          "no use for a frame with " + frame.getBodyCase() + " from a runtime that is no host");
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
      // Nothing but its objects is lost.
    }
  }
}
