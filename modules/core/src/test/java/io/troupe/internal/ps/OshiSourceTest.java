package io.troupe.internal.ps;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.ps.MemoryInfo;
import io.troupe.ps.NetConnection;
import io.troupe.ps.OsThread;
import io.troupe.ps.ProcessInfo;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OSHI runs on Linux, too: there both sources must say the same. */
@Timeout(60)
class OshiSourceTest {
  private final long own = ProcessHandle.current().pid();
  private final ProcessSource oshi = new OshiSource();
  private final ProcessSource linux = new LinuxSource();

  @Test
  void look_isTheSameAsThatOfProc() {
    ProcessInfo portable = oshi.look(own).orElseThrow();
    ProcessInfo fast = linux.look(own).orElseThrow();

    assertThat(portable.pid()).isEqualTo(own);
    assertThat(portable.name()).isEqualTo(fast.name());
    assertThat(portable.ppid()).isEqualTo(fast.ppid());
    assertThat(portable.username()).isEqualTo(fast.username());
    assertThat(portable.memory().rss()).isPositive();
    assertThat(portable.memory().vms()).isGreaterThan(portable.memory().rss());
    assertThat(portable.cpuTimes().total()).isPositive();
    assertThat(portable.numThreads()).isGreaterThan(1);
    assertThat(portable.status().hasEnded()).isFalse();
  }

  @Test
  void createTime_isTheSameEachTime() {
    List<ProcessInfo> looks =
        List.of(oshi.look(own).orElseThrow(), oshi.look(own).orElseThrow());
    assertThat(looks.get(0).isSameProcess(looks.get(1))).isTrue();
    assertThat(oshi.lookAtAll()).anyMatch(looks.get(0)::isSameProcess);
  }

  @Test
  void otherFacts_areTheSame() {
    assertThat(oshi.exe(own)).isEqualTo(linux.exe(own));
    assertThat(oshi.cwd(own)).isEqualTo(linux.cwd(own));
    assertThat(oshi.cmdline(own)).isEqualTo(linux.cmdline(own));
    assertThat(oshi.environ(own)).isEqualTo(linux.environ(own));
    assertThat(oshi.totalMemory()).isEqualTo(linux.totalMemory());
    // On Linux it leaves out the thread that has the number of the process.
    assertThat(oshi.threads(own)).extracting(OsThread::id).isNotEmpty().isSorted();
    assertThat(oshi.ioCounters(own)).isPresent();
    assertThat(oshi.pids()).contains(own, 1L).isSorted();
  }

  @Test
  void netConnections_areTheSame() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(oshi.netConnections(own, NetConnection.Kind.TCP))
          .anyMatch(each -> each.local().equals(Optional.of(listener.getLocalSocketAddress()))
              && each.state() == NetConnection.State.LISTEN);
    }
  }

  @Test
  void noSuchProcess_isEmpty() {
    assertThat(oshi.look(Long.MAX_VALUE)).isEmpty();
    assertThat(oshi.look(Integer.MAX_VALUE)).isEmpty();
    assertThat(oshi.exe(Integer.MAX_VALUE)).isEmpty();
    assertThat(oshi.cmdline(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void whatItDoesNotKnow_isEmpty() {
    assertThat(oshi.fullMemory(own)).isEmpty();
    assertThat(linux.fullMemory(own)).map(MemoryInfo.Full::pss).isNotEmpty();
    assertThat(oshi.openFiles(own)).isEmpty();
    assertThat(oshi.numFds(own)).isEmpty();
  }
}
