package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.PayloadException;
import io.troupe.Process;
import io.troupe.RemoteStackTrace;
import io.troupe.manager.Manager;
import io.troupe.manager.SharedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Types of the program's own in the process of a manager. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SharedTypeTest {
  private static Manager manager;

  @BeforeAll
  static void start() {
    manager = Manager.process()
        .register(Foo.class, PlainFoo::new)
        .register(SharedType.of(Gate.class, LatchGate::new).concurrent())
        .register(SharedType.of(Counter.class, PlainCounter::new).named("from"));
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  static final class OutOfTea extends Exception {
    private static final long serialVersionUID = 1L;

    OutOfTea(String message) {
      super(message);
    }
  }

  interface Foo {
    String f();

    void g() throws OutOfTea;

    Iterator<Integer> squares(int count);

    Stream<String> names();

    Iterable<Integer> twice();

    Object lock();

    long pid();

    int yielded();

    default String both() {
      return f() + "/" + f(1);
    }

    String f(int i);

    String f(Integer i);

    Counter counter();

    Foo self();
  }

  static class PlainFoo implements Foo {
    private final Counter counter = new PlainCounter(0);
    private int yielded;

    @Override
    public String f() {
      return "f()";
    }

    @Override
    public void g() throws OutOfTea {
      throw new OutOfTea("none left");
    }

    /** Not of the interface. */
    public String h() {
      return "h";
    }

    @Override
    public Iterator<Integer> squares(int count) {
      return IntStream.range(0, count)
          .map(i -> {
            yielded++;
            return i * i;
          })
          .iterator();
    }

    @Override
    public Stream<String> names() {
      return Stream.of("a", "b");
    }

    @Override
    public Iterable<Integer> twice() {
      return () -> List.of(1, 2).iterator();
    }

    @Override
    public Object lock() {
      return new Thread("cannot cross");
    }

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public int yielded() {
      return yielded;
    }

    @Override
    public String f(int i) {
      return "int " + i;
    }

    @Override
    public String f(Integer i) {
      return "Integer " + i;
    }

    @Override
    public Counter counter() {
      return counter;
    }

    @Override
    public Foo self() {
      return this;
    }

    @Override
    public String toString() {
      return "a plain Foo";
    }
  }

  interface Counter {
    int next();
  }

  static final class PlainCounter implements Counter {
    private int count; // plain: calls come one after the other

    PlainCounter(Integer count) {
      this.count = count;
    }

    @Override
    public int next() {
      return ++count;
    }
  }

  interface Gate {
    void await() throws InterruptedException;

    void open();

    int waiting();
  }

  static final class LatchGate implements Gate {
    private final CountDownLatch latch = new CountDownLatch(1);
    private int waiting;

    @Override
    public void await() throws InterruptedException {
      synchronized (this) {
        waiting++;
      }
      try {
        latch.await();
      } finally {
        synchronized (this) {
          waiting--;
        }
      }
    }

    @Override
    public void open() {
      latch.countDown();
    }

    @Override
    public synchronized int waiting() {
      return waiting;
    }
  }

  @Test
  @Tag("C125")
  @Tag("X071")
  void calls_ofTheInterface_runInTheManagersProcess() {
    Foo foo = manager.create(Foo.class);

    assertThat(foo.pid()).isEqualTo(manager.serverProcess().orElseThrow().pid());
    assertThat(foo.f()).isEqualTo("f()");
    assertThat(foo.f(1)).isEqualTo("int 1");
    assertThat(foo.f((Integer) 1)).isEqualTo("Integer 1");
    assertThat(foo.both()).isEqualTo("f()/int 1");
    assertThat(foo).hasToString("a plain Foo").isNotInstanceOf(PlainFoo.class);
    assertThat(Arrays.stream(foo.getClass().getMethods()).map(m -> m.getName()))
        .doesNotContain("h");
    assertThat(foo.equals(foo.self())).isTrue();
    assertThat(foo.hashCode()).isEqualTo(foo.self().hashCode());
    assertThat(foo.equals(manager.create(Foo.class))).isFalse();
  }

  @Test
  @Tag("X072")
  void exception_keepsItsType_andBringsTheRemoteStack() {
    Foo foo = manager.create(Foo.class);

    assertThatThrownBy(foo::g)
        .isInstanceOf(OutOfTea.class)
        .hasMessage("none left")
        .hasNoCause()
        .satisfies(e -> assertThat(e.getSuppressed()[0]).isInstanceOf(RemoteStackTrace.class));
  }

  @Test
  @Tag("X073")
  void resultThatCannotCross_fails_andTheObjectGoesOn() {
    Foo foo = manager.create(Foo.class);

    assertThatThrownBy(foo::lock).isInstanceOf(PayloadException.class);
    assertThat(foo.f()).isEqualTo("f()");
  }

  @Test
  @Tag("X074")
  void iterators_streams_iterables_giveEachItemWhenItIsAskedFor() {
    Foo foo = manager.create(Foo.class);

    Iterator<Integer> squares = foo.squares(1_000_000);
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      first.add(squares.next());
    }
    assertThat(first).containsExactly(0, 1, 4, 9);
    assertThat(foo.yielded()).isLessThan(1000);
    assertThat(foo.squares(3)).toIterable().containsExactly(0, 1, 4);
    try (Stream<String> names = foo.names()) {
      assertThat(names.map(name -> name + "!")).containsExactly("a!", "b!");
    }
    Iterable<Integer> twice = foo.twice();
    assertThat(twice).containsExactly(1, 2);
    assertThat(twice).containsExactly(1, 2);
  }

  static void count(Foo foo) {
    for (int i = 0; i < 100; i++) {
      foo.counter().next();
    }
  }

  @Test
  void registeredTypesAsResults_areManagedObjects_alwaysTheSame() throws InterruptedException {
    Foo foo = manager.create(Foo.class);
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      children.add(Process.of(SharedTypeTest::count, foo).start());
    }
    for (Process child : children) {
      child.join();
      assertThat(child.exitCode()).hasValue(0);
    }

    assertThat(foo.counter().next()).isEqualTo(301);
    assertThat(foo.counter()).isEqualTo(foo.counter());
  }

  @Test
  void create_takesArguments_andRefusesWhatIsNotRegistered() {
    assertThat(manager.create("from", Counter.class, 41).next()).isEqualTo(42);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> manager.create("nothing", Counter.class))
        .withMessageContaining("nothing")
        .withMessageContaining("from");
    assertThatThrownBy(() -> manager.create("from", Foo.class, 1))
        .isInstanceOf(ClassCastException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> manager.register(PlainFoo.class, PlainFoo::new))
        .withMessageContaining("interface");
  }

  @Test
  void concurrentType_waitingCallsHoldUpNobody_andCanBeInterrupted() throws Exception {
    Gate gate = manager.create(Gate.class);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Thread thread = new Thread(() -> {
        try {
          gate.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
      thread.start();
      threads.add(thread);
    }
    await().until(() -> gate.waiting() == 10);

    threads.get(0).interrupt();
    threads.get(0).join();
    await().until(() -> gate.waiting() == 9);
    gate.open();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(gate.waiting()).isZero();
  }

  static void wait(Gate gate) throws InterruptedException {
    gate.await();
  }

  @Test
  void callerKilled_inTheMiddleOfACall_harmsNothing() throws Exception {
    Gate gate = manager.create(Gate.class);
    Process child = Process.of(SharedTypeTest::wait, gate).daemon(true).start();
    await().until(() -> gate.waiting() == 1);

    child.kill();

    await().until(() -> gate.waiting() == 0);
    gate.open();
    gate.await();
  }
}
