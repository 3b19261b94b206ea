package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Output;
import io.troupe.Pool;
import io.troupe.Process;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools inside the workers of pools. */
@Timeout(120)
class PoolNestingTest {

  private static List<Integer> squaresFromProcesses(int size) throws InterruptedException {
    try (Pool inner = Pool.of(1)) {
      return inner.map(Work::square, Work.range(size));
    }
  }

  private static List<Integer> squaresFromThreads(int size) throws InterruptedException {
    try (Pool inner = Pool.threads(2)) {
      return inner.map(Work::square, Work.range(size));
    }
  }

  private static void printSquares(int size) throws InterruptedException {
    System.out.print(squaresFromProcesses(size));
  }

  @Test
  @Tag("C190")
  void process_hasAPoolOfItsOwn() throws Exception {
    Process process =
        Process.of(PoolNestingTest::printSquares, 5).output(Output.CAPTURED).start();
    process.join();

    assertThat(process.exitCode()).hasValue(0);
    assertThat(process.capturedOutput()).isEqualTo(Work.squares(5).toString());
  }

  @Test
  void worker_mayHaveChildren_hasAPoolOfItsOwn() throws Exception {
    try (Pool pool = Pool.builder().processes(1).mayHaveChildren(true).start()) {
      assertThat(pool.apply(PoolNestingTest::squaresFromProcesses, 5)).isEqualTo(Work.squares(5));
    }
  }

  @Test
  void worker_mayNotHaveChildren_isToldSo() {
    try (Pool pool = Pool.of(1)) {
      assertThatThrownBy(() -> pool.apply(PoolNestingTest::squaresFromProcesses, 5))
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessageContaining("not allowed to have children");
    }
  }

  @Test
  void worker_anyway_mayHaveThreads() throws Exception {
    try (Pool pool = Pool.of(1)) {
      assertThat(pool.apply(PoolNestingTest::squaresFromThreads, 5)).isEqualTo(Work.squares(5));
    }
  }
}
