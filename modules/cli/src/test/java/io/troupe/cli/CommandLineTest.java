package io.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CommandLineTest {

  @TempDir
  Path directory;

  @Test
  void help_listsTheCommands() throws Exception {
    TroupeRun help = TroupeRun.toEnd(directory, "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.printed()).contains("keys ", "node ", "ps ", "run ");
  }

  @Test
  void keys_areMadeOnce() throws Exception {
    Path keys = directory.resolve("my keys");
    TroupeRun made = TroupeRun.toEnd(directory, "keys", keys);
    TroupeRun again = TroupeRun.toEnd(directory, "keys", keys);

    assertThat(made.exitCode()).as("%s", made).isZero();
    assertThat(made.printed())
        .contains(
            keys.resolve("node.key").toString(), keys.resolve("program.key").toString());
    assertThat(Files.getPosixFilePermissions(keys.resolve("node.key"))).hasSize(2);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.printed())
        .isEqualTo("troupe keys: %s: a key is never overwritten%n", keys.resolve("node.key"));
  }

  @Test
  void keyFile_thatIsNone_isSaidInALine() throws Exception {
    Path file = Files.writeString(directory.resolve("some.txt"), "not a key");
    TroupeRun none = TroupeRun.toEnd(directory, "ps", "--keys", "missing.key", "localhost:1");
    TroupeRun other =
        TroupeRun.toEnd(directory, "node", "--keys", file, "--address", "localhost:0");

    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.printed()).isEqualTo("troupe ps: there is no file missing.key\n");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.printed())
        .startsWith("troupe node: " + file + " is no key of a Troupe cluster")
        .hasLineCount(1);
  }

  @Test
  void database_thatCannotBeUsed_isSaidInALine() throws Exception {
    TroupeRun.toEnd(directory, "keys", directory.resolve("keys"));
    Path key = directory.resolve("keys/node.key");
    TroupeRun secret = node(key, "--postgres", "jdbc:postgresql://db/troupe?password=secret");
    TroupeRun none = node(key, "--postgres", "jdbc:postgresql://no-such-host.invalid/troupe");
    TroupeRun half = node(key, "--postgres-user", "me");

    assertThat(secret.exitCode()).isEqualTo(2);
    assertThat(secret.printed()).contains("in a file").doesNotContain("secret");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.printed())
        .startsWith("troupe node: The database for failover objects")
        .contains("no-such-host.invalid")
        .hasLineCount(1);
    assertThat(half.exitCode()).isEqualTo(2);
    assertThat(half.printed()).contains("--postgres=URL");
  }

  private TroupeRun node(Path key, String... arguments) throws Exception {
    List<Object> all = new ArrayList<>(List.of("node", "--keys", key, "--address", "localhost:0"));
    all.addAll(List.of(arguments));
    return TroupeRun.toEnd(directory, all.toArray());
  }
}
