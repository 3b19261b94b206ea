package io.troupe.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RedirectTest {
  private static final Command BOTH = Command.shell("echo apple; echo orange >&2");

  @TempDir
  Path scratch;

  @Test
  @Tag("S026")
  void stdin_ofAFile() throws Exception {
    Path file = Files.writeString(scratch.resolve("in"), "pear");

    assertThat(Command.of("cat").stdin(Redirect.from(file)).checkOutput()).isEqualTo("pear");
  }

  @Test
  @Tag("S028")
  void stdout_toAFile_thatIsEmptiedOrAddedTo() throws Exception {
    Path file = Files.writeString(scratch.resolve("out"), "what was there before");

    BOTH.stdout(Redirect.to(file)).stderr(Redirect.DEVNULL).checkCall();
    assertThat(file).hasContent("apple\n");
    BOTH.stdout(Redirect.append(file)).stderr(Redirect.DEVNULL).checkCall();
    assertThat(file).hasContent("apple\napple\n");
  }

  @Test
  @Tag("S032")
  void both_toOneFile() throws Exception {
    Path file = scratch.resolve("out");

    BOTH.stdout(Redirect.to(file)).stderr(Redirect.to(file)).checkCall();
    assertThat(file).hasContent("apple\norange\n");
    BOTH.stdout(Redirect.append(file)).stderr(Redirect.append(file)).checkCall();
    assertThat(file).hasContent("apple\norange\napple\norange\n");
  }

  @Test
  @Tag("S031")
  @Tag("T33")
  void merged_keepsTheOrder() throws Exception {
    Completed done = Command.shell("printf apple; printf orange >&2; printf pear")
        .stdout(Redirect.PIPE)
        .stderr(Redirect.STDOUT)
        .run();

    assertThat(done.output()).isEqualTo("appleorangepear");
    assertThat(done.stderr().isCaptured()).isFalse();
  }

  @Test
  void merged_failure_quotesTheOutput() {
    assertThatThrownBy(() -> Command.shell("echo why >&2; exit 1")
            .stdout(Redirect.PIPE)
            .stderr(Redirect.STDOUT)
            .check()
            .run())
        .hasMessageEndingWith("Its last lines:\n  why");
  }

  @Test
  @Tag("S033")
  void devnull_isEmptyAndTakesAll() throws Exception {
    Command.shell("head -c 300000 /dev/zero").stdout(Redirect.DEVNULL).checkCall();
    assertThat(Command.of("cat").stdin(Redirect.DEVNULL).checkOutput()).isEmpty();
  }

  @Test
  void stream_isTheInput_andOneTheOutput() throws Exception {
    byte[] much = new byte[1_000_000];
    for (int i = 0; i < much.length; i++) {
      much[i] = (byte) i;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    Command.of("tee", "/dev/stderr")
        .stdin(Redirect.from(new ByteArrayInputStream(much)))
        .stdout(Redirect.to(out))
        .stderr(Redirect.to(err))
        .checkCall();

    assertThat(out.toByteArray()).isEqualTo(much);
    assertThat(err.toByteArray()).isEqualTo(much);
  }

  @Test
  void stream_thatHasNothingYet_holdsNobodyUp() throws Exception {
    PipedOutputStream later = new PipedOutputStream();
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (Popen program = Command.of("sh", "-c", "echo ready; cat")
        .stdin(Redirect.from(new PipedInputStream(later)))
        .stdout(Redirect.lines(lines::add))
        .start()) {
      assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("ready");
      later.write("answer\n".getBytes(StandardCharsets.UTF_8));
      later.flush();
      assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("answer");
      later.close();

      assertThat(program.communicate().returnCode()).isZero();
    }
  }

  @Test
  void stream_thatTheProgramDoesNotRead_isNoError() throws Exception {
    InputStream endless = new InputStream() {
      @Override
      public int read() {
        return 1;
      }
    };

    assertThat(Command.of("true").stdin(Redirect.from(endless)).call()).isZero();
  }

  @Test
  void stream_thatFails_isTheFailureOfTheRun() throws Exception {
    InputStream broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("broken on purpose");
      }
    };
    OutputStream full = new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException("full on purpose");
      }
    };

    assertThatThrownBy(() -> Command.of("cat").stdin(Redirect.from(broken)).run())
        .isInstanceOf(IOException.class)
        .hasMessage("broken on purpose");
    assertThatThrownBy(() -> Command.of("yes").stdout(Redirect.to(full)).run())
        .isInstanceOf(IOException.class)
        .hasMessage("full on purpose");
    Popen program = Command.of("yes").stdout(Redirect.to(full)).start();
    assertThatThrownBy(program::close)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("full on purpose");
    assertThat(program.poll()).hasValue(-Signal.SIGPIPE.number());
  }

  @Test
  void lines_areConsumedByTheThreadThatRuns() throws Exception {
    List<String> lines = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();

    Command.shell("printf 'one\\ntwo\\r\\nthree\\rfour\\n\\nfive'")
        .stdout(Redirect.lines(line -> {
          lines.add(line);
          threads.add(Thread.currentThread());
        }))
        .checkCall();

    assertThat(lines).containsExactly("one", "two", "three", "four", "", "five");
    assertThat(threads).containsOnly(Thread.currentThread());
  }

  @Test
  @Tag("T33")
  void lines_comeWhileTheProgramRuns() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (Popen program = Command.of("cat")
        .stdin(Redirect.PIPE)
        .stdout(Redirect.lines(lines::add))
        .start()) {
      program.stdin().write("first\n".getBytes(StandardCharsets.UTF_8));
      program.stdin().flush();

      assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("first");
      assertThat(program.poll()).isEmpty();
    }
  }

  @Test
  void lines_areDelivered_whenCloseReturns_thoughAnOrphanHoldsThePipe() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Path pid = scratch.resolve("pid");
    try {
      Command.shell("seq 1000; sleep 3600 & echo $! > " + pid)
          .stdout(Redirect.lines(lines::add))
          .start()
          .close();

      assertThat(lines).hasSize(1000).endsWith("1000");
    } finally {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void lines_ofACharsetWithWideCharacters() throws Exception {
    List<String> lines = new ArrayList<>();

    Command.of("cat")
        .charset(StandardCharsets.UTF_16LE)
        .input("eins\nzwölf\n")
        .stdout(Redirect.lines(lines::add))
        .checkCall();

    assertThat(lines).containsExactly("eins", "zwölf");
  }

  @Test
  void lines_consumerThatThrows_endsTheRun() {
    assertThatThrownBy(() -> Command.of("yes")
            .stdout(Redirect.lines(line -> {
              throw new IllegalArgumentException("no, " + line);
            }))
            .run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no, y");
  }

  @Test
  void lines_andTimeout() throws Exception {
    List<String> lines = new ArrayList<>();

    RunTest.expire(Command.of("yes").stdout(Redirect.lines(lines::add)), e -> !lines.isEmpty());

    assertThat(lines).containsOnly("y");
  }
}
