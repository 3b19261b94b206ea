package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Context;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.StartMethod;
import io.troupe.Troupe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ContextTest {

  @TempDir
  Path scratch;

  static void write(String file, String text) throws Exception {
    Files.writeString(Path.of(file), text);
  }

  static void fail() {
    throw new IllegalStateException("on purpose");
  }

  static int square(int x) {
    return x * x;
  }

  @ParameterizedTest
  @EnumSource
  @Tag("C208")
  void context_everyStartMethod_runsTheSameProgram(StartMethod method) throws Exception {
    Context context = Context.of(method);
    Path file = scratch.resolve(method.name());

    Process process =
        context.process(ContextTest::write, file.toString(), "done").start();
    process.join();

    assertThat(context.startMethod()).isEqualTo(method);
    assertThat(process.exitCode()).hasValue(0);
    assertThat(file).hasContent("done");
    try (Pool pool = context.pool(2)) {
      assertThat(pool.map(ContextTest::square, List.of(1, 2, 3))).containsExactly(1, 4, 9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void process_thatThrows_exitsWith1(StartMethod method) throws Exception {
    Process process = Context.of(method).process(ContextTest::fail).start();
    process.join();

    assertThat(process.exitCode()).hasValue(1);
    assertThat(process.exitStatus().orElseThrow().failure().orElseThrow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("on purpose");
  }

  @Test
  void threadProcess_killed_refuses_interrupted_ends() throws Exception {
    Process process = Context.of(StartMethod.THREAD)
        .process(() -> new CountDownLatch(1).await())
        .daemon(true);
    process.start();

    assertThatThrownBy(process::kill).isInstanceOf(UnsupportedOperationException.class);
    assertThat(Process.activeChildren()).contains(process);
    process.interrupt();
    process.join();

    assertThat(process.exitCode()).hasValue(1);
    assertThat(Process.activeChildren()).doesNotContain(process);
  }

  static void describe(Queue<String> said) throws Exception {
    Process current = Process.current();
    Process parent = Process.parent().orElseThrow();
    said.put(current.name() + " " + current.isDaemon() + " " + parent.name());
    Process child = Context.of(StartMethod.THREAD).process(ContextTest::describeChild, said);
    child.start().join();
  }

  static void describeChild(Queue<String> said) throws Exception {
    said.put(Process.parent().orElseThrow().name() + " " + Process.current().isDaemon());
  }

  @ParameterizedTest
  @EnumSource
  void process_knowsItselfAndItsParent(StartMethod method) throws Exception {
    try (Queue<String> said = Queue.create()) {
      Process process = Context.of(method)
          .process(ContextTest::describe, said)
          .name("me")
          .daemon(true)
          .mayHaveChildren(true)
          .start();
      process.join();

      assertThat(said.get()).isEqualTo("me true MainProcess");
      assertThat(said.get()).isEqualTo("me true");
      assertThat(Process.current().name()).isEqualTo("MainProcess");
    }
  }

  @Test
  @Tag("C212")
  void choose_aSecondTime_refuses() {
    Context.rechoose(StartMethod.SPAWN);

    assertThat(Context.current().startMethod()).isEqualTo(StartMethod.SPAWN);
    assertThatIllegalStateException().isThrownBy(() -> Context.choose(StartMethod.THREAD));
    Context.rechoose(StartMethod.THREAD);
    assertThat(Context.current().startMethod()).isEqualTo(StartMethod.THREAD);
    Context.rechoose(StartMethod.SPAWN);
  }

  @Test
  @Tag("C015")
  void cpuCount_isThatOfTheRuntime() {
    assertThat(Troupe.cpuCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }
}
