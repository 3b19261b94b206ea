package io.troupe.internal.link;

import com.google.protobuf.ByteString;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.internal.link.handshake.Invitation;
import io.troupe.internal.link.handshake.Session;
import io.troupe.internal.wait.CpuGate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The invitations of one socket: those of processes that were told to connect, and one for all that
 * know a key. Thread-safe.
 */
final class Invitations implements LongFunction<@Nullable Invitation> {
  private final CpuGate cpu;
  private final Map<Long, Single> singles = new ConcurrentHashMap<>();
  private volatile @Nullable Standing standing;
  private volatile boolean closed;

  Invitations(CpuGate cpu) {
    this.cpu = cpu;
  }

  /** Invites one process; the stage fails when the invitation is withdrawn. */
  CompletionStage<Link> invite(long process, byte[] key) {
    Single single = new Single(process, key);
    if (singles.putIfAbsent(process, single) != null) {
      throw new IllegalStateException("Process " + process + " is expected already");
    }
    if (closed) {
      withdraw(process, "the runtime takes no more connections");
    }
    return single.link;
  }

  /** Invites all that know a key. */
  void invite(byte[] key, Supplier<ByteString> greeting, Consumer<Link> guests) {
    standing = new Standing(key, greeting, guests);
  }

  @Override
  public @Nullable Invitation apply(long number) {
    if (closed) {
      return null;
    }
    return number == 0 ? standing : singles.get(number);
  }

  void withdraw(long process, String reason) {
    Single single = singles.remove(process);
    if (single != null) {
      single.fail(reason);
    }
  }

  void close() {
    closed = true;
    singles.keySet().forEach(process -> withdraw(process, "the runtime takes no more connections"));
  }

  private Link link(Session session) {
    return new StreamLink(session, cpu);
  }

  /** For one process, once. */
  private final class Single implements Invitation {
    private final long process;
    private final byte[] key;
    private final CompletableFuture<Link> link = new CompletableFuture<>();

    Single(long process, byte[] key) {
      if (key.length != Hmac.KEY) {
        throw new IllegalArgumentException(
            "A key must have " + Hmac.KEY + " bytes, this one has " + key.length);
      }
      this.process = process;
      this.key = key.clone();
    }

    @Override
    public byte[] key() {
      return key;
    }

    @Override
    public boolean claim() {
      return singles.remove(process, this);
    }

    @Override
    public ByteString greeting() {
      return ByteString.EMPTY;
    }

    @Override
    public void accept(Session session) {
      Link made = link(session);
      if (!link.complete(made)) {
        made.close();
      }
    }

    @Override
    public void fail(String reason) {
      link.completeExceptionally(new LinkClosedException(
          "Process " + Long.toUnsignedString(process) + " has no link: " + reason, null));
    }
  }

  /** For all that know the key, as often as they like. */
  private final class Standing implements Invitation {
    private final byte[] key;
    private final Supplier<ByteString> greeting;
    private final Consumer<Link> guests;

    Standing(byte[] key, Supplier<ByteString> greeting, Consumer<Link> guests) {
      this.key = key.clone();
      this.greeting = greeting;
      this.guests = guests;
    }

    @Override
    public byte[] key() {
      return key;
    }

    @Override
    public boolean claim() {
      return true;
    }

    @Override
    public ByteString greeting() {
      return greeting.get();
    }

    @Override
    public void accept(Session session) {
      guests.accept(link(session));
    }

    @Override
    public void fail(String reason) {
      // The guest may come again.
    }
  }
}
