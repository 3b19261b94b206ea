package io.troupe.internal.cluster.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.cluster.NodeInfo;
import io.troupe.internal.cluster.call.CodeOffer;
import io.troupe.internal.cluster.call.CodeState;
import io.troupe.internal.cluster.call.FailoverCalls;
import io.troupe.internal.cluster.call.NodeCalls;
import io.troupe.internal.cluster.call.NodeNews;
import io.troupe.internal.cluster.call.NodeStatus;
import io.troupe.internal.cluster.call.ProgramSecret;
import io.troupe.internal.cluster.call.ReplicaCalls;
import io.troupe.internal.cluster.call.SessionCalls;
import io.troupe.internal.cluster.call.SlotRequest;
import io.troupe.spi.ProcessSite.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a program hears of the processes that it has on a node, at the node's end above all. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NodeLinkTest {
  private final Heard heard = new Heard();
  private final NodeLink link = NodeLink.enter(
      new Calls(), new NodeLink.Address("n:1", "n:1"), "test", ProgramSecret.random(), heard);

  /** A node that starts all that it is asked for, and has no news but none. */
  private static final class Calls implements NodeCalls, SessionCalls {
    private final AtomicLong numbers = new AtomicLong();
    private final LinkedBlockingQueue<NodeNews> news = new LinkedBlockingQueue<>();

    @Override
    public SessionCalls enter(String program, ProgramSecret secret) {
      return this;
    }

    @Override
    public ReplicaCalls replicas() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FailoverCalls failover() {
      throw new UnsupportedOperationException();
    }

    @Override
    public NodeAddress address() {
      return new NodeAddress("n:1", "", 0, "");
    }

    @Override
    public NodeStatus status() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String place() {
      return "n:1/1";
    }

    @Override
    public int javaFeature() {
      return Runtime.version().feature();
    }

    @Override
    public CodeState bring(CodeOffer code) {
      return new CodeState(0, 0, true, "");
    }

    @Override
    public Optional<Started> start(Order order, String code, SlotRequest slot) {
      long number = numbers.incrementAndGet();
      return Optional.of(new Started(number, 1_000 + number));
    }

    @Override
    public void end(long jvm, boolean forcibly) {}

    @Override
    public List<NodeNews> news(int elsewhere) {
      try {
        return List.of(news.take());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void notMet(long token, String reason) {}

    @Override
    public void leave() {}
  }

  /** Notes in which order things are heard. */
  private static final class Heard implements NodeLink.Listener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void membersChanged(List<NodeInfo> nodes) {}

    @Override
    public int slotsBesides(NodeLink link) {
      return 0;
    }

    @Override
    public void slotFree() {}

    @Override
    public void wanted(NodeLink link, long token, String address) {}

    @Override
    public void lost(NodeLink link, String reason) {
      lines.add("node lost");
    }

    @Override
    public void leaving(NodeLink link) {
      lines.add("node leaves");
    }
  }

  private void start(String name) throws Exception {
    Order order = new Order(name, List.of(), List.of(), Map.of(), Optional.empty(), new byte[0]);
    Demand demand =
        new Demand(order, OfferedCode.of(order), Placement.ANYWHERE, Party.pool("test"));
    RemoteJvm jvm = link.start(demand, true).orElseThrow();
    jvm.leaving().thenRun(() -> heard.lines.add("leaves"));
    jvm.onExit().thenRun(() -> heard.lines.add("lost"));
  }

  @Test
  void lose_processes_allGetNoMoreWorkBeforeTheFirstIsLost() throws Exception {
    start("one");
    start("two");
    link.lose("it does not answer");

    assertThat(heard.lines).containsExactly("node lost", "leaves", "leaves", "lost", "lost");
    assertThat(link.running()).isZero();
  }
}
