package io.troupe.connection;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Listener} and its {@link Client}s trust each other. Both sides need the same key and the same choice of TLS.
 * Immutable.
 *
 * @param key what both sides must know; null lets anybody in who reaches the address. Even an empty key is asked for.
 * @param timeout for connecting and proving the key, positive; 10 s by default. A listener serves others meanwhile.
 * @param tls encrypts, and shows the client that the listener is the host it asked for; null leaves messages in the clear, which a
 *     Unix-domain socket may and a network should not
 */
@SuppressWarnings(
    "ArrayRecordComponent") // A key is bytes wherever it comes from; it is copied on the way in and
// out.
public record ConnectionOptions(
    byte @Nullable [] key, Duration timeout, @Nullable SSLContext tls) {

  /** Checks the timeout and copies the key. */
  public ConnectionOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, was " + timeout);
    }
    key = key == null ? null : key.clone();
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
    return new ConnectionOptions(newKey, timeout, tls);
  }

  public ConnectionOptions withTimeout(Duration newTimeout) {
    return new ConnectionOptions(key, newTimeout, tls);
  }

  public ConnectionOptions withTls(@Nullable SSLContext newTls) {
    return new ConnectionOptions(key, timeout, newTls);
  }

  /** Names the options, but never the key. */
  @Override
  public String toString() {
    return "ConnectionOptions[keyed=" + (key != null) + ", timeout=" + timeout + ", tls="
        + (tls != null) + "]";
  }
}
