package io.troupe.internal.ps;

import io.troupe.ps.CpuTimes;
import io.troupe.ps.IoCounters;
import io.troupe.ps.MemoryInfo;
import io.troupe.ps.NetConnection;
import io.troupe.ps.NetConnection.Family;
import io.troupe.ps.NetConnection.State;
import io.troupe.ps.OsThread;
import io.troupe.ps.ProcessInfo;
import io.troupe.ps.ProcessInfo.ContextSwitches;
import io.troupe.ps.ProcessStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Asks OSHI. It says 0 and the empty text for what it does not know, and some things it never says.
 * Thread-safe.
 */
final class OshiSource implements ProcessSource {
  private static final String UNKNOWN = "unknown";

  private final SystemInfo machine = new SystemInfo();
  private final OperatingSystem system = machine.getOperatingSystem();

  @Override
  public List<Long> pids() {
    return system.getProcesses().stream()
        .map(process -> (long) process.getProcessID())
        .sorted()
        .toList();
  }

  @Override
  public List<ProcessInfo> lookAtAll() {
    return system.getProcesses().stream()
        .map(OshiSource::info)
        .sorted(Comparator.comparingLong(ProcessInfo::pid))
        .toList();
  }

  @Override
  public Optional<ProcessInfo> look(long pid) {
    return find(pid).map(OshiSource::info);
  }

  private Optional<OSProcess> find(long pid) {
    return pid > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.ofNullable(system.getProcess((int) pid))
            .filter(process -> process.getState() != OSProcess.State.INVALID);
  }

  private <T> T of(long pid, Function<OSProcess, T> fact, T none) {
    return find(pid).map(fact).orElse(none);
  }

  private static ProcessInfo info(OSProcess process) {
    return new ProcessInfo(
        process.getProcessID(),
        Instant.ofEpochMilli(process.getStartTime()),
        process.getParentProcessID(),
        process.getName(),
        status(process.getState()),
        known(process.getUser()),
        Optional.empty(),
        new CpuTimes(
            Duration.ofMillis(process.getUserTime()),
            Duration.ofMillis(process.getKernelTime()),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO),
        new MemoryInfo(process.getResidentMemory(), process.getVirtualSize(), 0, 0, 0),
        process.getThreadCount(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new ContextSwitches(
            process.getVoluntaryContextSwitches(), process.getInvoluntaryContextSwitches())));
  }

  private static ProcessStatus status(OSProcess.State state) {
    return switch (state) {
      case RUNNING -> ProcessStatus.RUNNING;
      case SLEEPING -> ProcessStatus.SLEEPING;
      case WAITING -> ProcessStatus.DISK_SLEEP;
      case ZOMBIE -> ProcessStatus.ZOMBIE;
      case STOPPED, SUSPENDED -> ProcessStatus.STOPPED;
      default -> ProcessStatus.UNKNOWN;
    };
  }

  private static Optional<String> known(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty() && !each.equals(UNKNOWN));
  }

  private static Optional<Path> path(String text) {
    try {
      return known(text).map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public long totalMemory() {
    return machine.getHardware().getMemory().getTotal();
  }

  @Override
  public Optional<Path> exe(long pid) {
    return of(pid, process -> path(process.getPath()), Optional.empty());
  }

  @Override
  public Optional<Path> cwd(long pid) {
    return of(pid, process -> path(process.getCurrentWorkingDirectory()), Optional.empty());
  }

  @Override
  public List<String> cmdline(long pid) {
    return of(pid, process -> List.copyOf(process.getArguments()), List.of());
  }

  @Override
  public Map<String, String> environ(long pid) {
    return of(pid, OSProcess::getEnvironmentVariables, Map.of());
  }

  @Override
  public List<OsThread> threads(long pid) {
    return of(pid, OshiSource::threadsOf, List.of());
  }

  private static List<OsThread> threadsOf(OSProcess process) {
    return process.getThreadDetails().stream()
        .map(thread -> new OsThread(
            thread.getThreadId(),
            thread.getName(),
            Duration.ofMillis(thread.getUserTime()),
            Duration.ofMillis(thread.getKernelTime())))
        .sorted(Comparator.comparingLong(OsThread::id))
        .toList();
  }

  @Override
  public Optional<IoCounters> ioCounters(long pid) {
    return find(pid)
        .map(process ->
            new IoCounters(0, 0, process.getBytesRead(), process.getBytesWritten(), 0, 0));
  }

  @Override
  public List<NetConnection> netConnections(long pid, NetConnection.Kind kind) {
    return system.getInternetProtocolStats().getConnections().stream()
        .filter(each -> each.getowningProcessId() == pid)
        .map(OshiSource::connection)
        .filter(each -> kind.includes(each.family(), each.type()))
        .toList();
  }

  private static NetConnection connection(IPConnection each) {
    boolean tcp = each.getType().startsWith("tcp");
    return new NetConnection(
        -1,
        each.getType().endsWith("6") ? Family.INET6 : Family.INET4,
        tcp ? NetConnection.Type.STREAM : NetConnection.Type.DATAGRAM,
        address(each.getLocalAddress(), each.getLocalPort()),
        address(each.getForeignAddress(), each.getForeignPort()),
        state(each.getState()));
  }

  private static Optional<SocketAddress> address(byte[] bytes, int port) {
    try {
      return port == 0
          ? Optional.empty()
          : Optional.of(new InetSocketAddress(
              bytes.length == 0
                  ? new InetSocketAddress(0).getAddress()
                  : InetAddress.getByAddress(bytes),
              port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }

  private static State state(@Nullable TcpState state) {
    if (state == null) {
      return State.NONE;
    }
    return switch (state) {
      case ESTABLISHED -> State.ESTABLISHED;
      case SYN_SENT -> State.SYN_SENT;
      case SYN_RECV -> State.SYN_RECV;
      case FIN_WAIT_1 -> State.FIN_WAIT1;
      case FIN_WAIT_2 -> State.FIN_WAIT2;
      case TIME_WAIT -> State.TIME_WAIT;
      case CLOSED -> State.CLOSE;
      case CLOSE_WAIT -> State.CLOSE_WAIT;
      case LAST_ACK -> State.LAST_ACK;
      case LISTEN -> State.LISTEN;
      case CLOSING -> State.CLOSING;
      default -> State.NONE;
    };
  }
}
