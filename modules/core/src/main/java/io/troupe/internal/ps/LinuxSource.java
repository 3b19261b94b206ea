package io.troupe.internal.ps;

import io.troupe.ps.IoCounters;
import io.troupe.ps.MemoryInfo;
import io.troupe.ps.NetConnection;
import io.troupe.ps.OpenFile;
import io.troupe.ps.OsThread;
import io.troupe.ps.ProcessInfo;
import io.troupe.ps.ProcessInfo.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code /proc}. Thread-safe. */
final class LinuxSource implements ProcessSource {
  /** The kernel keeps as many bytes of a name. */
  private static final int LONGEST_NAME = 15;

  private static final String DELETED = " (deleted)";
  private static final String SOCKET = "socket:[";

  // The two lowest bits of a file's flags, and that for appending.
  private static final long ACCESS = 3;
  private static final long APPEND = 02000;

  private final UserNames users = new UserNames();
  private final DeviceNames devices = new DeviceNames();
  private final Instant booted = booted();

  private static Instant booted() {
    String line = ProcFiles.lines("/proc/stat").stream()
        .filter(each -> each.startsWith("btime "))
        .findFirst()
        .orElse("btime 0");
    return Instant.ofEpochSecond(
        Long.parseLong(line.substring("btime ".length()).trim()));
  }

  @Override
  public List<Long> pids() {
    return ProcFiles.numbers("/proc");
  }

  @Override
  public List<ProcessInfo> lookAtAll() {
    List<ProcessInfo> all = new ArrayList<>();
    for (long pid : pids()) {
      look(pid).ifPresent(all::add);
    }
    return all;
  }

