package io.troupe.internal.directory;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Where sockets are made that only processes of the same user may reach. Thread-safe. */
public interface SocketDirectory {

  /** Returns an address for a socket that was never used. */
  UnixDomainSocketAddress newAddress();

  /**
   * Returns the one of this JVM: in a child, the directory of its host, which outlives it and needs
   * not be made.
   */
  static SocketDirectory ofThisJvm() {
    SocketDirectory hosts = Guest.current;
    return hosts == null ? RuntimeDirectory.ofThisJvm() : hosts;
  }

  /**
   * Has the sockets of this JVM made in a directory of its host, from now on.
   *
   * @param directory of the host's runtime
   */
  static void useThatOfHost(Path directory) {
    Guest.current = new Guest(directory);
  }

  /** A JVM that lives in another's directory. What it leaves there goes with its host. */
  final class Guest implements SocketDirectory {
    private static volatile @Nullable Guest current;

    private final AtomicLong sockets = new AtomicLong();
    private final Path directory;
    private final String prefix =
        Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX) + "-";

    private Guest(Path directory) {
      this.directory = directory;
    }

    @Override
    public UnixDomainSocketAddress newAddress() {
      return UnixDomainSocketAddress.of(directory.resolve(
          prefix + Long.toString(sockets.incrementAndGet(), Character.MAX_RADIX)));
    }
  }
}
