package io.troupe.internal.object;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.link.Links;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.internal.wait.Cores;
import io.troupe.proto.Frame;
import io.troupe.proto.ObjectHandle;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runtimes whose objects this one uses, or could use, each by its number. Two that connect with
 * each other at the same moment have two links, each of which then serves the one that made it;
 * otherwise one link serves both. Thread-safe.
 */
final class Associations {

  /** So long whoever is interrupted before waits for an owner that runs. */
  private static final long INTERRUPTED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Objects objects;
  private final Supplier<LinkServer> server;
  private final Map<Long, CompletableFuture<Association>> byRuntime = new ConcurrentHashMap<>();
  private final Map<Long, Supplier<Link>> gateways = new ConcurrentHashMap<>();

  // How many frames were sent that are not answered, and how many of them are known to have
  // arrived.
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong arrived = new AtomicLong();

  /** Present once there are handles of objects of this runtime. */
  private volatile @Nullable ObjectHandle origin;

  private volatile @Nullable Association host;

  Associations(Objects objects, Supplier<LinkServer> server) {
    this.objects = objects;
    this.server = server;
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
      server.get().welcome(key, link -> welcome(link, Association.Role.NEIGHBOUR));
      if (host != null) {
        host.introduce(0);
      }
      known = ObjectHandle.newBuilder()
          .setOwner(objects.id())
          .setAddress(server.get().localAddress())
          .setKey(ByteString.copyFrom(key))
          .setOwnerPid(ProcessHandle.current().pid())
          .build();
      origin = known;
    }
    return known;
  }

  /** Returns that with the owner of a handle. Blocks where there is none yet. */
  Association with(ObjectHandle handle) {
    CompletableFuture<Association> made = new CompletableFuture<>();
    CompletableFuture<Association> known = byRuntime.putIfAbsent(handle.getOwner(), made);
    if (known == null) {
      connectElsewhere(handle, made);
      known = made;
    }
    boolean interrupted =
        Thread.interrupted(); // an early one counts no more than an owner that runs takes
    try {
      return interrupted ? known.get(INTERRUPTED_NANOS, TimeUnit.NANOSECONDS) : known.get();
    } catch (InterruptedException e) {
      interrupted = true;
      throw LostObject.unreachable(handle, e);
    } catch (TimeoutException e) {
      throw LostObject.unreachable(handle, e);
    } catch (ExecutionException e) {
      throw LostObject.unreachable(handle, e.getCause() == null ? e : e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * On a thread of its own, for no interrupt ends a handshake, and one of a process that is stopped
   * takes a minute.
   */
  private void connectElsewhere(ObjectHandle handle, CompletableFuture<Association> made) {
    try {
      Thread thread = new Thread(() -> connect(handle, made), "troupe-connect");
      thread.setDaemon(true);
      thread.start();
    } catch (RuntimeException | Error e) {
      byRuntime.remove(handle.getOwner(), made);
      made.completeExceptionally(e);
    }
  }

  private void connect(ObjectHandle handle, CompletableFuture<Association> made) {
    try {
      Credentials credentials =
          Credentials.guest(objects.runtime(), handle.getKey().toByteArray());
      Link link = Links.connect(handle.getAddress(), credentials, Cores.gate());
      made.complete(started(handle, link));
    } catch (RuntimeException | Error e) {
      byRuntime.remove(handle.getOwner(), made);
      made.completeExceptionally(e);
      return;
    }
    forgetIfClosed(handle.getOwner(), made);
  }

  private Association started(ObjectHandle handle, Link link) {
    Border border = handle.hasBeyond()
        ? new Border(
            objects,
            AllowedClasses.of(handle.getBeyond().getAllowedList()),
            handle.getOwner(),
            handle.getBeyond().getCallTimeoutNanos())
        : null;
    return new Association(objects, Association.Role.NEIGHBOUR, link, new NoProcess(), border)
        .start(handle);
  }

  /** Uses an association that is there for what else will be said between the two. */
  void add(long runtime, Association association) {
    CompletableFuture<Association> made = CompletableFuture.completedFuture(association);
    if (byRuntime.putIfAbsent(runtime, made) == null) {
      forgetIfClosed(runtime, made);
    }
  }

  /** It may have ended before it was put there. */
  private void forgetIfClosed(long runtime, CompletableFuture<Association> made) {
    if (made.join().isClosed()) {
      byRuntime.remove(runtime, made);
    }
  }

  void remove(Association association) {
    byRuntime.forEach((runtime, known) -> {
      if (connected(known) == association && byRuntime.remove(runtime, known)) {
        gateways.remove(runtime);
      }
    });
  }

  /** As {@link Objects#use}. */
  AutoCloseable use(ObjectHandle here, Link link, Supplier<Link> more) {
    gateways.put(here.getOwner(), more);
    Association association = started(here, link);
    byRuntime.put(here.getOwner(), CompletableFuture.completedFuture(association));
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
    for (CompletableFuture<Association> known : byRuntime.values()) {
      Association association = connected(known);
      if (association != null && association != except) {
        all &= association.fence(Math.max(0, nanos - (System.nanoTime() - begin)));
      }
    }
    return all;
  }

  void close() {
    for (CompletableFuture<Association> known : byRuntime.values()) {
      Association association = connected(known);
      if (association != null) {
        association.close();
      }
    }
  }

  private static @Nullable Association connected(CompletableFuture<Association> association) {
    return association.isDone() && !association.isCompletedExceptionally()
        ? association.join()
        : null;
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
