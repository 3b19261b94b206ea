package io.troupe.e2e.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.WorkerLostException;
import io.troupe.connection.Client;
import io.troupe.connection.Connection;
import io.troupe.connection.Listener;
import io.troupe.connection.Pipe;
import io.troupe.e2e.support.Crash;
import io.troupe.function.VoidTask2;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class PipeOfProcessesTest {

  record Greeting(String text, Connection answer) {}

  static void echo(Connection connection) throws IOException, InterruptedException {
    try {
      while (true) {
        connection.sendBytes(connection.recvBytes());
      }
    } catch (EOFException e) {
      connection.close();
    }
  }

  static void sayOnce(Connection connection, String text) throws IOException, InterruptedException {
    connection.send(text);
  }

  static void sayAndDie(Connection connection) throws Exception {
    connection.send("last words");
    Crash.bySigkill();
  }

  static void answer(Greeting greeting) throws IOException, InterruptedException {
    greeting.answer().send(greeting.text() + " yourself");
  }

  static void reply(Connection requests, Connection answers)
      throws IOException, InterruptedException {
    answers.send(requests.recv(String.class).repeat(2));
  }

  static void tellAndAsk(Connection peer, Connection report, String name)
      throws IOException, InterruptedException {
    peer.send(name);
    report.send(name + " met " + peer.recv());
  }

  static void recurse(Connection connection, List<Integer> id)
      throws IOException, InterruptedException {
    connection.send(id);
    for (int i = 0; id.size() < 2 && i < 2; i++) {
      List<Integer> childId = new ArrayList<>(id);
      childId.add(i);
      Process child =
          Process.of(PipeOfProcessesTest::recurse, connection, childId).start();
      child.join();
    }
  }

  static void numbers(Connection connection, int child) throws IOException, InterruptedException {
    for (int i = 0; i < 10; i++) {
      connection.send(List.of(i, child));
    }
    connection.close();
  }

  static void numbersSlowly(Connection connection, int child) throws Exception {
    for (int i = 0; i < 10; i++) {
      Thread.sleep((7 * i + 13 * child) % 50);
      connection.send(List.of(i, child));
    }
    connection.close();
  }

  static void pollOnly(Connection connection, Connection ready)
      throws IOException, InterruptedException {
    ready.send("polling");
    assertThatThrownBy(() -> connection.poll(Duration.ofMillis(100)))
        .isInstanceOf(IOException.class);
    ready.send("refused");
  }

  static void acceptAndPassOn(Connection parent) throws IOException, InterruptedException {
    try (Listener listener =
        Listener.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      parent.send(((InetSocketAddress) listener.address()).getPort());
      try (Connection client = listener.accept()) {
        parent.send(client);
        parent.recv();
      }
    }
  }

  static String tell(Connection connection, String text) throws IOException, InterruptedException {
    connection.send(text);
    connection.close();
    return text;
  }

  static final class Upper extends Process {
    private final Pipe pipe = Pipe.duplex();

    @Override
    public void run() {
      try (Connection requests = pipe.second()) {
        for (Object text = requests.recv(); text != null; text = requests.recv()) {
          requests.send(text.toString().toUpperCase(Locale.ROOT));
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    String submit(String text) throws IOException, InterruptedException {
      pipe.first().send(text);
      return pipe.first().recv(String.class);
    }

    void end() throws IOException, InterruptedException {
      pipe.first().send(null);
    }
  }

  @Test
  @Tag("C132")
  void duplex_child_echoes() throws Exception {
    Pipe pipe = Pipe.duplex();
    Process child = Process.of(PipeOfProcessesTest::echo, pipe.second()).start();
    pipe.second().close();
    for (int size : new int[] {0, 100, 100_000, 16 << 20}) {
      byte[] message = new byte[size];
      Arrays.fill(message, (byte) size);
      pipe.first().sendBytes(message);
      assertThat(pipe.first().recvBytes()).isEqualTo(message);
    }
    pipe.first().close();
    child.join();
    assertThat(child.exitCode()).hasValue(0);
  }

  @Test
  @Tag("C017")
  void simplex_recursiveProcesses_arriveInOrder() throws Exception {
    Pipe pipe = Pipe.simplex();
    recurse(pipe.writer(), List.of());
    List<Object> ids = new ArrayList<>();
    while (pipe.reader().poll()) {
      ids.add(pipe.reader().recv());
    }
    assertThat(ids)
        .containsExactly(
            List.of(),
            List.of(0),
            List.of(0, 0),
            List.of(0, 1),
            List.of(1),
            List.of(1, 0),
            List.of(1, 1));
    pipe.close();
  }

  @Test
  @Tag("C030")
  void fields_ofASubclass_carryBothEnds() throws Exception {
    Upper upper = new Upper();
    upper.start();
    assertThat(upper.submit("hello")).isEqualTo("HELLO");
    assertThat(upper.submit("world")).isEqualTo("WORLD");
    upper.end();
    upper.join();
    assertThat(upper.exitCode()).hasValue(0);
  }

  @Test
  void join_beforeRecv_losesNothing() throws Exception {
    Pipe pipe = Pipe.simplex();
    Process child =
        Process.of(PipeOfProcessesTest::sayOnce, pipe.writer(), "kept").start();
    child.join();
    assertThat(pipe.reader().recv()).isEqualTo("kept");
    assertThatThrownBy(pipe.reader()::recv).isInstanceOf(EOFException.class);
  }

  @Test
  void duplex_bothEndsInChildren_talkWhileTheMakerHasClosedItsOwn() throws Exception {
    Pipe pipe = Pipe.duplex();
    Pipe report = Pipe.simplex();
    Process one = Process.of(PipeOfProcessesTest::tellAndAsk, pipe.first(), report.writer(), "one")
        .start();
    Process two = Process.of(PipeOfProcessesTest::tellAndAsk, pipe.second(), report.writer(), "two")
        .start();
    pipe.close();
    report.writer().close();
    assertThat(List.of(report.reader().recv(), report.reader().recv()))
        .containsExactlyInAnyOrder("one met two", "two met one");
    assertThatThrownBy(report.reader()::recv).isInstanceOf(EOFException.class);
    one.join();
    two.join();
  }

  @Test
  @Tag("X060")
  void recv_childKilled_endsThoughTheMakerKeptItsCopy() throws Exception {
    Pipe pipe = Pipe.simplex();
    Process child = Process.of(PipeOfProcessesTest::sayAndDie, pipe.writer()).start();
    assertThat(pipe.reader().recv()).isEqualTo("last words");
    assertThatThrownBy(pipe.reader()::recv).isInstanceOf(EOFException.class);
    child.join();
    assertThat(child.exitCode()).hasValue(-9);
  }

  @Test
  @Tag("X060")
  void recv_childKilledBeforeItOpenedItsEnd_ends() throws Exception {
    for (int i = 0; i < 5; i++) {
      Pipe pipe = Pipe.simplex();
      Process child = Process.of(PipeOfProcessesTest::echo, pipe.writer()).start();
      child.kill();
      assertThatThrownBy(pipe.reader()::recv).isInstanceOf(EOFException.class);
      child.join();
    }
  }

  @Test
  @Tag("C153")
  void simplex_eitherEndInAChild_works() throws Exception {
    Pipe requests = Pipe.simplex();
    Pipe answers = Pipe.simplex();
    Process child = Process.of(PipeOfProcessesTest::reply, requests.reader(), answers.writer())
        .start();
    requests.writer().send("foobar");
    assertThat(answers.reader().recv()).isEqualTo("foobarfoobar");
    child.join();
  }

  @Test
  void recordWithAConnection_crosses() throws Exception {
    Pipe pipe = Pipe.simplex();
    Process child = Process.of(PipeOfProcessesTest::answer, new Greeting("hello", pipe.writer()))
        .start();
    assertThat(pipe.reader().recv()).isEqualTo("hello yourself");
    child.join();
  }

  @Test
  @Tag("C150")
  void poll_endReadElsewhere_isRefusedAndTakesNothing() throws Exception {
    Pipe pipe = Pipe.simplex();
    Pipe ready = Pipe.simplex();
    assertThat(pipe.reader().poll()).isFalse();
    Process child =
        Process.of(PipeOfProcessesTest::pollOnly, pipe.reader(), ready.writer()).start();
    assertThat(ready.reader().recv()).isEqualTo("polling");
    byte[] message = new byte[100_000];
    Thread sender = new Thread(() -> {
      try {
        pipe.writer().sendBytes(message);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    sender.start();
    assertThat(pipe.reader().recvBytes()).isEqualTo(message);
    assertThat(ready.reader().recv()).isEqualTo("refused");
    sender.join();
    child.join();
    assertThat(child.exitCode()).hasValue(0);
  }

  @Test
  @Tag("C192")
  @Tag("C197")
  void wait_fourChildrenAndTheirEnds_bringsEverything() throws Exception {
    bringsEverything(PipeOfProcessesTest::numbers);
  }

  @Test
  @Tag("C194")
  void wait_fourSlowChildrenAndTheirEnds_bringsEverything() throws Exception {
    bringsEverything(PipeOfProcessesTest::numbersSlowly);
  }

  private static void bringsEverything(VoidTask2<Connection, Integer> child) throws Exception {
    List<Connection> readers = new ArrayList<>();
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Pipe pipe = Pipe.simplex();
      children.add(Process.of(child, pipe.writer(), i).start());
      pipe.writer().close();
      readers.add(pipe.reader());
    }
    List<Object> messages = new ArrayList<>();
    while (!readers.isEmpty()) {
      for (Connection ready : Connection.wait(readers)) {
        try {
          messages.add(ready.recv());
        } catch (EOFException e) {
          readers.remove(ready);
        }
      }
    }
    assertThat(messages).hasSize(40).doesNotHaveDuplicates();
    Set<Process> ended = new HashSet<>();
    while (ended.size() < 4) {
      ended.addAll(Connection.wait(children));
    }
    assertThat(ended).containsAll(children);
  }

  @Test
  @Tag("C152")
  void acceptedConnection_sentToTheParent_staysUsable() throws Exception {
    Pipe pipe = Pipe.duplex();
    Process child =
        Process.of(PipeOfProcessesTest::acceptAndPassOn, pipe.second()).start();
    int port = pipe.first().recv(Integer.class);
    try (Connection client =
            Client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Connection moved = pipe.first().recv(Connection.class)) {
      client.sendBytes("over the relay".getBytes(StandardCharsets.UTF_8));
      assertThat(moved.recvBytes()).isEqualTo("over the relay".getBytes(StandardCharsets.UTF_8));
      moved.send("and back");
      assertThat(client.recv()).isEqualTo("and back");
    }
    pipe.first().send(null);
    child.join();
  }

  /** Ends the process that reads it, before that reads what stands behind it. */
  private static final class LastRead implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      Runtime.getRuntime().halt(6);
    }
  }

  private static int neverRuns(LastRead last, Connection connection) {
    return last.hashCode() + connection.hashCode();
  }

  @Test
  @Tag("X060")
  void pool_workerDiesBeforeItOpensAnEnd_theStreamEnds() throws Exception {
    Pipe pipe = Pipe.simplex();
    try (Pool pool = Pool.of(1)) {
      assertThatThrownBy(
              () -> pool.apply(PipeOfProcessesTest::neverRuns, new LastRead(), pipe.writer()))
          .isInstanceOf(WorkerLostException.class);
      assertThatThrownBy(pipe.reader()::recv).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void pool_taskWithAnEndNeverBegins_theStreamEnds() throws Exception {
    Pipe cancelled = Pipe.simplex();
    Pipe captured = Pipe.simplex();
    Pipe item = Pipe.simplex();
    Pipe refused = Pipe.simplex();
    Pool pool = Pool.of(1);
    AsyncResult<Void> first = pool.runAsync(() -> Thread.sleep(Long.MAX_VALUE));
    Connection writer = captured.writer();
    AsyncResult<String> second =
        pool.applyAsync(PipeOfProcessesTest::tell, cancelled.writer(), "no");
    AsyncResult<String> third = pool.applyAsync(() -> tell(writer, "no"));
    pool.mapAsync(connection -> tell(connection, "no"), List.of(item.writer()));

    second.cancel(false);
    assertThatThrownBy(cancelled.reader()::recv).isInstanceOf(EOFException.class);
    third.cancel(true);
    assertThatThrownBy(captured.reader()::recv).isInstanceOf(EOFException.class);
    pool.terminate();
    assertThatThrownBy(item.reader()::recv).isInstanceOf(EOFException.class);
    assertThat(first.isCancelled()).isTrue();
    assertThatThrownBy(() -> pool.applyAsync(PipeOfProcessesTest::tell, refused.writer(), "no"))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(refused.reader()::recv).isInstanceOf(EOFException.class);
    pool.join();
  }

  @Test
  void pool_workersShareAWriter_theStreamEndsAfterTheLast() throws Exception {
    Pipe pipe = Pipe.simplex();
    try (Pool pool = Pool.of(2)) {
      pool.starmap(
          PipeOfProcessesTest::tell,
          List.of(
              io.troupe.function.Args2.of(pipe.writer(), "a"),
              io.troupe.function.Args2.of(pipe.writer(), "b"),
              io.troupe.function.Args2.of(pipe.writer(), "c")));
      List<Object> told = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        told.add(pipe.reader().recv());
      }
      assertThat(told).containsExactlyInAnyOrder("a", "b", "c");
      assertThatThrownBy(pipe.reader()::recv).isInstanceOf(EOFException.class);
    }
  }
}
