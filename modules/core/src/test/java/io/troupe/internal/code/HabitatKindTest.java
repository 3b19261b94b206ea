package io.troupe.internal.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.process.launch.BootCommand;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HabitatKindTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir
  Path scratch;

  static final class Prints {
    public static void main(String[] args) {
      System.out.println(HabitatKind.describe());
    }
  }

  @Test
  void describe_classPath_isPlain() throws Exception {
    assertThat(printed("-cp", CLASS_PATH, Prints.class.getName()))
        .isEqualTo("a program on a plain class path\n");
  }

  @Test
  void describe_underSurefire_saysSo() throws Exception {
    assertThat(printed("-Dsurefire.test.class.path=x", "-cp", CLASS_PATH, Prints.class.getName()))
        .isEqualTo("tests that Surefire or Failsafe runs\n");
  }

  @Test
  void describe_sourceLauncher_saysSo() throws Exception {
    Path source = scratch.resolve("Hello.java");
    Files.writeString(
        source,
        "class Hello { public static void main(String[] args) {"
            + " System.out.println(io.troupe.internal.code.HabitatKind.describe()); } }");
    assertThat(printed("-cp", CLASS_PATH, source.toString()))
        .isEqualTo("a source file that java runs\n");
  }

  @Test
  void describe_inAProcess_isWhatItsProgramIs() throws Exception {
    assertThat(printed("-Dtroupe.habitat=a session", "-cp", CLASS_PATH, Prints.class.getName()))
        .isEqualTo("a session\n");
  }

  private static String printed(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(BootCommand.ownJava().toString()));
    command.addAll(List.of(words));
    Process java = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    java.getInputStream().transferTo(printed);
    assertThat(java.waitFor()).isZero();
    return printed.toString(StandardCharsets.UTF_8);
  }
}
