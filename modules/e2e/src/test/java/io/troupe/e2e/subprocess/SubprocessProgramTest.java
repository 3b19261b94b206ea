package io.troupe.e2e.subprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.subprocess.Command;
import io.troupe.subprocess.Completed;
import io.troupe.subprocess.Popen;
import io.troupe.subprocess.Redirect;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SubprocessProgramTest {
  private static final long GIGABYTE = 1L << 30;

  @TempDir
  Path scratch;

  /** A stream of zeros of some length. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = (int) Math.min(left, length);
      left -= count;
      return count == 0 ? -1 : count;
    }
  }

  /** A stream that counts what it is given. */
  private static final class Count extends OutputStream {
    private volatile long written;

    @Override
    public void write(int one) {
      written++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      written += length;
    }
  }

  static final class Gigabytes {
    public static void main(String[] args) throws Exception {
      Count out = new Count();
      Count err = new Count();
      try (Popen program = Command.of("tee", "/dev/stderr")
          .stdin(Redirect.from(new Zeros(GIGABYTE)))
          .stdout(Redirect.to(out))
          .stderr(Redirect.to(err))
          .start()) {
        Completed done = program.communicate();
        System.out.println(done.returnCode() + " " + out.written + " " + err.written);
      }
    }
  }

  @Test
  void aGigabyteBothWays_inAHeapOf64Megabytes() throws Exception {
    ProgramRun run = ProgramRun.of(Gigabytes.class, List.of("-Xmx64m"));

    assertThat(run.out()).as("%s", run).isEqualTo("0 " + GIGABYTE + " " + GIGABYTE + "\n");
  }

  static final class Inheriting {
    public static void main(String[] args) throws Exception {
      Command.shell("printf orange >&2").stderr(Redirect.STDOUT).run();
      Command.shell("printf pear; printf plum >&2").run();
    }
  }

  @Test
  @Tag("S030")
  @Tag("T30")
  void inheritedOutput_goesWhereOursGoes_andSoDoesMergedError() throws Exception {
    ProgramRun run = ProgramRun.of(Inheriting.class, List.of());

    assertThat(run.out()).isEqualTo("orangepear");
    assertThat(run.err()).isEqualTo("plum");
  }

  static final class EndsBeforeItsProgram {
    public static void main(String[] args) throws Exception {
      Popen program = Command.shell(
              "sleep 3600 & echo $! > \"$1.new\"; mv \"$1.new\" \"$1\"; wait", "sh", args[0])
          .killedAtExit()
          .start();
      Scratch.await(Path.of(args[0]));
      System.out.println(program.pid());
    }
  }

  @Test
  void killedAtExit_endsWithTheJvm_andSoDoesWhatItHasStarted() throws Exception {
    Path pid = scratch.resolve("pid");

    ProgramRun run = ProgramRun.of(EndsBeforeItsProgram.class, List.of(), pid.toString());

    assertThat(run.err()).isEmpty();
    Scratch.awaitGone(Long.parseLong(run.out().strip()));
    Scratch.awaitGone(Long.parseLong(Scratch.read(pid).strip()));
  }

  static final class WaitsForItsProgram {
    public static void main(String[] args) throws Exception {
      Command.shell("echo $$ > \"$1.new\"; mv \"$1.new\" \"$1\"; exec sleep 3600", "sh", args[0])
          .killedAtExit()
          .run();
    }
  }

  @Test
  void killedAtExit_endsWithAJvmThatIsTerminated() throws Exception {
    Path pid = scratch.resolve("pid");
    Process host = ProgramRun.start(WaitsForItsProgram.class, pid.toString());
    try {
      long program = Long.parseLong(Scratch.read(pid).strip());

      host.destroy();

      assertThat(host.waitFor()).isNotZero();
      Scratch.awaitGone(program);
    } finally {
      host.destroyForcibly();
    }
  }

  static final class Quiet {
    public static void main(String[] args) throws IOException, InterruptedException {
      Command.of("true").run();
      Command.of("cat").input("x").captureOutput().run();
      List<String> threads = Thread.getAllStackTraces().keySet().stream()
          .map(Thread::getName)
          .filter(name -> name.startsWith("troupe"))
          .toList();
      System.out.println(threads);
    }
  }

  @Test
  void run_needsNoThreadOfTroupes() throws Exception {
    assertThat(ProgramRun.of(Quiet.class, List.of()).out()).isEqualTo("[]\n");
  }

  static final class WithoutProc {
    public static void main(String[] args) throws Exception {
      Completed both = Command.of("tee", "/dev/stderr")
          .input(new byte[1_000_000])
          .captureOutput()
          .run();
      System.out.println(both.stdout().size() + " " + both.stderr().size());
      System.out.print(Command.of("seq", "3")
          .pipe(Command.of("tac"))
          .pipe(Command.of("cat"))
          .captureOutput()
          .run()
          .output());
      try (Popen program =
          Command.of("cat").stdin(Redirect.PIPE).stdout(Redirect.PIPE).start()) {
        program.stdin().write("pear".getBytes(StandardCharsets.UTF_8));
        program.stdin().flush();
        System.out.println((char) program.stdout().read());
        System.out.println(program.communicate("apple").output());
      }
      System.out.println(Command.of("yes").pipe(Command.of("true")).run().returnCodes());
    }
  }

  @Test
  void systemWithoutProc_getsThreads() throws Exception {
    ProgramRun run = ProgramRun.of(WithoutProc.class, List.of("-Dtroupe.subprocess.pumped=true"));

    assertThat(run.out())
        .as("%s", run)
        .isEqualTo("1000000 1000000\n3\n2\n1\np\nearapple\n[-13, 0]\n");
  }
}
