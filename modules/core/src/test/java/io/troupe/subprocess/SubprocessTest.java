package io.troupe.subprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SubprocessTest {

  @Test
  @Tag("S102")
  void getOutput_isWithoutItsLineEnd_whateverTheStatus() throws Exception {
    assertThat(Subprocess.getOutput("echo xyzzy")).isEqualTo("xyzzy");
    assertThat(Subprocess.getStatusOutput("echo xyzzy")).isEqualTo(new StatusOutput(0, "xyzzy"));
    assertThat(Subprocess.getStatusOutput("echo out; echo err >&2; exit 3"))
        .isEqualTo(new StatusOutput(3, "out\nerr"));
    assertThat(Subprocess.getStatusOutput("cat /no/such/file").status()).isNotZero();
    assertThat(Subprocess.getStatusOutput("kill -9 $$").status()).isEqualTo(-9);
    assertThat(Subprocess.getOutput("printf 'two\\n\\n'")).isEqualTo("two\n");
  }

  @Test
  void run_call_checkOutput_takeWords() throws Exception {
    assertThat(Subprocess.run("sh", "-c", "exit 4").returnCode()).isEqualTo(4);
    assertThat(Subprocess.call("sh", "-c", "exit 4")).isEqualTo(4);
    assertThat(Subprocess.checkOutput("printf", "%s|", "a b", "c")).isEqualTo("a b|c|");
  }
}
