package io.troupe.internal.ps;

import io.troupe.ps.IoCounters;
import io.troupe.ps.MemoryInfo;
import io.troupe.ps.NetConnection;
import io.troupe.ps.OpenFile;
import io.troupe.ps.OsThread;
import io.troupe.ps.ProcessInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks the system about its processes. What a source does not know is empty. Thread-safe. */
public interface ProcessSource {

  /** Returns the source that suits this system. */
  static ProcessSource ofThisSystem() {
    return Holder.VALUE;
  }

  /** Chosen once. */
  final class Holder {
    private static final ProcessSource VALUE =
        Files.isReadable(Path.of("/proc/self/stat")) ? new LinuxSource() : new OshiSource();

    private Holder() {}
  }

  /** Returns the numbers of all processes, sorted. */
  List<Long> pids();

  /** Returns the cheap facts of a process; empty if there is none of this number. */
  Optional<ProcessInfo> look(long pid);

  /** Returns the cheap facts of all processes, in the order of their numbers. */
  List<ProcessInfo> lookAtAll();

  /** Returns the memory of the machine in bytes; 0 if unknown. */
  long totalMemory();

  Optional<Path> exe(long pid);

  Optional<Path> cwd(long pid);

  List<String> cmdline(long pid);

  Map<String, String> environ(long pid);

  List<OsThread> threads(long pid);

  List<NetConnection> netConnections(long pid, NetConnection.Kind kind);

  default Optional<MemoryInfo.Full> fullMemory(long pid) {
    return Optional.empty();
  }

  default List<OpenFile> openFiles(long pid) {
    return List.of();
  }

  default OptionalInt numFds(long pid) {
    return OptionalInt.empty();
  }

  default Optional<IoCounters> ioCounters(long pid) {
    return Optional.empty();
  }
}
