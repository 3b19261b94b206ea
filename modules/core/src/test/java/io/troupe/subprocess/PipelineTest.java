package io.troupe.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PipelineTest {

  @TempDir
  Path scratch;

  @Test
  void output_ofEach_isTheInputOfTheNext() throws Exception {
    CompletedPipeline done = Command.of("cat")
        .input("pear\napple\nfig\n")
        .pipe(Command.of("sort"))
        .pipe(Command.of("head", "-2"))
        .captureOutput()
        .run();

    assertThat(done.output()).isEqualTo("apple\nfig\n");
    assertThat(done.returnCodes()).containsExactly(0, 0, 0);
    assertThat(done.returnCode()).isZero();
    assertThat(done.stages().get(1).args()).containsExactly("sort");
  }

  @Test
  void returnCodes_areThoseOfAll_andErrorsToo() throws Exception {
    CompletedPipeline done = Pipeline.of(
            Command.shell("echo one >&2; exit 1"),
            Command.shell("cat; echo two >&2; exit 2"),
            Command.shell("cat; kill -TERM $$"))
        .captureOutput()
        .run();

    assertThat(done.returnCodes()).containsExactly(1, 2, -15);
    assertThat(done.stages().get(0).error()).isEqualTo("one\n");
    assertThat(done.stages().get(1).error()).isEqualTo("two\n");
    assertThatThrownBy(done::checkReturnCodes)
        .isInstanceOf(CalledProcessException.class)
        .hasMessage("Command 'echo one >&2; exit 1' returned non-zero exit status 1."
            + " Its last lines:\n  one");
  }

  @Test
  void check_forgivesACommandThatIsNoLongerHeard() throws Exception {
    CompletedPipeline done =
        Command.of("yes").pipe(Command.of("head", "-1")).captureOutput().check().run();

    assertThat(done.output()).isEqualTo("y\n");
    assertThat(done.returnCodes()).containsExactly(-Signal.SIGPIPE.number(), 0);
    assertThatThrownBy(
            () -> Command.of("true").pipe(Command.of("false")).check().run())
        .isInstanceOf(CalledProcessException.class);
  }

  @Test
  void errors_canBeMergedIntoThePipe() throws Exception {
    assertThat(Command.shell("echo err >&2")
            .stderr(Redirect.STDOUT)
            .pipe(Command.of("tr", "a-z", "A-Z"))
            .captureOutput()
            .run()
            .output())
        .isEqualTo("ERR\n");
  }

  @Test
  void files_atBothEnds_andLines() throws Exception {
    Path file = scratch.resolve("out");
    List<String> lines = new ArrayList<>();
    Command.of("seq", "3")
        .pipe(Command.of("cat").stdout(Redirect.to(file)))
        .check()
        .run();
    Command.of("cat")
        .stdin(Redirect.from(file))
        .pipe(Command.of("tac").stdout(Redirect.lines(lines::add)))
        .check()
        .run();

    assertThat(lines).containsExactly("3", "2", "1");
  }

  @Test
  void much_goesThrough() throws Exception {
    assertThat(Command.shell("head -c 20000000 /dev/zero")
            .pipe(Command.of("cat"))
            .pipe(Command.of("wc", "-c"))
            .captureOutput()
            .run()
            .output()
            .strip())
        .isEqualTo("20000000");
  }

  @Test
  void timeout_killsAll() {
    String mark = "36" + ProcessHandle.current().pid();
    assertThatThrownBy(() -> Command.of("sleep", mark)
            .pipe(Command.of("cat"))
            .captureOutput()
            .timeout(Duration.ofMillis(300))
            .run())
        .isInstanceOf(TimeoutExpiredException.class)
        .hasMessage("Command 'cat' timed out after 0.3 seconds.");

    awaitNoChildWith(mark);
  }

  @Test
  void commandThatDoesNotStart_endsThoseBefore() {
    String mark = "37" + ProcessHandle.current().pid();
    assertThatThrownBy(() ->
            Command.of("sleep", mark).pipe(Command.of("no-such-program-here")).run())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no-such-program-here");

    awaitNoChildWith(mark);
  }

  private static void awaitNoChildWith(String argument) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ProcessHandle.current()
            .children()
            .noneMatch(child -> child.info().commandLine().orElse("").contains(argument)));
  }

  @Test
  void commandsThatDoNotFit_areRefused() {
    Command plain = Command.of("true");

    assertThatThrownBy(() -> plain.stdout(Redirect.PIPE).pipe(plain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'true' writes its output to the next command");
    assertThatThrownBy(() -> plain.pipe(plain.input("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'true' gets its input from the command before");
    assertThatThrownBy(() -> plain.check().pipe(plain))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(plain.pipe(Command.of("wc", "-l"))).hasToString("true | wc -l");
  }
}
