package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.PayloadException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.RemoteException;
import io.troupe.connection.ConnectionOptions;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.function.Task0;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.ManagedValue;
import io.troupe.manager.Manager;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a manager's key gives its holder: the manager's objects, and no code. The client allows what it sends, so that it is the
 * server that has to say no.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StrangersTest {
  private static final byte[] KEY = "correct horse".getBytes(StandardCharsets.UTF_8);
  private static final ConnectionOptions OPTIONS = ConnectionOptions.defaults().withKey(KEY);

  /** Leaves a mark of the process in which it runs. */
  static String mark(String directory) {
    try {
      Files.writeString(Path.of(directory, "ran-" + ProcessHandle.current().pid()), "");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return directory;
  }

  static final class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String directory;

    Gadget(String directory) {
      this.directory = directory;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      mark(directory);
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Gadget;
    }
  }

  record MarkingRecord(String directory) {
    MarkingRecord {
      mark(directory);
    }
  }

  record Plain(String text, long number, Plain inner) {}

  record Callable(String directory) implements Task0<Pool> {
    @Override
    public Pool call() {
      mark(directory);
      return Pool.threads(1);
    }
  }

  static final class MarkingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MarkingException(String directory) {
      super(mark(directory));
    }
  }

  /** What the server shares of its own. */
  interface Service {
    String take(Object value);

    void fail(String directory);

    void failAsTheJdkDoes(String file) throws IOException;
  }

  static final class DefaultService implements Service {
    @Override
    public String take(Object value) {
      return "took " + value;
    }

    @Override
    public void fail(String directory) {
      throw new MarkingException(directory);
    }

    @Override
    public void failAsTheJdkDoes(String file) throws IOException {
      throw new NoSuchFileException(file, null, "because");
    }
  }

  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws Exception {
      Manager manager = Manager.serve(
          new InetSocketAddress("127.0.0.1", 0),
          OPTIONS.withAllowedClasses(
              List.of(arguments).subList(1, arguments.length).toArray(String[]::new)));
      ManagedMap<Object, Object> dict = manager.dict();
      manager.register("dict", ManagedMap.class, () -> dict);
      manager.register(Service.class, DefaultService::new);
      Scratch.write(
          arguments[0], "" + ((InetSocketAddress) manager.address().orElseThrow()).getPort());
      while (System.in.read() >= 0) {
        // Nobody writes; it ends with the test, however that ends.
      }
    }
  }

  @TempDir
  Path marks;

  @TempDir
  Path scratch;

  private java.lang.Process server;
  private InetSocketAddress address;

  private void serve(String... allowed) throws Exception {
    Path said = scratch.resolve("up");
    server = ProgramRun.start(
        Server.class,
        Stream.concat(Stream.of(said.toString()), Stream.of(allowed)).toArray(String[]::new));
    address = new InetSocketAddress("127.0.0.1", Integer.parseInt(Scratch.read(said)));
  }

  private void serveAgain(String... allowed) throws Exception {
    server.destroyForcibly().waitFor();
    Files.delete(scratch.resolve("up"));
    serve(allowed);
  }

  @BeforeEach
  void serveWithoutAllowingAnything() throws Exception {
    serve();
  }

  @AfterEach
  void stop() {
    server.destroyForcibly();
  }

  private Manager connect(Class<?>... allowed) throws Exception {
    return Manager.connect(address, OPTIONS.withAllowedClasses(allowed));
  }

  private Path ranAtTheServer() {
    return marks.resolve("ran-" + server.pid());
  }

  private Path ranHere() {
    return marks.resolve("ran-" + ProcessHandle.current().pid());
  }

  /** Keys are decoded at the server, to be compared, and arguments of a service, to be given to it. */
  private void isRefusedByTheServer(Object value, String... says) throws Exception {
    try (Manager manager = connect(StrangersTest.class)) {
      ManagedMap<Object, Object> dict = dictOf(manager);
      assertThatThrownBy(() -> dict.put(value, 1))
          .isInstanceOf(PayloadException.class)
          .hasMessageContainingAll(says);
      assertThatThrownBy(() -> dict.put("k", List.of(Map.of("inner", value))))
          .isInstanceOf(PayloadException.class)
          .hasMessageContainingAll(says);
      assertThatThrownBy(() -> serviceOf(manager).take(value))
          .isInstanceOf(PayloadException.class)
          .hasMessageContainingAll(says);
      assertThatThrownBy(() -> manager.queue().put(value))
          .isInstanceOf(PayloadException.class)
          .hasMessageContainingAll(says);
      assertThat(dict).as("the manager stays usable").isEmpty();
    }
    assertThat(ranAtTheServer()).doesNotExist();
  }

  private static Service serviceOf(Manager manager) {
    return manager.create(Service.class.getName(), Service.class);
  }

  @SuppressWarnings("unchecked")
  private static ManagedMap<Object, Object> dictOf(Manager manager) {
    return manager.create("dict", ManagedMap.class);
  }

  @Test
  void serializable_isNotRead_unlessItsClassIsAllowed() throws Exception {
    Gadget gadget = new Gadget(marks.toString());
    isRefusedByTheServer(
        gadget, "java.io.Serializable", "withAllowedClasses(\"" + Gadget.class.getName() + "\")");
    isRefusedByTheServer(new java.util.ArrayDeque<>(List.of(gadget)), Gadget.class.getName());

    serveAgain(Gadget.class.getName());
    try (Manager manager = connect(Gadget.class)) {
      dictOf(manager).put(gadget, 1);
      assertThat(dictOf(manager).get(gadget)).isEqualTo(1);
    }
    assertThat(ranAtTheServer()).exists();
  }

  @Test
  void record_whoseConstructorRunsCode_isNotMade_unlessItsClassIsAllowed() throws Exception {
    isRefusedByTheServer(
        new MarkingRecord(marks.toString()),
        "record",
        "withAllowedClasses(\"" + MarkingRecord.class.getName() + "\")");

    try (Manager manager = connect()) {
      Plain plain = new Plain("a", 1, new Plain("b", 2, null));
      dictOf(manager).put(plain, plain);
      assertThat(dictOf(manager).get(plain)).isEqualTo(plain);
    }
  }

  @Test
  void exception_isNotMade_unlessItsClassIsAllowed() throws Exception {
    isRefusedByTheServer(
        new MarkingException(marks.toString()),
        "withAllowedClasses(\"" + MarkingException.class.getName() + "\")");
    Files.delete(ranHere());

    try (Manager manager = connect()) {
      Service service = serviceOf(manager);
      assertThatThrownBy(() -> service.fail(marks.toString()))
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining(MarkingException.class.getName());
      assertThat(ranHere()).doesNotExist();
      assertThatThrownBy(() -> service.failAsTheJdkDoes("f"))
          .isInstanceOfSatisfying(
              NoSuchFileException.class,
              e -> assertThat(e).hasMessage("f: because").extracting("file").isEqualTo("f"));
    }
    try (Manager manager = connect(MarkingException.class)) {
      Service service = serviceOf(manager);
      assertThatThrownBy(() -> service.fail(marks.toString())).isInstanceOf(MarkingException.class);
    }
  }

  @Test
  void function_runsHere_unlessItsClassIsAllowed() throws Exception {
    String directory = marks.toString();
    isRefusedByTheServer(
        (Supplier<String> & Serializable) () -> mark(directory),
        "function of " + StrangersTest.class.getName(),
        "withAllowedClasses");
    isRefusedByTheServer(new Callable(directory), "is a function");

    try (Manager manager = connect()) {
      ManagedMap<Object, Object> dict = dictOf(manager);
      dict.put("k", "a");
      assertThat(dict.merge("k", "b", (a, b) -> mark(directory) == null ? null : "" + a + b))
          .isEqualTo("ab");
      ManagedValue<Integer> value = manager.value(1);
      assertThatThrownBy(() -> value.updateAndGet(x -> x + 1))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("withAllowedClasses");
      assertThatThrownBy(() -> manager.pool(new Callable(directory)))
          .isInstanceOf(PayloadException.class);
      assertThatThrownBy(() -> manager.register(Supplier.class, () -> () -> mark(directory)))
          .isInstanceOf(PayloadException.class);
    }
    assertThat(ranHere()).exists();
    assertThat(ranAtTheServer()).doesNotExist();

    serveAgain(StrangersTest.class.getName());
    try (Manager manager = connect(StrangersTest.class)) {
      ManagedMap<Object, Object> dict = dictOf(manager);
      dict.put("k", "a");
      dict.merge("k", "b", (a, b) -> mark(directory));
      assertThat(manager.pool(1).apply(StrangersTest::mark, directory)).isEqualTo(directory);
    }
    assertThat(ranAtTheServer()).exists();
  }

  @Test
  void pool_takesOnlyFunctionsOfAllowedClasses() throws Exception {
    try (Manager manager = connect()) {
      Pool pool = manager.pool(1);
      assertThatThrownBy(() -> pool.apply(StrangersTest::mark, marks.toString()))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("withAllowedClasses");
    }
    assertThat(marks).isEmptyDirectory();
  }

  @Test
  void comparators_ofTheJdk_orderLists() throws Exception {
    try (Manager manager = connect()) {
      List<Integer> list = manager.list(List.of(2, 3, 1));
      list.sort(Comparator.reverseOrder());
      assertThat(list).containsExactly(3, 2, 1);
      list.sort(Comparator.comparing(x -> x));
      assertThat(list).containsExactly(1, 2, 3);
    }
  }

  @Test
  void objectsOfAnotherProcess_doNotCross() throws Exception {
    try (Manager manager = connect()) {
      Queue<Integer> own = Queue.create();
      assertThatThrownBy(() -> dictOf(manager).put("queue", own))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("let the manager make it");
      Queue<Integer> shared = manager.queue();
      dictOf(manager).put("queue", shared);
      shared.put(1);
      assertThat(((Queue<?>) dictOf(manager).get("queue")).get()).isEqualTo(1);
    }
  }

  static void putGadget(ManagedMap<Object, Object> dict, Gadget gadget) {
    dict.put(gadget, 1);
  }

  static void putWhatIsPlain(ManagedMap<Object, Object> dict) {
    dict.put(new Plain("a", 1, null), "plain");
    dict.merge("n", 1, (a, b) -> 2);
    dict.merge("n", 1, (a, b) -> 2);
  }

  @Test
  void childrenOfAClient_areHeldToTheSame() throws Exception {
    try (Manager manager = connect()) {
      ManagedMap<Object, Object> dict = dictOf(manager);
      Process child = Process.of(StrangersTest::putWhatIsPlain, dict).start();
      child.join();
      assertThat(child.exitCode()).hasValue(0);
      assertThat(dict).hasSize(2).containsEntry("n", 2);
      try (Pool pool = Pool.of(1)) {
        Gadget gadget = new Gadget(marks.toString());
        assertThatThrownBy(() -> pool.run(StrangersTest::putGadget, dict, gadget))
            .isInstanceOf(PayloadException.class)
            .hasMessageContaining("withAllowedClasses");
      }
    }
    assertThat(ranAtTheServer()).doesNotExist();
  }
}
