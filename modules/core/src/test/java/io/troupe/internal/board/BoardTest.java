package io.troupe.internal.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.TroupeException;
import io.troupe.internal.directory.Places;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.wait.CpuGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BoardTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Board board = Board.create(8, RuntimeDirectory.ofThisJvm());

  @AfterEach
  void close() {
    board.close();
  }

  @Test
  void create_file_isPrivateAndGoneAfterClose() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(board.path())))
        .isEqualTo("rw-------");
    assertThat(Files.size(board.path())).isEqualTo(8 * 64);
    board.close();
    board.close();
    assertThat(board.path()).doesNotExist();
  }

  @Test
  void create_inTheDirectoryOfARuntime_goesBeforeIt(@TempDir Path parent) throws Exception {
    try (RuntimeDirectory directory = RuntimeDirectory.create(Places.of(List.of(parent)))) {
      Board here = Board.create(2, directory);
      assertThat(here.path().getParent()).isEqualTo(directory.path());
      here.close();
      assertThat(here.path()).doesNotExist();
    }
  }

  @Test
  void runningTask_ofAProcess_isSeenByTheHost() {
    int index = board.allocate();
    Board process = Board.open(board.path(), index);
    process.cell(index).runningTask(Long.MIN_VALUE + 5);
    assertThat(board.cell(index).runningTask()).isEqualTo(Long.MIN_VALUE + 5);
    process.cell(index).runningTask(0);
    assertThat(board.cell(index).runningTask()).isZero();
  }

  @Test
  void close_ofAProcessesBoard_keepsTheFile() {
    Board.open(board.path(), board.allocate()).close();
    assertThat(board.path()).exists();
  }

  @Test
  void cell_afterClose_staysUsable() {
    Cell cell = board.cell(0);
    board.close();
    cell.runningTask(3);
    assertThat(cell.runningTask()).isEqualTo(3);
  }

  @Test
  void allocate_full_failsAndRecoversAfterFree() {
    List<Integer> cells = new ArrayList<>();
    for (int i = 1; i < 8; i++) {
      cells.add(board.allocate());
    }
    assertThat(cells).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThatThrownBy(board::allocate)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("All 8 cells");
    board.free(3);
    assertThat(board.allocate()).isEqualTo(3);
  }

  @Test
  void free_notInUse_isRefused() {
    assertThatThrownBy(() -> board.free(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> board.free(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allocate_inAProcess_isRefused() {
    Board process = Board.open(board.path(), board.allocate());
    assertThatThrownBy(process::allocate).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void open_noBoard_isRefused(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("other"), new byte[640]);
    assertThatThrownBy(() -> Board.open(file, 1)).isInstanceOf(TroupeException.class);
    assertThatThrownBy(() -> Board.open(directory.resolve("none"), 1))
        .isInstanceOf(TroupeException.class);
    assertThatThrownBy(() -> Board.open(board.path(), 8))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void startSpinning_asManyAsCores_refusesTheNextInEveryProcess() {
    CpuGate host = board.gate();
    CpuGate process = Board.open(board.path(), board.allocate()).gate();
    for (int i = 0; i < CORES; i++) {
      assertThat((i % 2 == 0 ? host : process).startSpinning()).isTrue();
    }
    assertThat(host.startSpinning()).isFalse();
    assertThat(process.startSpinning()).isFalse();
    host.stopSpinning();
    assertThat(process.startSpinning()).isTrue();
  }

  @Test
  void startSpinning_tasksOnAllCores_isRefused() {
    List<Integer> cells = new ArrayList<>();
    for (int i = 0; i < Math.min(CORES, 7); i++) {
      cells.add(board.allocate());
      board.cell(cells.get(i)).runningTask(i + 1);
    }
    assertThat(board.gate().startSpinning()).isEqualTo(CORES > 7);
    board.cell(cells.get(0)).runningTask(0);
    assertThat(board.gate().startSpinning()).isTrue();
  }

  @Test
  void free_processDiedSpinning_givesItsCoreBack() {
    int index = board.allocate();
    CpuGate process = Board.open(board.path(), index).gate();
    for (int i = 0; i < CORES; i++) {
      process.startSpinning();
    }
    assertThat(board.gate().startSpinning()).isFalse();
    board.free(index);
    assertThat(board.gate().startSpinning()).isTrue();
    assertThat(board.allocate()).isEqualTo(index);
  }

  @Test
  void startSpinning_fromManyThreads_neverMoreThanCores() {
    AtomicInteger spinning = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      CpuGate gate = Board.open(board.path(), board.allocate()).gate();
      threads.add(CompletableFuture.runAsync(() -> {
        for (int i = 0; i < 50_000; i++) {
          if (gate.startSpinning()) {
            most.accumulateAndGet(spinning.incrementAndGet(), Math::max);
            spinning.decrementAndGet();
            gate.stopSpinning();
          }
        }
      }));
    }
    threads.forEach(CompletableFuture::join);
    assertThat(most.get()).isBetween(1, CORES);
    for (int i = 0; i < CORES; i++) {
      assertThat(board.gate().startSpinning()).isTrue();
    }
  }
}
