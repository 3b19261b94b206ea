package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Output;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.e2e.support.ProgramRun;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the processes of a program have of its options and properties. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class InheritanceTest {

  @TempDir
  Path scratch;

  static final class PrintsColours {
    public static void main(String[] args) throws Exception {
      print();
      Process.of(PrintsColours::print).start().join();
      try (Pool pool = Pool.of(1)) {
        pool.run(PrintsColours::print);
      }
    }

    static void print() {
      System.out.println(System.getProperty("colour")
          + " "
          + ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-Xmx300m"));
    }
  }

  static final class SetsProperties {
    public static void main(String[] args) throws Exception {
      System.setProperty("colour", "blue");
      System.setProperty("shape", "round");
      Process.of(SetsProperties::startChild)
          .jvmOptions("-Dshape=square")
          .start()
          .join();
    }

    static void startChild() throws Exception {
      Process.of(SetsProperties::print).start().join();
    }

    static void print() {
      System.out.println(System.getProperty("colour") + " " + System.getProperty("shape"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void optionsByVariable_debugPortAndHeapStay_propertiesGoAlong(String variable) throws Exception {
    String options =
        "-agentlib:jdwp=transport=dt_socket,quiet=y,server=y,suspend=n,address=127.0.0.1:"
            + freePort()
            + " -Dcolour=blue -Xmx300m";

    ProgramRun run = ProgramRun.withVariable(variable, options, PrintsColours.class);

    assertThat(run.out()).as(run.err()).isEqualTo("blue true\nblue false\nblue false\n");
    assertThat(run.err().lines().filter(line -> line.contains("Picked up"))).hasSize(1);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void propertiesSetInCode_goAlongUnlessAnOptionSaysOtherwise() throws Exception {
    ProgramRun run = ProgramRun.of(SetsProperties.class, List.of("-Dcolour=red"));

    assertThat(run.out()).as(run.err()).isEqualTo("blue square\n");
  }

  static void printExtra() throws Exception {
    System.out.print(Class.forName("Extra").getConstructor().newInstance());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-cp", "-classpath", "--class-path"})
  void classPathOption_isAdded(String option) throws Exception {
    compileExtra();

    assertThat(printedBy(option, scratch.toString())).isEqualTo("extra");
  }

  @Test
  void classPathOption_inOneWord_isAdded() throws Exception {
    compileExtra();

    assertThat(printedBy("--class-path=" + scratch)).isEqualTo("extra");
  }

  private static String printedBy(String... options) throws InterruptedException {
    Process process = Process.of(InheritanceTest::printExtra)
        .jvmOptions(options)
        .output(Output.CAPTURED)
        .start();
    process.join();
    return process.capturedOutput();
  }

  private void compileExtra() throws Exception {
    Path source = scratch.resolve("Extra.java");
    Files.writeString(
        source, "public class Extra { public String toString() { return \"extra\"; } }");
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
        .isZero();
  }
}
