package io.troupe.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.troupe.PayloadException;
import io.troupe.Waitable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTest {
  private final Pipe duplex = Pipe.duplex();
  private final Connection a = duplex.first();
  private final Connection b = duplex.second();
  private final Pipe simplex = Pipe.simplex();
  private final Connection reader = simplex.reader();
  private final Connection writer = simplex.writer();

  @AfterEach
  void close() {
    duplex.close();
    simplex.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  @Tag("C132")
  void send_values_arriveEqualInBothDirections() throws Exception {
    List<Object> sequence = Arrays.asList(1, 2.25, null);
    a.send(sequence);
    assertThat(b.recv()).isEqualTo(sequence);
    b.send(null);
    assertThat(a.recv()).isNull();
    a.send("typed");
    assertThat(b.recv(String.class)).isEqualTo("typed");
  }

  @Test
  void recv_wrongType_takesTheMessage() throws Exception {
    a.send(1);
    a.send(null);
    a.send("next");
    assertThatThrownBy(() -> b.recv(String.class)).isInstanceOf(ClassCastException.class);
    assertThatThrownBy(() -> b.recv(String.class)).isInstanceOf(NullPointerException.class);
    assertThat(b.recv(String.class)).isEqualTo("next");
  }

  @Test
  @Tag("C132")
  void recvBytesInto_offset_fillsFromThere() throws Exception {
    byte[] buffer = new byte[40];
    a.sendBytes(bytes("hello"));
    assertThat(b.recvBytesInto(buffer)).isEqualTo(5);
    assertThat(Arrays.copyOf(buffer, 6)).isEqualTo(bytes("hello\0"));
    a.sendBytes(bytes("world"));
    assertThat(b.recvBytesInto(buffer, 12)).isEqualTo(5);
    assertThat(Arrays.copyOfRange(buffer, 11, 18)).isEqualTo(bytes("\0world\0"));
  }

  @Test
  void recvBytesInto_byteBuffer_movesThePosition() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(10).position(2);
    a.sendBytes(ByteBuffer.wrap(bytes("hello")));
    assertThat(b.recvBytesInto(buffer)).isEqualTo(5);
    assertThat(buffer.position()).isEqualTo(7);
  }

  @Test
  @Tag("C132")
  @Tag("X054")
  void recvBytesInto_bufferTooShort_carriesTheMessageAndGoesOn() throws Exception {
    byte[] message = random(110);
    a.sendBytes(message);
    a.sendBytes(bytes("next"));
    BufferTooShortException thrown =
        catchThrowableOfType(BufferTooShortException.class, () -> b.recvBytesInto(new byte[40]));
    assertThat(thrown.message()).isEqualTo(message);
    assertThat(b.recvBytes()).isEqualTo(bytes("next"));
  }

  @Test
  @Tag("X056")
  void recvBytesInto_offsetOutOfRange_isRefusedAndTakesNothing() throws Exception {
    a.sendBytes(bytes("x"));
    assertThatThrownBy(() -> b.recvBytesInto(new byte[5], -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> b.recvBytesInto(new byte[5], 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(b.recvBytes()).isEqualTo(bytes("x"));
  }

  @Test
  @Tag("C132")
  void sendBytes_sixteenMebibytes_arriveExactly() throws Exception {
    byte[] large = random(16 << 20);
    FutureTask<byte[]> received = onThread(b::recvBytes);
    a.sendBytes(large);
    assertThat(received.get()).isEqualTo(large);
  }

  @Test
  void sendBytes_sizesAroundTheBuffers_arriveExactly() throws Exception {
    int[] sizes = {
      0,
      1,
      3,
      4,
      5,
      8187,
      8188,
      8189,
      8191,
      8192,
      8193,
      16384,
      65535,
      65536,
      65537,
      1 << 20,
      (1 << 20) + 1
    };
    FutureTask<Void> sender = onThread(() -> {
      for (int size : sizes) {
        a.sendBytes(random(size));
      }
      return null;
    });
    for (int size : sizes) {
      assertThat(b.recvBytes()).isEqualTo(random(size));
    }
    sender.get();
  }

  @Test
  void sendBytes_parts_areCheckedAndSent() throws Exception {
    byte[] message = bytes("abcdefghijklmnopqrstuvwxyz");
    a.sendBytes(message, 5, 21);
    assertThat(b.recvBytes()).isEqualTo(bytes("fghijklmnopqrstuvwxyz"));
    a.sendBytes(message, 7, 8);
    assertThat(b.recvBytes()).isEqualTo(bytes("hijklmno"));
    a.sendBytes(message, 26, 0);
    assertThat(b.recvBytes()).isEmpty();
    for (int[] part : new int[][] {{27, 0}, {22, 5}, {26, 1}, {-1, 1}, {0, -1}}) {
      assertThatThrownBy(() -> a.sendBytes(message, part[0], part[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  @Tag("X053")
  void poll_byTimeout_neverTakesAnything() throws Exception {
    assertThat(b.poll()).isFalse();
    assertThat(b.poll(Duration.ofSeconds(-1))).isFalse();
    assertThat(b.poll(Duration.ofMillis(20))).isFalse();
    a.sendBytes(bytes("x"));
    assertThat(b.poll(null)).isTrue();
    assertThat(b.poll()).isTrue();
    assertThat(b.recvBytes()).isEqualTo(bytes("x"));
    assertThat(b.poll()).isFalse();
    a.close();
    assertThat(b.poll()).isTrue();
    assertThatThrownBy(b::recvBytes).isInstanceOf(EOFException.class);
    assertThat(b.poll(null)).isTrue();
  }

  @Test
  @Tag("C148")
  void poll_emptyMessage_counts() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sendBytes(new byte[0]);
      assertThat(b.poll()).isTrue();
      assertThat(b.poll()).isTrue();
      assertThat(b.recvBytes()).isEmpty();
    }
  }

  @Test
  @Tag("C149")
  @Tag("C151")
  void sendBytes_severalMessages_areNeverMerged() throws Exception {
    List<String> messages = List.of("hello", "", "a", "b", "cd", "", "bye", "");
    FutureTask<Void> sender = onThread(() -> {
      for (String message : messages) {
        a.sendBytes(bytes(message));
      }
      return null;
    });
    for (String message : messages) {
      assertThat(b.poll(null)).isTrue();
      assertThat(b.poll()).isTrue();
      assertThat(b.recvBytes()).isEqualTo(bytes(message));
    }
    sender.get();
    assertThat(b.poll()).isFalse();
  }

  @Test
  @Tag("X055")
  void recvBytes_tooLongForMaxLength_makesADuplexEndWriteOnly() throws Exception {
    assertThatThrownBy(() -> b.recvBytes(-1)).isInstanceOf(IllegalArgumentException.class);
    a.sendBytes(bytes("eleven byte"));
    assertThatThrownBy(() -> b.recvBytes(4))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad message length");
    assertThat(b.isReadable()).isFalse();
    assertThatThrownBy(b::recvBytes)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("write-only");
    b.send("writes still");
    assertThat(a.recv()).isEqualTo("writes still");
  }

  @Test
  @Tag("X055")
  void recvBytes_tooLongForMaxLength_closesASimplexEnd() throws Exception {
    writer.sendBytes(bytes("eleven byte"));
    assertThatThrownBy(() -> reader.recvBytes(4))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad message length");
    assertThat(reader.isClosed()).isTrue();
  }

  @Test
  @Tag("X058")
  void recv_noValue_isAPayloadExceptionAndTheNextIsFine() throws Exception {
    a.sendBytes(bytes("\377 this is no value"));
    a.send("fine");
    assertThatThrownBy(b::recv).isInstanceOf(PayloadException.class);
    assertThat(b.recv()).isEqualTo("fine");
  }

  @Test
  @Tag("C132")
  void simplex_wrongDirection_isRefused() {
    assertThat(reader.isReadable()).isTrue();
    assertThat(reader.isWritable()).isFalse();
    assertThat(writer.isReadable()).isFalse();
    assertThat(writer.isWritable()).isTrue();
    assertThatThrownBy(() -> reader.send(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("read-only");
    assertThatThrownBy(writer::recv)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("write-only");
    assertThatThrownBy(writer::poll)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("write-only");
  }

  @Test
  @Tag("C139")
  @Tag("X059")
  void close_thenAnyCall_isRefused() throws Exception {
    try (Connection first = a;
        Connection second = b) {
      first.send(1729);
      assertThat(second.recv()).isEqualTo(1729);
    }
    assertThat(a.isClosed()).isTrue();
    a.close();
    assertThatThrownBy(a::recv).isInstanceOf(IOException.class).hasMessageContaining("is closed");
    assertThatThrownBy(a::poll).isInstanceOf(IOException.class).hasMessageContaining("is closed");
    assertThatThrownBy(() -> a.send(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> b.recvBytesInto(new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void recv_peerClosed_takesWhatWasSentThenEnds() throws Exception {
    a.send(1);
    b.poll(null);
    a.send(2);
    a.send(3);
    a.close();
    assertThat(b.recv()).isEqualTo(1);
    assertThat(b.recv()).isEqualTo(2);
    assertThat(b.recv()).isEqualTo(3);
    assertThatThrownBy(b::recv).isInstanceOf(EOFException.class);
    assertThatThrownBy(b::recv).isInstanceOf(EOFException.class);
  }

  @Test
  void recv_peerClosedUnused_ends() {
    writer.close();
    assertThatThrownBy(reader::recv).isInstanceOf(EOFException.class);
  }

  @Test
  void send_peerClosed_isABrokenPipe() throws Exception {
    reader.close();
    assertThatThrownBy(() -> writer.send(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken pipe");
    a.send(1);
    assertThat(b.recv()).isEqualTo(1);
    a.send(2);
    b.close();
    assertThatThrownBy(() -> a.send(3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken pipe");
  }

  @Test
  void send_nobodyReceives_keepsAboutSixtyFourKibibytesThenBlocksUntilSomebodyDoes()
      throws Exception {
    FutureTask<Void> sender = onThread(() -> {
      for (int i = 0; i < 100; i++) {
        a.sendBytes(random(1000 + i));
      }
      return null;
    });
    await().until(() -> senderBlocks());
    for (int i = 0; i < 100; i++) {
      assertThat(b.recvBytes()).isEqualTo(random(1000 + i));
    }
    sender.get();
  }

  private boolean senderBlocks() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().equals("other"))
        .anyMatch(entry -> Arrays.toString(entry.getValue()).contains("awaitChange"));
  }

  @Test
  void recv_interrupted_leavesThePipeWhole() throws Exception {
    b.poll();
    FutureTask<byte[]> receiver = new FutureTask<>(b::recvBytes);
    Thread thread = start(receiver);
    await().until(() -> thread.getState() == Thread.State.RUNNABLE && parked(thread));
    thread.interrupt();
    assertThatThrownBy(receiver::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    a.sendBytes(bytes("still here"));
    assertThat(b.recvBytes()).isEqualTo(bytes("still here"));
    b.sendBytes(bytes("and back"));
    assertThat(a.recvBytes()).isEqualTo(bytes("and back"));
  }

  private static boolean parked(Thread thread) {
    return Arrays.toString(thread.getStackTrace()).contains("EPoll.wait")
        || Arrays.toString(thread.getStackTrace()).contains("SelectorImpl.select");
  }

  @Test
  void send_interruptedWhileNobodyReceives_sendsNothing() throws Exception {
    FutureTask<Void> sender = new FutureTask<>(() -> {
      a.sendBytes(random(100_000));
      return null;
    });
    Thread thread = start(sender);
    await().until(() -> senderBlocks());
    thread.interrupt();
    assertThatThrownBy(sender::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(b.poll()).isFalse();
    a.sendBytes(bytes("x"));
    assertThat(b.recvBytes()).isEqualTo(bytes("x"));
  }

  @Test
  void close_whileAnotherThreadReceives_endsItsWait() throws Exception {
    FutureTask<byte[]> receiver = new FutureTask<>(b::recvBytes);
    Thread thread = start(receiver);
    await().until(() -> parked(thread));
    b.close();
    assertThatThrownBy(receiver::get)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void send_connectionThroughItself_opensAnotherHolderOfTheEnd() throws Exception {
    a.send(writer);
    Connection copy = b.recv(Connection.class);
    copy.send("by the copy");
    assertThat(reader.recv()).isEqualTo("by the copy");
    writer.close();
    copy.send("still");
    copy.close();
    assertThat(reader.recv()).isEqualTo("still");
    assertThatThrownBy(reader::recv).isInstanceOf(EOFException.class);
  }

  @Test
  void send_valueThatCannotCross_sendsNothingAndGivesUpTheEndsInIt() throws Exception {
    assertThatThrownBy(() -> a.send(Arrays.asList(writer, new Object())))
        .isInstanceOf(PayloadException.class);
    writer.close();
    assertThatThrownBy(reader::recv).isInstanceOf(EOFException.class);
    assertThat(b.poll()).isFalse();
  }

  @Test
  @Tag("C140")
  void wait_nothing_waitsTheTimeout() throws Exception {
    long start = System.nanoTime();
    assertThat(Connection.wait(List.of(), Duration.ofMillis(100))).isEmpty();
    assertThat(System.nanoTime() - start)
        .isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
  }

  @Test
  @Tag("C196")
  @Tag("C198")
  void wait_timeout_isEmptyAndLaterTheReadyOne() throws Exception {
    assertThat(Connection.wait(List.of(a, reader), Duration.ofMillis(50))).isEmpty();
    assertThat(Connection.wait(List.of(a, reader), Duration.ofSeconds(-1))).isEmpty();
    writer.send("x");
    assertThat(Connection.wait(List.of(a, reader), Duration.ofSeconds(20))).containsExactly(reader);
    assertThat(Connection.wait(List.of(a, reader))).containsExactly(reader);
  }

  @Test
  @Tag("C197")
  void wait_mixedKinds_returnsAllThatAreReady() throws Exception {
    CompletableFuture<String> exit = new CompletableFuture<>();
    Waitable process = () -> exit;
    List<Object> objects = List.of(a, process, reader);
    FutureTask<List<Object>> waiting =
        onThread(() -> Connection.wait(objects, Duration.ofSeconds(30)));
    exit.complete("ended");
    assertThat(waiting.get()).containsExactly(process);
    b.send("x");
    assertThat(a.poll(null)).isTrue();
    assertThat(Connection.wait(objects)).containsExactly(a, process);
    writer.close();
    assertThat(reader.poll(null)).isTrue();
    assertThat(Connection.wait(objects)).containsExactly(a, process, reader);
  }

  @Test
  void wait_closedOrForeign_isRefused() {
    assertThatThrownBy(() -> Connection.wait(List.of("text")))
        .isInstanceOf(IllegalArgumentException.class);
    a.close();
    assertThatThrownBy(() -> Connection.wait(List.of(a))).isInstanceOf(IOException.class);
  }

  @Test
  void wait_interrupted_leavesTheConnectionsWhole() throws Exception {
    FutureTask<List<Connection>> waiting =
        new FutureTask<>(() -> Connection.wait(List.of(a, reader)));
    Thread thread = start(waiting);
    await().until(() -> parked(thread));
    thread.interrupt();
    assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
    writer.send(1);
    assertThat(reader.recv()).isEqualTo(1);
  }

  @Test
  void toString_neverShowsTheKey() {
    assertThat(a.toString()).doesNotContain("key").doesNotContain("bytes");
  }

  private static <T> FutureTask<T> onThread(java.util.concurrent.Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    start(task);
    return task;
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "other");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
