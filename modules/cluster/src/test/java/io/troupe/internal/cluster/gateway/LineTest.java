package io.troupe.internal.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.internal.runtime.TroupeRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LineTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Line one;
  private Line other;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress("127.0.0.1", 0));
      one = new Line(Side.plain(SocketChannel.open(server.getLocalAddress())));
      other = new Line(Side.plain(server.accept()));
    }
  }

  @AfterEach
  void end() {
    one.close();
    other.close();
  }

  /** Keeps what comes. */
  private static final class Box implements Line.Reader {
    private final List<byte[]> mails = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    @Override
    public void take(byte[] mail) {
      mails.add(mail);
    }

    @Override
    public void ended() {
      ended.complete(null);
    }
  }

  private static byte[] mail(int size, int number) {
    byte[] mail = new byte[size];
    Arrays.fill(mail, (byte) number);
    return mail;
  }

  @Test
  void mailOfAllSizes_arrivesWholeAndInOrder_bothWays() {
    Box here = new Box();
    Box there = new Box();
    one.start(here);
    other.start(there);
    List<byte[]> sent =
        IntStream.rangeClosed(0, 22).mapToObj(power -> mail(1 << power, power)).toList();
    for (byte[] each : sent) {
      await().atMost(LIMIT).until(() -> one.offer(each));
      await().atMost(LIMIT).until(() -> other.offer(each));
    }
    await().atMost(LIMIT).until(() -> here.mails.size() == 23 && there.mails.size() == 23);
    assertThat(here.mails).containsExactlyElementsOf(sent);
    assertThat(there.mails).containsExactlyElementsOf(sent);
  }

  @Test
  void sideThatTakesNothing_getsNoMoreThanFits_andAllOfThatLater() {
    Box there = new Box();
    one.start(new Box());
    int taken = 0;
    while (one.offer(mail(1 << 20, taken))) {
      taken++;
      assertThat(taken).isLessThan(1_000);
    }
    other.start(there);
    int all = taken;
    await().atMost(LIMIT).until(() -> there.mails.size() == all);
    assertThat(there.mails.get(all - 1)).isEqualTo(mail(1 << 20, all - 1));
  }

  @Test
  void endOfASide_isToldBoth_andNothingIsTakenAnyMore() throws Exception {
    Box here = new Box();
    Box there = new Box();
    one.start(here);
    other.start(there);
    one.close();
    here.ended.get();
    there.ended.get();
    assertThat(other.offer(mail(1, 1))).isFalse();
  }

  @Test
  void gateway_takesMailOfNodesAlone(@TempDir Path directory) throws Exception {
    Path nodeFile = directory.resolve("node.key");
    Path programFile = directory.resolve("program.key");
    KeyMaker.write(nodeFile, programFile);
    KeyRing node = KeyRing.read(nodeFile);
    KeyRing program = KeyRing.read(programFile);
    CompletableFuture<String> arrived = new CompletableFuture<>();
    try (Gateway gateway = open(node)) {
      gateway.take(new Gateway.Correspondence() {
        @Override
        public boolean isFor(String address) {
          return address.equals("here");
        }

        @Override
        public void arrived(String from, Line line) {
          line.start(new Box());
          arrived.complete(from);
        }
      });
      assertThatThrownBy(() -> gateways(program).correspond(gateway.address(), "program", "here"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("only nodes");
      assertThatThrownBy(() -> gateways(node).correspond(gateway.address(), "node", "elsewhere"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("elsewhere");
      assertThat(arrived).isNotDone();
      try (Line line = gateways(node).correspond(gateway.address(), "node", "here")) {
        assertThat(arrived.get()).isEqualTo("node");
      }
    }
  }

  private static Gateways gateways(KeyRing keys) {
    return new Gateways(keys, TroupeRuntime.current().payloads());
  }

  private static Gateway open(KeyRing keys) throws IOException {
    return Gateway.open(
        new InetSocketAddress("127.0.0.1", 0),
        "127.0.0.1:0",
        keys,
        gateways(keys),
        () -> {
          throw new IllegalStateException("no calls are asked for");
        },
        new Meetings(new NoPrograms()));
  }

  private static final class NoPrograms implements Meetings.Invitation {
    @Override
    public boolean isHere(long program) {
      return false;
    }

    @Override
    public void send(long program, long token, String address) throws IOException {
      throw new IOException("there is no program");
    }
  }
}
