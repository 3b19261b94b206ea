package io.troupe.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.PayloadException;
import io.troupe.Waitable;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.runtime.TroupeRuntime;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PipeBetweenProcessesTest {
  private final List<Process> processes = new ArrayList<>();
  private final Pipe duplex = Pipe.duplex();
  private final Pipe simplex = Pipe.simplex();

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
    duplex.close();
    simplex.close();
  }

  private Process start(String body, String argument, Connection... connections)
      throws IOException {
    Process process = OtherJvm.start(body, argument, connections);
    processes.add(process);
    return process;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @Tag("C132")
  void duplex_endPassedOn_echoesMessagesOfAllSizes() throws Exception {
    Process child = start("echo", "", duplex.second());
    duplex.second().close();
    Connection here = duplex.first();
    for (int size : new int[] {0, 1, 8188, 8189, 70_000, 1 << 20, 16 << 20}) {
      byte[] message = new byte[size];
      new Random(size).nextBytes(message);
      here.sendBytes(message);
      assertThat(here.recvBytes()).isEqualTo(message);
    }
    here.close();
    assertThat(child.waitFor()).isZero();
  }

  @Test
  void send_beforeTheOtherEndIsOpened_isNotLost() throws Exception {
    duplex.first().sendBytes(bytes("early"));
    start("receiveOneAndEcho", "", duplex.second());
    assertThat(text(duplex.first().recvBytes())).isEqualTo("early");
  }

  @Test
  void recv_afterTheSenderHasExited_stillGetsTheMessages() throws Exception {
    Process child = start("send", "100", simplex.writer());
    assertThat(child.waitFor()).isZero();
    for (int i = 0; i < 100; i++) {
      assertThat(text(simplex.reader().recvBytes())).isEqualTo(child.pid() + ":" + i);
    }
    assertThatThrownBy(simplex.reader()::recvBytes).isInstanceOf(EOFException.class);
  }

  @Test
  @Tag("X060")
  void recv_senderKilled_endsAfterTheLastMessageThoughTheMakerKeptItsCopy() throws Exception {
    Process child = start("sendAndHang", "3", simplex.writer());
    for (int i = 0; i < 3; i++) {
      simplex.reader().recvBytes();
    }
    assertThat(simplex.reader().poll(Duration.ofMillis(50))).isFalse();
    child.destroyForcibly();
    assertThatThrownBy(simplex.reader()::recvBytes).isInstanceOf(EOFException.class);
    assertThat(simplex.writer().isClosed()).isFalse();
  }

  @Test
  @Tag("X060")
  void recv_senderKilledInTheMiddleOfAMessage_ends() throws Exception {
    Process child = start("half", "", simplex.writer());
    assertThat(text(simplex.reader().recvBytes())).isEqualTo("whole");
    assertThat(simplex.reader().poll(null)).isTrue();
    child.destroyForcibly();
    assertThatThrownBy(simplex.reader()::recvBytes).isInstanceOf(EOFException.class);
  }

  @Test
  void send_receiverKilled_isABrokenPipeWhileAMessageIsUnderWay() throws Exception {
    Process child = start("receiveOneAndEcho", "", duplex.second());
    duplex.second().close();
    duplex.first().sendBytes(bytes("x"));
    duplex.first().recvBytes();
    child.destroyForcibly().waitFor();
    assertThatThrownBy(() -> {
          while (true) {
            duplex.first().sendBytes(new byte[100_000]);
          }
        })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken pipe");
  }

  @Test
  void duplex_bothEndsPassedOn_theHoldersTalkDirectly() throws Exception {
    start("exchange", "one", duplex.first(), simplex.writer());
    start("exchange", "two", duplex.second(), simplex.writer());
    duplex.close();
    simplex.writer().close();
    List<String> reports =
        List.of(text(simplex.reader().recvBytes()), text(simplex.reader().recvBytes()));
    assertThat(reports).containsExactlyInAnyOrder("one met two", "two met one");
    assertThatThrownBy(simplex.reader()::recvBytes).isInstanceOf(EOFException.class);
  }

  @Test
  void simplex_severalSenders_endsWhenTheLastHasEnded() throws Exception {
    Map<String, Integer> next = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      next.put(Long.toString(start("send", "200", simplex.writer()).pid()), 0);
    }
    simplex.writer().close();
    for (int i = 0; i < 600; i++) {
      String[] message = text(simplex.reader().recvBytes()).split(":");
      assertThat(Integer.parseInt(message[1])).isEqualTo(next.get(message[0]));
      next.merge(message[0], 1, Integer::sum);
    }
    assertThatThrownBy(simplex.reader()::recvBytes).isInstanceOf(EOFException.class);
  }

  @Test
  void passOn_usedEnd_worksWhereItArrivesOnceTheOldHolderLeaves() throws Exception {
    Connection there = duplex.second();
    duplex.first().sendBytes(bytes("first"));
    assertThat(text(there.recvBytes())).isEqualTo("first");
    duplex.first().sendBytes(bytes("second"));
    duplex.first().sendBytes(bytes("third"));
    assertThat(there.poll(null)).isTrue();
    Process child = start("echo", "", there);
    there.close();
    assertThat(text(duplex.first().recvBytes())).isEqualTo("second");
    assertThat(text(duplex.first().recvBytes())).isEqualTo("third");
    duplex.first().sendBytes(bytes("fourth"));
    assertThat(text(duplex.first().recvBytes())).isEqualTo("fourth");
    duplex.first().close();
    assertThat(child.waitFor()).isZero();
  }

  @Test
  void recv_anotherProcessReceives_isRefused() throws Exception {
    start("echo", "", duplex.second());
    duplex.first().sendBytes(bytes("x"));
    duplex.first().recvBytes();
    assertThatThrownBy(duplex.second()::recvBytes)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("receives from this end");
  }

  @Test
  void departure_lost_endsTheStream() throws Exception {
    Departure<byte[]> departure = Departure.of(() -> encoded(simplex.writer()));
    simplex.writer().close();
    assertThat(simplex.reader().poll()).isFalse();
    departure.lost();
    assertThatThrownBy(simplex.reader()::recvBytes).isInstanceOf(EOFException.class);
  }

  private static byte[] encoded(Connection connection) {
    try {
      return new ConnectionCodec(() -> TroupeRuntime.current().connections()).encode(connection);
    } catch (IOException e) {
      throw new PayloadException("not passed on", e);
    }
  }

  @Test
  @Tag("C192")
  void wait_fourChildren_bringsAllMessagesAndEnds() throws Exception {
    List<Connection> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Pipe pipe = Pipe.simplex();
      start("send", "10", pipe.writer());
      pipe.writer().close();
      readers.add(pipe.reader());
    }
    List<String> messages = new ArrayList<>();
    while (!readers.isEmpty()) {
      for (Connection ready : Connection.wait(readers)) {
        try {
          messages.add(text(ready.recvBytes()));
        } catch (EOFException e) {
          readers.remove(ready);
        }
      }
    }
    assertThat(messages).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  @Tag("C197")
  void wait_processEnd_isReady() throws Exception {
    Process child = start("hang", "", simplex.writer());
    Waitable process = child::onExit;
    List<Object> objects = Arrays.asList(duplex.first(), process);
    assertThat(Connection.wait(objects, Duration.ofMillis(50))).isEmpty();
    child.destroyForcibly();
    assertThat(Connection.wait(objects)).containsExactly(process);
  }
}
