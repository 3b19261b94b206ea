package io.troupe.internal.manager;

import io.troupe.connection.ConnectionOptions;
import io.troupe.function.VoidTask0;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.wait.Deadline;
import io.troupe.manager.Manager;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts managers. */
public final class Managers {
  private Managers() {}

  /** Starts one in this JVM. */
  public static Manager start(@Nullable VoidTask0 initializer, @Nullable Duration callTimeout) {
    initialize(initializer);
    return DefaultManager.here(new ManagerCore(nanos(callTimeout)), null);
  }

  /** 0 is no limit. */
  static long nanos(@Nullable Duration limit) {
    return limit == null ? 0 : Deadline.nanos(limit);
  }

  private static void initialize(@Nullable VoidTask0 initializer) {
    try {
      if (initializer != null) {
        initializer.run();
      }
    } catch (Exception e) {
      throw Thrower.unchecked(e);
    }
  }

  /** Starts one in a process of its own. */
  public static Manager process(ManagerProcess.Settings settings) {
    return ManagerProcess.start(settings);
  }

  /** Starts one in this JVM that others can connect with. */
  public static Manager serve(
      @Nullable VoidTask0 initializer,
      @Nullable Duration callTimeout,
      SocketAddress address,
      ConnectionOptions options)
      throws IOException {
    byte[] key = options.key();
    if (key == null) {
      throw new IllegalArgumentException(
          "A manager at an address needs a key: who connects can use all that it has");
    }
    initialize(initializer);
    LinkServer server = Network.open(address, options);
    DefaultManager manager = DefaultManager.here(new ManagerCore(nanos(callTimeout)), server);
    Network.serve(server, key, AllowedClasses.of(options.allowedClasses()), manager);
    return manager;
  }

  /** Connects with one at an address. */
  public static Manager connect(SocketAddress address, ConnectionOptions options)
      throws IOException, InterruptedException {
    return Network.connect(address, options);
  }
}
