package io.troupe.internal.boot;

import io.troupe.proto.BootRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends this process when its host is gone. The end of the link says so first; this is for the host that died before the
 * link was up, and for a link that nobody reads any more.
 */
final class HostWatch {
  /** The exit status of a process whose host is gone; nobody is left to read it. */
  static final int HOST_GONE = 23;

  private HostWatch() {}

  static void start(BootRecord boot) {
    Optional<ProcessHandle> host = ProcessHandle.of(boot.getHostPid());
    if (host.isEmpty() || isAnother(host.get(), boot.getHostStart())) {
      Runtime.getRuntime().halt(HOST_GONE);
    }
    host.get().onExit().thenRun(() -> Runtime.getRuntime().halt(HOST_GONE));
  }

  private static boolean isAnother(ProcessHandle process, long start) {
    Optional<Instant> actual = process.info().startInstant();
    return start != 0 && actual.isPresent() && actual.get().toEpochMilli() != start;
  }
}
