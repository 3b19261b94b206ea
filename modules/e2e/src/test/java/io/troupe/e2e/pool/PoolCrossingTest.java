package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.Output;
import io.troupe.PayloadException;
import io.troupe.Pool;
import io.troupe.RemoteException;
import io.troupe.WorkerLostException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens where something cannot cross to a worker, or back: one task fails, and nobody hangs. */
@Timeout(120)
class PoolCrossingTest {
  // Not made where it is declared: this class is loaded in the worker, too, for the functions that
  // it has.
  private static Pool pool;

  @BeforeAll
  static void start() {
    pool = Pool.builder().processes(1).output(Output.DISCARDED).start();
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  /** Cannot cross at all. */
  private static final class Opaque {}

  /** What a value does when it is written or read. */
  private enum Mischief {
    THROW {
      @Override
      void act() throws IOException {
        throw new IOException("on purpose");
      }
    },
    EXIT {
      @Override
      void act() {
        System.exit(5);
      }
    },
    HALT {
      @Override
      void act() {
        Runtime.getRuntime().halt(6);
      }
    };

    abstract void act() throws IOException;
  }

  /** Does its mischief when it is read. */
  private static final class WhenRead implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String mischief;

    WhenRead(Mischief mischief) {
      this.mischief = mischief.name();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      Mischief.valueOf(mischief).act();
    }
  }

  /** Does its mischief when it is written. */
  private static final class WhenWritten implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String mischief;

    WhenWritten(Mischief mischief) {
      this.mischief = mischief.name();
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      Mischief.valueOf(mischief).act();
      out.defaultWriteObject();
    }
  }

  /** An exception that no constructor rebuilds. */
  private static final class OddException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Opaque detail;

    OddException(Opaque detail, int number) {
      super("odd " + number);
      this.detail = detail;
    }

    @Override
    public String toString() {
      return "OddException with " + (detail == null ? "nothing" : "a detail");
    }
  }

  private static void assertAlive() throws InterruptedException {
    assertThat(pool.apply(Work::square, 3)).isEqualTo(9);
  }

  @Test
  @Tag("C100")
  @Tag("F039")
  void map_itemCannotCross_failsAtTheCall() throws Exception {
    List<Opaque> items = Collections.nCopies(10, new Opaque());
    assertThatThrownBy(() -> pool.map(item -> 1, items)).isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> pool.mapAsync(item -> 1, items)).isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> pool.applyAsync(item -> 1, new Opaque()))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("Opaque");
    assertAlive();
  }

  @Test
  @Tag("X102")
  void applyAsync_functionCapturesWhatCannotCross_failsAtTheCall() throws Exception {
    Opaque captured = new Opaque();
    assertThatThrownBy(() -> pool.applyAsync(() -> captured.hashCode()))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("Opaque");
    int local = 5;
    assertThat(pool.apply(() -> local + 1)).isEqualTo(6);
  }

  @Test
  @Tag("C120")
  @Tag("F048")
  void applyAsync_resultCannotCross_failsAndTheWorkerIsKept() throws Exception {
    long pid = pool.apply(Work::pid);
    for (int i = 0; i < 20; i++) {
      List<Throwable> called = Collections.synchronizedList(new ArrayList<>());
      AsyncResult<Object> result =
          pool.applyAsync(Call.<Object>of(Opaque::new).errorCallback(called::add));
      assertThatThrownBy(result::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isExactlyInstanceOf(PayloadException.class)
          .hasMessageContaining("Opaque");
      assertThat(called).singleElement().isInstanceOf(PayloadException.class);
    }
    assertThat(pool.apply(Work::pid)).isEqualTo(pid);
  }

  @Test
  @Tag("X101")
  void apply_exceptionCannotBeRebuilt_isNamed() throws Exception {
    assertThatThrownBy(() -> pool.apply(PoolCrossingTest::throwOdd))
        .satisfiesAnyOf(
            failure -> assertThat(failure).isExactlyInstanceOf(OddException.class),
            failure -> assertThat(failure)
                .isInstanceOfSatisfying(
                    RemoteException.class,
                    remote ->
                        assertThat(remote.remoteClass()).isEqualTo(OddException.class.getName())));
    assertAlive();
  }

  private static int throwOdd() throws OddException {
    throw new OddException(new Opaque(), 1);
  }

  @Test
  @Tag("F041")
  void apply_argumentThrowsWhenRead_onlyThatTaskFails() throws Exception {
    long pid = pool.apply(Work::pid);
    assertThatThrownBy(() -> pool.apply(PoolCrossingTest::ignore, new WhenRead(Mischief.THROW)))
        .isInstanceOf(PayloadException.class);
    assertThat(pool.apply(Work::pid)).isEqualTo(pid);
  }

  @Test
  @Tag("F040")
  @Tag("F042")
  void apply_argumentEndsTheWorkerWhenRead_isLost() throws Exception {
    assertLost(5, new WhenRead(Mischief.EXIT));
    assertLost(6, new WhenRead(Mischief.HALT));
  }

  private static void assertLost(int status, WhenRead argument) throws Exception {
    assertThatThrownBy(() -> pool.apply(PoolCrossingTest::ignore, argument))
        .isInstanceOfSatisfying(
            WorkerLostException.class, lost -> assertThat(lost.exitCode()).isEqualTo(status));
    assertAlive();
  }

  private static int ignore(Object value) {
    return value == null ? 0 : 1;
  }

  @Test
  @Tag("F046")
  @Tag("F047")
  void apply_resultEndsTheWorkerWhenWritten_isLost() throws Exception {
    for (Mischief mischief : List.of(Mischief.EXIT, Mischief.HALT)) {
      assertThatThrownBy(() -> pool.apply(WhenWritten::new, mischief))
          .isInstanceOf(WorkerLostException.class);
      assertAlive();
    }
    assertThatThrownBy(() -> pool.apply(WhenWritten::new, Mischief.THROW))
        .isInstanceOf(PayloadException.class);
    assertAlive();
  }

  @Test
  @Tag("F049")
  void get_resultCannotBeRead_onlyThatTaskFails() throws Exception {
    AsyncResult<WhenRead> result = pool.applyAsync(WhenRead::new, Mischief.THROW);
    assertThatThrownBy(() -> result.get(Duration.ofSeconds(60)))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(PayloadException.class);
    assertThat(result.successful()).isFalse();
    assertAlive();
  }
}