  @Override
  public Optional<ProcessInfo> look(long pid) {
    try {
      Stat stat = Stat.parse(ProcFiles.bytes(pid, "stat"));
      StatusFile status = new StatusFile(ProcFiles.text(pid, "status"));
      boolean thread =
          status.number("Tgid") != pid; // threads can be looked at, too, but are not listed
      return thread ? Optional.empty() : Optional.of(info(pid, stat, status));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  private ProcessInfo info(long pid, Stat stat, StatusFile status) {
    Optional<Ids> uids = status.ids("Uid");
    return new ProcessInfo(
        pid,
        booted.plus(stat.started()),
        stat.parent(),
        name(pid, stat),
        stat.status(),
        uids.map(ids -> users.of(pid, ids)),
        devices.terminal(stat.terminal()),
        stat.cpuTimes(),
        status.memory(stat.virtualBytes()),
        stat.threads(),
        OptionalInt.of(stat.nice()),
        uids,
        status.ids("Gid"),
        status.switches());
  }

  /** A name that was cut is longer in the command. */
  private String name(long pid, Stat stat) {
    String name = stat.name();
    if (name.length() >= LONGEST_NAME) {
      List<String> command = cmdline(pid);
      String whole = command.isEmpty() ? "" : command.get(0);
      String base = whole.substring(whole.lastIndexOf('/') + 1);
      return base.startsWith(name) ? base : name;
    }
    return name;
  }

  @Override
  public long totalMemory() {
    return new StatusFile(String.join("\n", ProcFiles.lines("/proc/meminfo"))).bytes("MemTotal");
  }

  /** A program that was replaced by an update runs on. */
  @Override
  public Optional<Path> exe(long pid) {
    return ProcFiles.link(ProcFiles.path(pid, "exe")).map(path -> {
      String text = path.toString();
      return text.endsWith(DELETED) && !Files.exists(path)
          ? Path.of(text.substring(0, text.length() - DELETED.length()))
          : path;
    });
  }

  @Override
  public Optional<Path> cwd(long pid) {
    return ProcFiles.link(ProcFiles.path(pid, "cwd"));
  }

  /** A program that writes over its arguments, to say what it does, leaves one text. */
  @Override
  public List<String> cmdline(long pid) {
    byte[] bytes = bytesOrNone(pid, "cmdline");
    List<String> arguments = ProcFiles.strings(bytes);
    boolean rewritten = arguments.size() == 1 && bytes[bytes.length - 1] != 0;
    return rewritten ? List.of(arguments.get(0).split(" ")) : List.copyOf(arguments);
  }

  private static byte[] bytesOrNone(long pid, String name) {
    try {
      return ProcFiles.bytes(pid, name);
    } catch (IOException refused) {
      return new byte[0];
    }
  }

  @Override
  public Map<String, String> environ(long pid) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String each : ProcFiles.strings(bytesOrNone(pid, "environ"))) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        variables.putIfAbsent(each.substring(0, equals), each.substring(equals + 1));
      }
    }
    return variables;
  }

  @Override
  public List<OsThread> threads(long pid) {
    List<OsThread> threads = new ArrayList<>();
    for (long id : ProcFiles.numbers("/proc/" + pid + "/task")) {
      try {
        Stat stat = Stat.parse(ProcFiles.bytes(pid, "task/" + id + "/stat"));
        threads.add(new OsThread(id, stat.name(), stat.user(), stat.system()));
      } catch (IOException ended) {
        // Threads come and go.
      }
    }
    return threads;
  }

  @Override
  public Optional<MemoryInfo.Full> fullMemory(long pid) {
    StatusFile pages = keyed(pid, "smaps_rollup");
    return pages.value("Pss").isEmpty()
        ? Optional.empty()
        : Optional.of(new MemoryInfo.Full(
            pages.bytes("Private_Clean")
                + pages.bytes("Private_Dirty")
                + pages.bytes("Private_Hugetlb"),
            pages.bytes("Pss"),
            pages.bytes("Swap")));
  }

  private static StatusFile keyed(long pid, String name) {
    return new StatusFile(String.join("\n", ProcFiles.lines("/proc/" + pid + "/" + name)));
  }

  @Override
  public Optional<IoCounters> ioCounters(long pid) {
    StatusFile io = keyed(pid, "io");
    return io.value("syscr").isEmpty()
        ? Optional.empty()
        : Optional.of(new IoCounters(
            io.number("syscr"),
            io.number("syscw"),
            io.number("read_bytes"),
            io.number("write_bytes"),
            io.number("rchar"),
            io.number("wchar")));
  }

  private static List<Long> descriptors(long pid) {
    return ProcFiles.numbers("/proc/" + pid + "/fd");
  }

  @Override
  public OptionalInt numFds(long pid) {
    int count = descriptors(pid).size();
    boolean refused = count == 0 && !Files.isReadable(ProcFiles.path(pid, "fd"));
    return refused ? OptionalInt.empty() : OptionalInt.of(count);
  }

  @Override
  public List<OpenFile> openFiles(long pid) {
    List<OpenFile> files = new ArrayList<>();
    for (long fd : descriptors(pid)) {
      ProcFiles.link(ProcFiles.path(pid, "fd/" + fd))
          .filter(path -> path.isAbsolute() && Files.isRegularFile(path))
          .ifPresent(path -> files.add(openFile(pid, (int) fd, path)));
    }
    return files;
  }

  private static OpenFile openFile(long pid, int fd, Path path) {
    StatusFile info = keyed(pid, "fdinfo/" + fd);
    String octal = info.value("flags");
    if (octal.isEmpty()) {
      return new OpenFile(path, fd, OptionalLong.empty(), "", 0);
    }
    long flags = Long.parseLong(octal, 8);
    return new OpenFile(path, fd, OptionalLong.of(info.number("pos")), mode(flags), flags);
  }

  private static String mode(long flags) {
    boolean append = (flags & APPEND) != 0;
    return switch ((int) (flags & ACCESS)) {
      case 0 -> "r";
      case 1 -> append ? "a" : "w";
      default -> append ? "a+" : "r+";
    };
  }

  @Override
  public List<NetConnection> netConnections(long pid, NetConnection.Kind kind) {
    Map<Long, Integer> sockets = new HashMap<>();
    for (long fd : descriptors(pid)) {
      ProcFiles.link(ProcFiles.path(pid, "fd/" + fd))
          .map(Path::toString)
          .filter(target -> target.startsWith(SOCKET))
          .ifPresent(target -> sockets.putIfAbsent(
              Long.valueOf(target.substring(SOCKET.length(), target.length() - 1)), (int) fd));
    }
    return sockets.isEmpty() ? List.of() : new SocketTable(sockets).read(pid, kind);
  }
}
