package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.actor.Actors;
import io.troupe.connection.AuthenticationException;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.manager.ManagedList;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import io.troupe.sync.Lock;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Managers at addresses, served by programs that share no parent with this one. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RemoteManagerTest {
  private static final byte[] KEY = "correct horse".getBytes(StandardCharsets.UTF_8);
  private static final List<Object> MIXED =
      List.of("hello world", Arrays.asList(null, 1), true, 2.25, "\u00e4\u0436", List.of(1));

  @TempDir
  Path scratch;

  /** A program of its own: serves a dict, a queue, a lock and an actor until it is killed. */
  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws Exception {
      Manager manager =
          Manager.serve(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])), KEY);
      ManagedMap<String, Object> dict = manager.dict();
      Queue<Object> queue = manager.queue();
      Lock lock = manager.lock();
      ActorRef<Object> notes = manager.actor(() -> notes(""));
      manager
          .register("notes", ActorRef.class, () -> notes)
          .register("dict", ManagedMap.class, () -> dict)
          .register("queue", Queue.class, () -> queue)
          .register("lock", Lock.class, () -> lock);
      for (Object each : MIXED) {
        queue.put(each);
      }
      int port = ((InetSocketAddress) manager.address().orElseThrow()).getPort();
      Scratch.write(arguments[0], "" + port);
      while (System.in.read() >= 0) {
        // Nobody writes; it ends with the test, however that ends.
      }
    }
  }

  /** Takes texts, and answers whoever asks with all of them. */
  static Behavior<Object> notes(String text) {
    return Behaviors.receive(Object.class)
        .onMessage(
            String.class, more -> more.equals("stop") ? Behaviors.stopped() : notes(text + more))
        .onMessage(ActorRef.class, asker -> {
          answer(asker, text);
          return Behaviors.same();
        })
        .build();
  }

  @SuppressWarnings("unchecked") // who asks expects a text
  private static void answer(ActorRef<?> asker, String text) {
    ((ActorRef<String>) asker).tell(text);
  }

  private java.lang.Process server;

  private InetSocketAddress serve(String file, int port) throws Exception {
    Path said = scratch.resolve(file);
    server = ProgramRun.start(Server.class, said.toString(), "" + port);
    return new InetSocketAddress("127.0.0.1", Integer.parseInt(Scratch.read(said)));
  }

  @org.junit.jupiter.api.AfterEach
  void stop() {
    if (server != null) {
      server.destroyForcibly();
    }
  }

  @SuppressWarnings("unchecked")
  private static ManagedMap<String, Object> dictOf(Manager manager) {
    return manager.create("dict", ManagedMap.class);
  }

  @Test
  @Tag("C128")
  void connect_usesWhatTheServerShares() throws Exception {
    try (Manager manager = Manager.connect(serve("up", 0), KEY)) {
      Queue<?> queue = manager.create("queue", Queue.class);
      for (Object each : MIXED) {
        assertThat((Object) queue.get()).isEqualTo(each);
      }
      ManagedMap<String, Object> dict = dictOf(manager);
      dict.put("bytes", new byte[] {1, 2});
      dict.put("inner", manager.list(List.of("x")));
      assertThat((byte[]) dict.get("bytes")).containsExactly(1, 2);
      assertThat(dict.get("inner")).isEqualTo(List.of("x")).isInstanceOf(ManagedList.class);
      assertThatThrownBy(() -> dict.put("thread", new Thread())).hasMessageContaining("Thread");
      dict.compute("n", (key, value) -> 1);
      assertThat(dictOf(manager).get("n")).isEqualTo(1);
    }
  }

  @SuppressWarnings("unchecked") // as the server has it
  private static ActorRef<Object> notesOf(Manager manager) {
    return manager.create("notes", ActorRef.class);
  }

  private static String textOf(ActorRef<Object> notes) throws Exception {
    return Actors.ask(notes, (ActorRef<String> to) -> to, Scratch.PATIENCE);
  }

  static void note(ActorRef<Object> notes, String text) throws Exception {
    notes.tell(text);
    assertThat(textOf(notes)).endsWith(text);
  }

  @Test
  void actor_isToldAskedAndWatched_overTheNetwork_alsoByTheClientsChildren() throws Exception {
    try (Manager manager = Manager.connect(serve("up", 0), KEY)) {
      ActorRef<Object> notes = notesOf(manager);
      notes.tell("a");
      assertThat(textOf(notes)).isEqualTo("a");
      assertThat(notesOf(manager)).isEqualTo(notes);
      Process child = Process.of(RemoteManagerTest::note, notes, "b").start();
      child.join();
      assertThat(child.exitCode()).hasValue(0);
      assertThat(textOf(notes)).isEqualTo("ab");
      TestProbe<Object> probe = TestProbe.create(Actors.system());
      assertThatThrownBy(() -> notes.tell(List.of(probe.getRef())))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("cannot cross a network");
      notes.tell("stop");
      probe.expectTerminated(notes, Scratch.PATIENCE);
    }
  }

  @Test
  void actor_serverIsKilled_watchersHear() throws Exception {
    try (Manager manager = Manager.connect(serve("up", 0), KEY)) {
      ActorRef<Object> notes = notesOf(manager);
      TestProbe<Object> probe = TestProbe.create(Actors.system());
      server.destroyForcibly();
      probe.expectTerminated(notes, Scratch.PATIENCE);
      assertThatThrownBy(() -> textOf(notes)).isInstanceOf(OwnerLostException.class);
    }
  }

  @Test
  @Tag("X062")
  void wrongKey_isRefused_andTheServerStaysUsable() throws Exception {
    InetSocketAddress address = serve("up", 0);

    assertThatThrownBy(() -> Manager.connect(address, new byte[] {1}))
        .isInstanceOf(AuthenticationException.class);
    try (Manager manager = Manager.connect(address, KEY)) {
      assertThat(manager.list(List.of(1))).containsExactly(1);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Manager.serve(address, io.troupe.connection.ConnectionOptions.defaults()))
        .withMessageContaining("key");
  }

  static void increment(ManagedMap<String, Object> dict, Lock lock) throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      lock.acquire();
      dict.put("count", (Integer) dict.getOrDefault("count", 0) + 1);
      lock.release();
    }
  }

  @Test
  @Tag("X078")
  void proxies_workInTheClientsOwnChildren_whichKnowNoKey() throws Exception {
    try (Manager manager = Manager.connect(serve("up", 0), KEY)) {
      ManagedMap<String, Object> dict = dictOf(manager);
      Lock lock = manager.create("lock", Lock.class);
      Process child = Process.of(RemoteManagerTest::increment, dict, lock).start();
      try (Pool pool = Pool.of(2)) {
        var first = pool.runAsync(RemoteManagerTest::increment, dict, lock);
        pool.run(RemoteManagerTest::increment, dict, lock);
        first.get(60, TimeUnit.SECONDS);
      }
      child.join();
      assertThat(child.exitCode()).hasValue(0);
      assertThat(dict).isEqualTo(Map.of("count", 150));
    }
  }

  static void hold(Lock lock, String sign) throws Exception {
    lock.acquire();
    Scratch.write(sign, "holds");
    Thread.sleep(Long.MAX_VALUE);
  }

  @Test
  void childOfAClient_killedWhileItHoldsALock_releasesIt() throws Exception {
    try (Manager manager = Manager.connect(serve("up", 0), KEY)) {
      Lock lock = manager.create("lock", Lock.class);
      Path sign = scratch.resolve("sign");
      Process child = Process.of(RemoteManagerTest::hold, lock, sign.toString())
          .daemon(true)
          .start();
      Scratch.await(sign);
      assertThat(lock.tryLock()).isFalse();

      child.kill();

      lock.acquire();
      lock.release();
    }
  }

  @Test
  @Tag("C129")
  void serverKilled_callsFail_andAnotherOneAtTheSameAddressIsReached() throws Exception {
    InetSocketAddress address = serve("up", 0);
    Manager manager = Manager.connect(address, KEY);
    ManagedMap<String, Object> dict = dictOf(manager);
    assertThat(dict).isEmpty();

    server.destroyForcibly().waitFor();

    assertThatThrownBy(() -> {
          dict.put("a", 1);
          dict.get("a");
        })
        .isInstanceOf(OwnerLostException.class);
    manager.close();
    assertThat(serve("again", address.getPort())).isEqualTo(address);
    try (Manager again = Manager.connect(address, KEY)) {
      assertThat(dictOf(again).put("a", 1)).isNull();
    }
  }

  @Test
  void close_ofTheClient_endsItsConnectionOnly() throws Exception {
    InetSocketAddress address = serve("up", 0);
    Manager first = Manager.connect(address, KEY);
    ManagedMap<String, Object> dict = dictOf(first);
    dict.put("a", 1);

    first.close();

    await()
        .untilAsserted(() -> assertThatThrownBy(dict::size).isInstanceOf(OwnerLostException.class));
    try (Manager second = Manager.connect(address, KEY)) {
      assertThat(dictOf(second).get("a")).isEqualTo(1);
    }
  }
}
