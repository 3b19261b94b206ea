package io.troupe.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommunicateTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir
  Path scratch;

  /** Returns a piece of a script that waits for {@link #open}. */
  private String gate() {
    return "until [ -e " + scratch.resolve("gate") + " ]; do sleep 0.05; done; ";
  }

  private void open() throws IOException {
    Files.createFile(scratch.resolve("gate"));
  }

  private static Popen piped(String script) throws IOException {
    return Command.shell(script)
        .stdin(Redirect.PIPE)
        .stdout(Redirect.PIPE)
        .stderr(Redirect.PIPE)
        .start();
  }

  @Test
  @Tag("S039")
  void input_isSent_andEnds() throws Exception {
    Command test = Command.shell("test \"$(cat)\" = pear && exit 7").stdin(Redirect.PIPE);
    try (Popen program = test.start()) {
      assertThat(program.communicate("pear").returnCode()).isEqualTo(7);
    }
    try (Popen program = test.start()) {
      assertThat(program.communicate(new byte[] {'p', 'e', 'a', 'r'}).returnCode())
          .isEqualTo(7);
    }
  }

  @Test
  @Tag("S041")
  void error_alone_isCaptured() throws Exception {
    try (Popen program =
        Command.shell("printf pineapple >&2").stderr(Redirect.PIPE).start()) {
      Completed done = program.communicate();

      assertThat(done.stdout().isCaptured()).isFalse();
      assertThat(done.stderr().bytes()).isEqualTo("pineapple".getBytes());
    }
  }

  @Test
  @Tag("T31")
  void bothWays_atOnce() throws Exception {
    byte[] much = new byte[3_000_000];
    try (Popen program = piped("tee /dev/stderr")) {
      Completed done = program.communicate(much);

      assertThat(done.stdout().bytes()).hasSize(much.length);
      assertThat(done.stderr().bytes()).hasSize(much.length);
    }
  }

  @Test
  @Tag("T31")
  void severalLines_toAnInteractiveProgram() throws Exception {
    try (Popen program = piped("while read line; do echo \"you said $line\"; done")) {
      assertThat(program.communicate("set q=mx\npython.org\nexit\n").stdout().lines())
          .containsExactly("you said set q=mx", "you said python.org", "you said exit");
    }
  }

  @Test
  @Tag("S043")
  void timeout_losesNothing() throws Exception {
    try (Popen program = piped("echo pineapple >&2; " + gate() + "echo pear >&2; cat")) {
      Awaitility.await().until(() -> program.stderr().available() > 0);
      assertThatThrownBy(() -> program.communicate("banana", SHORT))
          .isInstanceOfSatisfying(
              TimeoutExpiredException.class,
              e -> assertThat(e.stderr().text()).isEqualTo("pineapple\n"))
          .hasMessageContaining("timed out after 0.3 seconds");
      assertThat(program.poll()).isEmpty();
      open();

      Completed done = program.communicate();

      assertThat(done.output()).isEqualTo("banana");
      assertThat(done.error()).isEqualTo("pineapple\npear\n");
    }
  }

  @Test
  @Tag("S044")
  void timeout_inTheMiddleOfMuchOutput_losesNothing() throws Exception {
    try (Popen program = piped("for i in 1 2 3 4; do sleep 0.2; head -c 65536 /dev/zero; done")) {
      assertThatThrownBy(() -> program.communicate(SHORT))
          .isInstanceOf(TimeoutExpiredException.class);

      assertThat(program.communicate().stdout().bytes()).hasSize(262_144);
    }
  }

  @Test
  @Tag("S062")
  void timeout_leavesTheRestOfTheInputToTheNextCall() throws Exception {
    byte[] input = new byte[400_000];
    try (Popen program = piped(gate() + "wc -c")) {
      assertThatThrownBy(() -> program.communicate(input, SHORT))
          .isInstanceOf(TimeoutExpiredException.class);
      assertThatThrownBy(() -> program.communicate("more"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("cannot send input after communication has begun");
      open();

      assertThat(program.communicate().output().strip()).isEqualTo("400000");
    }
  }

  @Test
  void timeout_ofZeroOrLess_doesNotWait() throws Exception {
    try (Popen program = piped("cat")) {
      assertThatThrownBy(() -> program.communicate(Duration.ZERO))
          .isInstanceOf(TimeoutExpiredException.class);
      program.kill();
      program.waitFor();
    }
  }

  @Test
  @Tag("S048")
  void whatWasWrittenBefore_comesFirst() throws Exception {
    try (Popen program = piped("cat")) {
      program.stdin().write("banana".getBytes());

      assertThat(program.communicate("split").output()).isEqualTo("bananasplit");
    }
  }

  @Test
  void whatWasReadBefore_isNotReadAgain() throws Exception {
    try (Popen program = piped("printf bananasplit")) {
      assertThat(program.stdout().readNBytes(6)).isEqualTo("banana".getBytes());

      assertThat(program.communicate().output()).isEqualTo("split");
    }
  }

  @Test
  @Tag("S049")
  void inputThatIsClosed_isNoError() throws Exception {
    try (Popen program = piped("cat")) {
      program.stdin().close();

      assertThat(program.communicate().output()).isEmpty();
    }
  }

  @Test
  @Tag("S058")
  @Tag("S098")
  void programThatClosesItsInput_isNoError() throws Exception {
    try (Popen program = piped("exec 0</dev/null; echo done")) {
      assertThat(program.communicate(new byte[1_000_000]).output()).isEqualTo("done\n");
    }
    try (Popen program = Command.of("true").stdin(Redirect.PIPE).start()) {
      program.waitFor();
      assertThat(program.communicate("late").returnCode()).isZero();
    }
  }

  @Test
  @Tag("S100")
  void programThatClosesItsOutput_canBeAskedAgain() throws Exception {
    try (Popen program = piped("echo all; exec >&- 2>&-; " + gate())) {
      assertThatThrownBy(() -> program.communicate(SHORT))
          .isInstanceOf(TimeoutExpiredException.class);
      assertThatThrownBy(() -> program.communicate(Duration.ofMillis(1)))
          .isInstanceOf(TimeoutExpiredException.class);
      open();

      assertThat(program.communicate(Duration.ofSeconds(30)).output()).isEqualTo("all\n");
    }
  }

  @Test
  void secondCall_returnsTheSame() throws Exception {
    try (Popen program = piped("echo once")) {
      Completed done = program.communicate();

      assertThat(program.communicate()).isSameAs(done);
      assertThat(program.communicate(Duration.ZERO)).isSameAs(done);
    }
  }

  @Test
  void interrupt_losesNothing() throws Exception {
    try (Popen program = piped("cat")) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> program.communicate("kept"))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();

      assertThat(program.communicate().output()).isEqualTo("kept");
    }
  }

  @Test
  void twoThreads_getTheSame() throws Exception {
    try (Popen program = piped("sleep 0.3; echo once")) {
      CompletableFuture<Completed> other = CompletableFuture.supplyAsync(() -> {
        try {
          return program.communicate();
        } catch (IOException | InterruptedException e) {
          throw new IllegalStateException(e);
        }
      });

      assertThat(program.communicate()).isSameAs(other.get());
    }
  }

  @Test
  void otherThreads_areNeitherNeededNorMade() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Popen program = piped(gate() + "cat")) {
      assertThatThrownBy(() -> program.communicate(new byte[100_000], Duration.ofMillis(1)))
          .isInstanceOf(TimeoutExpiredException.class);

      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("troupe-subprocess"))
          .isSubsetOf(before);
      open();
      assertThat(program.communicate().stdout().bytes()).hasSize(100_000);
    }
  }

  @Test
  @Tag("S050")
  void text_hasOneKindOfLineEnd() throws Exception {
    Completed done = Command.shell("printf 'line1\\nline2\\r\\nline3\\rline4'")
        .captureOutput()
        .run();

    assertThat(done.output()).isEqualTo("line1\nline2\nline3\nline4");
    assertThat(done.stdout().lines()).containsExactly("line1", "line2", "line3", "line4");
    assertThat(done.stdout().bytes())
        .isEqualTo("line1\nline2\r\nline3\rline4".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  @Tag("S051")
  @Tag("T31")
  void text_hasTheCharsetOfTheCommand() throws Exception {
    for (String charset : new String[] {"UTF-16", "UTF-32BE", "ISO-8859-1"}) {
      Completed done = Command.of("cat")
          .charset(java.nio.charset.Charset.forName(charset))
          .input("1\r\n2\r3\nä")
          .captureOutput()
          .run();

      assertThat(done.output()).isEqualTo("1\n2\n3\nä");
    }
  }

  @Test
  void text_thatIsNone_followsTheRule() throws Exception {
    Command bad = Command.shell("printf 'a\\377b'").charset(StandardCharsets.UTF_8);

    Completed strict = bad.captureOutput().run();
    assertThatThrownBy(strict::output)
        .isInstanceOf(java.io.UncheckedIOException.class)
        .hasMessageContaining("UTF-8")
        .hasMessageContaining("errors(REPLACE)");
    assertThat(strict.stdout().bytes()).containsExactly('a', 255, 'b');
    assertThat(bad.errors(java.nio.charset.CodingErrorAction.REPLACE).checkOutput())
        .isEqualTo("a\uFFFDb");
    assertThat(bad.errors(java.nio.charset.CodingErrorAction.IGNORE).checkOutput())
        .isEqualTo("ab");
  }
}
