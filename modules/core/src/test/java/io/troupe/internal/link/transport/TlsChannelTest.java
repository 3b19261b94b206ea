package io.troupe.internal.link.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.link.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes through TLS in bulk and bit by bit, over sockets that do not block. */
@Timeout(60)
class TlsChannelTest {
  private static final int RECORD = 16 << 10;

  @TempDir
  Path directory;

  private Counting server;
  private Counting client;
  private TlsChannel there;
  private TlsChannel here;

  /** A socket that counts the calls which have moved something. */
  private record Counting(SocketChannel socket, int[] reads, int[] writes) implements ByteChannel {
    Counting(SocketChannel socket) {
      this(socket, new int[1], new int[1]);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int count = socket.read(into);
      reads[0] += count > 0 ? 1 : 0;
      return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      int count = socket.write(from);
      writes[0] += count > 0 ? 1 : 0;
      return count;
    }

    @Override
    public boolean isOpen() {
      return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @BeforeEach
  void connect() throws Exception {
    SSLContext context = Certificates.context(directory, "DNS:localhost,IP:127.0.0.1");
    try (ServerSocketChannel listening = ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      client = new Counting(SocketChannel.open(listening.getLocalAddress()));
      server = new Counting(listening.accept());
    }
    client.socket().configureBlocking(false);
    client.socket().setOption(StandardSocketOptions.TCP_NODELAY, true);
    server.socket().configureBlocking(false);
    here = TlsChannel.peer(client, context);
    there = TlsChannel.server(server, context);
    assertThat(passed(bytes(1), 1)).isEqualTo(bytes(1));
  }

  @AfterEach
  void close() throws Exception {
    here.close();
    there.close();
  }

  private static ByteBuffer bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  /** Returns what arrives, taken in such portions. */
  private ByteBuffer passed(ByteBuffer sent, int portion) throws IOException {
    ByteBuffer from = sent.duplicate();
    ByteBuffer all = ByteBuffer.allocate(sent.remaining());
    while (all.hasRemaining()) {
      here.write(from);
      here.read(ByteBuffer.allocate(1)); // what the handshake has to say to this side
      ByteBuffer into = all.slice(all.position(), Math.min(portion, all.remaining()));
      int count = there.read(into);
      assertThat(count).isNotNegative().isEqualTo(into.position());
      all.position(all.position() + count);
      there.write(ByteBuffer.allocate(0));
    }
    return all.flip();
  }

  @Test
  void write_bulk_arrivesWhole() throws Exception {
    ByteBuffer bulk = bytes(5_000_000);
    assertThat(passed(bulk, 64 << 10)).isEqualTo(bulk);
  }

  @Test
  void read_inSmallPortions_arrivesWhole() throws Exception {
    ByteBuffer bulk = bytes(3 * RECORD);
    assertThat(passed(bulk, 1_000)).isEqualTo(bulk);
  }

  @Test
  void write_bulk_manyRecordsACall() throws Exception {
    client.writes()[0] = 0;
    ByteBuffer bulk = bytes(4 * RECORD);
    passed(bulk, bulk.capacity());

    assertThat(client.writes()[0]).isLessThan(4);
  }

  @Test
  void read_oneCall_takesAllThatHasCome() throws Exception {
    here.write(bytes(100));
    here.write(bytes(200));
    ByteBuffer both = ByteBuffer.allocate(1_000);
    while (both.position() == 0) {
      there.read(both);
    }
    assertThat(both.position()).isEqualTo(300);
  }
}
