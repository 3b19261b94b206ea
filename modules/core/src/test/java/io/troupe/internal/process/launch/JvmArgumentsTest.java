package io.troupe.internal.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JvmArgumentsTest {

  /** Prints the options that cross, as read here and as the JVM's own bean says. */
  static final class PrintsBoth {
    public static void main(String[] args) {
      System.out.println(crossing(JvmArguments.find()));
      System.out.println(crossing(JvmArguments.ofBean()));
    }

    private static List<String> crossing(List<String> options) {
      return options.stream().filter(InheritedOptions::crosses).toList();
    }
  }

  private static List<String> parsed(String... words) {
    List<String> line = new ArrayList<>(List.of("java"));
    line.addAll(List.of(words));
    return JvmArguments.parse(line.toArray(new String[0]));
  }

  @Test
  void parse_classPathAndProgram_areNoOptions() {
    assertThat(parsed("-Da=b", "-cp", "-Dx", "-ea", "Main", "-Dc=d"))
        .containsExactly("-Da=b", "-ea");
  }

  @Test
  void parse_jarOrModule_endsTheOptions() {
    assertThat(parsed("-Da=b", "-jar", "x.jar", "-Dc=d")).containsExactly("-Da=b");
    assertThat(parsed("-Da=b", "-m", "x/y", "-Dc=d")).containsExactly("-Da=b");
    assertThat(parsed("-Da=b", "--module=x/y", "-Dc=d")).containsExactly("-Da=b");
  }

  @Test
  void parse_valueInTheNextWord_isJoined() {
    assertThat(parsed("-p", "mods", "--add-opens", "a/b=c", "--add-reads=x=y", "Main"))
        .containsExactly("--module-path=mods", "--add-opens=a/b=c", "--add-reads=x=y");
  }

  @Test
  void parse_optionsInAFileOrUnknown_isLeftToTheBean() {
    assertThat(parsed("-Da=b", "@more", "Main")).isNull();
    assertThat(parsed("-XX:Flags=x", "Main")).isNull();
    assertThat(parsed("--of-a-later-release", "x", "Main")).isNull();
  }

  @Test
  void expanded_fileOfQuotedOptions_hasThemInItsPlace(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("own"), "\"-Da=b c\"\n\"-cp\"\n\"x.jar\"\n");
    String[] words = {"java", "-ea", "@" + file, "-Dd=e", "Main", "@" + file};

    assertThat(JvmArguments.expanded(words))
        .containsExactly("java", "-ea", "-Da=b c", "-cp", "x.jar", "-Dd=e", "Main", "@" + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Da=b", "\"-Da\" \"-Db\"", "\"-Da=\\\"b\"", "\"-Da=b", ""})
  void expanded_fileOfAnotherForm_isLeftToTheBean(String line, @TempDir Path directory)
      throws Exception {
    Path file = Files.writeString(directory.resolve("other"), line + "\n");
    String[] words = JvmArguments.expanded(new String[] {"java", "@" + file, "Main"});

    assertThat(JvmArguments.parse(words)).isNull();
  }

  @Test
  void find_realJvmWithAFile_isWhatTheBeanSays(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(
        directory.resolve("own"),
        "\"-Dcolour=blue\"\n\"-cp\"\n\"" + System.getProperty("java.class.path") + "\"\n");
    assertBothSay(
        List.of("-ea", "@" + file, "-Dshape=round"), "[-ea, -Dcolour=blue, -Dshape=round]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dcolour=blue -ea -Xmx64m -esa",
        "--add-opens java.base/java.lang=ALL-UNNAMED -da:x... -Dempty=",
        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED --enable-preview -XX:+UseSerialGC -verbose:gc"
      })
  void find_realJvm_isWhatTheBeanSays(String options) throws Exception {
    List<String> given = new ArrayList<>(List.of(options.split(" ")));
    given.addAll(List.of("-cp", System.getProperty("java.class.path")));
    assertBothSay(given, "[-");
  }

  private static void assertBothSay(List<String> options, String begin) throws Exception {
    List<String> command = new ArrayList<>(List.of(BootCommand.ownJava().toString()));
    command.addAll(options);
    command.add(PrintsBoth.class.getName());

    String printed = outputOf(command);

    List<String> lists = printed.lines().filter(line -> line.startsWith("[-")).toList();
    assertThat(lists).as(printed).hasSize(2);
    assertThat(lists.get(0)).isEqualTo(lists.get(1)).startsWith(begin);
  }

  private static String outputOf(List<String> command) throws Exception {
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    java.getInputStream().transferTo(printed);
    assertThat(java.waitFor()).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    return printed.toString(StandardCharsets.UTF_8);
  }
}
