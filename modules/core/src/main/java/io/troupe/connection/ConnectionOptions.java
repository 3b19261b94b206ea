package io.troupe.connection;

import io.troupe.internal.option.Checks;
import io.troupe.internal.payload.border.AllowedClasses;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Listener} and its {@link Client}s, or a manager at an address and those who connect
 * with it, trust each other. Both sides need the same key and the same choice of TLS.
 *
 * <p>Even for holders of the key, what comes over a network is data: numbers, texts, lists, maps,
 * times, Protobuf messages, records and enums without code of their own, exceptions of the JDK and
 * of Troupe. All else that would have the receiver run code crosses only if both sides allow its
 * class by name: {@link java.io.Serializable}, the functions that a class declares, records whose
 * constructor does something, exceptions of the program's own, which otherwise arrive as
 * {@link io.troupe.RemoteException}.
 *
 * <pre>{@code
 * ConnectionOptions options = ConnectionOptions.defaults().withKey(key).withAllowedClasses(Model.class);
 * }</pre>
 *
 * <p>Options with a key or with TLS do not cross to other processes. Immutable.
 *
 * @param key what both sides must know; null admits every client that can reach the address. Even
 *     an empty key is asked for.
 * @param timeout for connecting and proving the key, positive; 10 s by default. A listener serves
 *     others meanwhile.
 * @param tls encrypts, and shows the client that the listener is the host it asked for; null leaves
 *     messages in the clear, which a Unix-domain socket may and a network should not
 * @param allowedClasses the classes, and those declared in them, of which code may run for the
 *     other side, as {@link Class#getName} has them; {@code com.example.*} for those of a package;
 *     none by default
 * @param callTimeout how long a call of a manager that these options connect with, or of its
 *     objects, may take, positive; null, as by default, leaves that to
 *     {@link io.troupe.manager.ManagerBuilder#callTimeout} there. Has no effect elsewhere.
 */
@SuppressWarnings(
    "ArrayRecordComponent") // A key is bytes wherever it comes from; it is copied on the way in and
// out.
public record ConnectionOptions(
    byte @Nullable [] key,
    Duration timeout,
    @Nullable SSLContext tls,
    Set<String> allowedClasses,
    @Nullable Duration callTimeout) {

  /** Checks the timeouts and the names, and copies the key. */
  public ConnectionOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, was " + timeout);
    }
    if (callTimeout != null) {
      Checks.positive("callTimeout", callTimeout);
    }
    key = key == null ? null : key.clone();
    allowedClasses = AllowedClasses.of(allowedClasses).names();
  }

  /** No class is allowed, and calls have no limit. */
  public ConnectionOptions(byte @Nullable [] key, Duration timeout, @Nullable SSLContext tls) {
    this(key, timeout, tls, Set.of(), null);
  }

  /** No key, 10 s, no TLS. */
  public static ConnectionOptions defaults() {
    return new ConnectionOptions(null, Duration.ofSeconds(10), null);
  }

  @Override
  public byte @Nullable [] key() {
    return key == null ? null : key.clone();
  }

  public ConnectionOptions withKey(byte @Nullable [] newKey) {
    return new ConnectionOptions(newKey, timeout, tls, allowedClasses, callTimeout);
  }

  public ConnectionOptions withTimeout(Duration newTimeout) {
    return new ConnectionOptions(key, newTimeout, tls, allowedClasses, callTimeout);
  }

  public ConnectionOptions withTls(@Nullable SSLContext newTls) {
    return new ConnectionOptions(key, timeout, newTls, allowedClasses, callTimeout);
  }

  /** Allows these classes, too, and those that are declared in them. */
  public ConnectionOptions withAllowedClasses(Class<?>... classes) {
    return withAllowedClasses(Stream.of(classes).map(Class::getName).toArray(String[]::new));
  }

  /**
   * Allows these classes, too, and those that are declared in them.
   *
   * @param names {@code com.example.Point} or, for all classes of a package, {@code com.example.*}
   * @throws IllegalArgumentException if one is no such name
   */
  public ConnectionOptions withAllowedClasses(String... names) {
    Set<String> all = new LinkedHashSet<>(allowedClasses);
    all.addAll(List.of(names));
    return new ConnectionOptions(key, timeout, tls, all, callTimeout);
  }

  public ConnectionOptions withCallTimeout(@Nullable Duration newTimeout) {
    return new ConnectionOptions(key, timeout, tls, allowedClasses, newTimeout);
  }

  /** Names the options, but never the key. */
  @Override
  public String toString() {
    return "ConnectionOptions[keyed=" + (key != null) + ", timeout=" + timeout + ", tls="
        + (tls != null) + ", allowedClasses=" + allowedClasses + ", callTimeout=" + callTimeout
        + "]";
  }
}
