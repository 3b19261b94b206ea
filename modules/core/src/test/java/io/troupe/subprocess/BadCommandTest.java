package io.troupe.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BadCommandTest {

  @TempDir
  Path scratch;

  @Test
  @Tag("S060")
  void unknownProgram_isNamed_withThePathThatWasSearched() {
    assertThatThrownBy(() -> Subprocess.run("no-such-program-here"))
        .isInstanceOfSatisfying(
            NoSuchFileException.class,
            e -> assertThat(e.getFile()).isEqualTo("no-such-program-here"))
        .hasMessageContaining("there is no such program in [")
        .hasMessageContaining(System.getenv("PATH").split(":")[0]);
    assertThatThrownBy(() -> Subprocess.run("/no/such/program"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("/no/such/program");
    assertThatThrownBy(() ->
            Command.of("no-such-program-here").env("PATH", scratch.toString()).run())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(scratch.toString());
  }

  @Test
  @Tag("S056")
  void unknownProgram_withPipes_leavesNoDescriptor() throws Exception {
    Command command = Command.of("no-such-program-here").stdin(Redirect.PIPE).captureOutput();
    assertThatThrownBy(command::start).isInstanceOf(NoSuchFileException.class);
    long before = descriptors();

    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(command::start).isInstanceOf(NoSuchFileException.class);
    }

    assertThat(descriptors()).isLessThan(before + 40);
  }

  static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  @Test
  void programThatMayNotBeExecuted_isNamed() throws Exception {
    Path file = Files.writeString(scratch.resolve("text"), "no program");

    assertThatThrownBy(() -> Subprocess.run(file.toString()))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> Subprocess.run(scratch.toString()))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  @Tag("S061")
  @Tag("S076")
  void directoryThatIsNone_isNamed() throws Exception {
    Path missing = scratch.resolve("missing");
    Path file = Files.createFile(scratch.resolve("file"));

    assertThatThrownBy(() -> Command.of("true").directory(missing).run())
        .isInstanceOfSatisfying(
            FileSystemException.class, e -> assertThat(e.getFile()).isEqualTo(missing.toString()))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Command.of("true").directory(file).run())
        .isInstanceOf(NotDirectoryException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void emptyCommand_isRefused() {
    assertThatThrownBy(() -> Command.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Command.of("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pipeline.of()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("S037")
  void nulAndEquals_areRefused() {
    assertThatThrownBy(() -> Command.of("echo", "a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an argument contains a NUL character, at index 1");
    assertThatThrownBy(() -> Command.shell("echo \0")).isInstanceOf(IllegalArgumentException.class);
    Command command = Command.of("true");
    for (Map<String, String> bad : List.of(
        Map.of("FRUIT\0VEGETABLE", "cabbage"),
        Map.of("FRUIT", "orange\0VEGETABLE=cabbage"),
        Map.of("FRUIT=ORANGE", "lemon"),
        Map.of("", "nothing"))) {
      assertThatThrownBy(() -> command.environment(bad))
          .isInstanceOf(IllegalArgumentException.class);
      String name = bad.keySet().iterator().next();
      assertThatThrownBy(() -> command.env(name, bad.get(name)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @Tag("S073")
  void redirects_areRefusedWhereTheyMakeNoSense() {
    Command command = Command.of("true");

    assertThatThrownBy(() -> command.stdout(Redirect.STDOUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("STDOUT can only be used for stderr");
    assertThatThrownBy(() -> command.stdin(Redirect.STDOUT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> command.stdin(Redirect.to(scratch)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> command.stderr(Redirect.from(scratch)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fileThatCannotBeOpened_isNamed() {
    Path file = scratch.resolve("missing/file");

    assertThatThrownBy(() -> Command.of("true").stdout(Redirect.to(file)).run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> Command.of("true").stdin(Redirect.from(file)).run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void start_hasNoInputTimeoutOrCheck() {
    assertThatThrownBy(() -> Command.of("true").input("x").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("communicate");
    assertThatThrownBy(() -> Command.of("true").check().start())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void inputOutsideTheCharset_isRefused() {
    assertThatThrownBy(() -> Command.of("cat")
            .charset(java.nio.charset.StandardCharsets.US_ASCII)
            .input("é")
            .checkOutput())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("US-ASCII");
  }
}
