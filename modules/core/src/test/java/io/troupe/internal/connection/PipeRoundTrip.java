package io.troupe.internal.connection;

import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.internal.runtime.TroupeRuntime;
import java.io.EOFException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Scanner;

/** Measures the round trip of a message between two JVMs; run it by hand. Prints the median of each round in microseconds. */
public final class PipeRoundTrip {

  private PipeRoundTrip() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1) {
      echo(arguments[0]);
    } else {
      measure();
    }
  }

  private static void measure() throws Exception {
    Pipe pipe = Pipe.duplex();
    java.lang.Process child = new ProcessBuilder(command())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (PrintStream handle = new PrintStream(child.getOutputStream(), true)) {
      handle.println(Base64.getEncoder()
          .encodeToString(new ConnectionCodec(() -> TroupeRuntime.current().connections())
              .encode(pipe.second())));
    }
    pipe.second().close();
    for (int round = 0; round < 5; round++) {
      report(pipe.first(), 100, 20_000);
      report(pipe.first(), 1 << 20, 400);
    }
    pipe.close();
    child.waitFor();
  }

  private static List<String> command() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-cp",
        System.getProperty("java.class.path"),
        PipeRoundTrip.class.getName(),
        "echo");
  }

  private static void report(Connection connection, int size, int count) throws Exception {
    byte[] message = new byte[size];
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      connection.sendBytes(message);
      connection.recvBytes();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%8d B: median %.1f us, p90 %.1f us%n",
        size, nanos[count / 2] / 1e3, nanos[count * 9 / 10] / 1e3);
  }

  private static void echo(String name) throws Exception {
    try (Scanner handle = new Scanner(System.in);
        Connection connection = new ConnectionCodec(
                () -> TroupeRuntime.current().connections())
            .decode(Base64.getDecoder().decode(handle.nextLine()))) {
      while (true) {
        connection.sendBytes(connection.recvBytes());
      }
    } catch (EOFException e) {
      System.out.println(name + " ended");
    }
  }
}
