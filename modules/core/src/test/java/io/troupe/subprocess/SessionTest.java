package io.troupe.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionTest {
  /** The fields of {@code /proc/PID/stat} behind the name: state, parent, group, session. */
  private static final String GROUP_AND_SESSION = "sed 's/.*) //' /proc/$$/stat | cut -d' ' -f3,4";

  @TempDir
  Path scratch;

  @Test
  @Tag("S079")
  @Tag("S080")
  void newSession_isLedByTheProgram() throws Exception {
    try (Popen program =
        Command.shell(GROUP_AND_SESSION).newSession().stdout(Redirect.PIPE).start()) {
      long pid = program.pid();

      assertThat(program.communicate().output()).isEqualTo(pid + " " + pid + "\n");
    }
  }

  @Test
  void unknownProgram_isSaidAtTheCall() {
    assertThatThrownBy(() -> Command.of("no-such-program-here").newSession().run())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no-such-program-here");
  }

  @Test
  void timeout_killsTheWholeGroup() throws Exception {
    Path pid = scratch.resolve("pid");

    // The middle shell ends, so that nothing but the group connects the sleeper with the program.
    RunTest.expire(
        Command.shell("sh -c 'sleep 3600 & echo $! > " + pid + "'; sleep 3600").newSession(),
        e -> RunTest.isWritten(pid));

    RunTest.awaitGone(Files.readString(pid));
  }
}
