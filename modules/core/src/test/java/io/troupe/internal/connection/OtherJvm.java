package io.troupe.internal.connection;

import io.troupe.connection.Connection;
import io.troupe.internal.runtime.TroupeRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A second process for tests of connections alone, below Troupe's own processes: it gets the handles of some connections on its
 * standard input and does one of a few things with them.
 */
final class OtherJvm {
  private static final Map<String, Body> BODIES = Map.of(
      "echo", OtherJvm::echo,
      "send", OtherJvm::send,
      "sendAndHang", OtherJvm::sendAndHang,
      "receiveOneAndEcho", OtherJvm::receiveOneAndEcho,
      "echoOneEach", OtherJvm::echoOneEach,
      "half", OtherJvm::half,
      "exchange", OtherJvm::exchange,
      "hang", OtherJvm::hang,
      "never", OtherJvm::never);

  private OtherJvm() {}

  private interface Body {
    void run(List<Connection> connections, String argument) throws Exception;
  }

  static Process start(String body, String argument, Connection... connections) throws IOException {
    return startWith(List.of(), body, argument, connections);
  }

  static Process startWith(
      List<String> jvmOptions, String body, String argument, Connection... connections)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC"));
    command.addAll(jvmOptions);
    command.addAll(List.of(
        "-cp", System.getProperty("java.class.path"), OtherJvm.class.getName(), body, argument));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (PrintStream handles =
        new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
      for (Connection connection : connections) {
        handles.println(Base64.getEncoder()
            .encodeToString(new ConnectionCodec(() -> TroupeRuntime.current().connections())
                .encode(connection)));
      }
    }
    return process;
  }

  public static void main(String[] arguments) throws Exception {
    List<Connection> connections = new ArrayList<>();
    BufferedReader handles =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    if (!arguments[0].equals("never")) {
      for (String handle = handles.readLine(); handle != null; handle = handles.readLine()) {
        connections.add(new ConnectionCodec(() -> TroupeRuntime.current().connections())
            .decode(Base64.getDecoder().decode(handle)));
      }
    }
    BODIES.get(arguments[0]).run(connections, arguments[1]);
  }

  // Ends with the stream.
  private static void echo(List<Connection> connections, String argument) throws Exception {
    Connection connection = connections.get(0);
    try {
      while (true) {
        connection.sendBytes(connection.recvBytes());
      }
    } catch (java.io.EOFException e) {
      connection.close();
    }
  }

  // As many messages as the argument says, each the text "PID:NUMBER".
  private static void send(List<Connection> connections, String argument) throws Exception {
    for (int i = 0; i < Integer.parseInt(argument); i++) {
      connections.get(0).sendBytes(text(ProcessHandle.current().pid() + ":" + i));
    }
  }

  private static void sendAndHang(List<Connection> connections, String argument) throws Exception {
    send(connections, argument);
    Thread.currentThread().join();
  }

  private static void receiveOneAndEcho(List<Connection> connections, String argument)
      throws Exception {
    Connection connection = connections.get(0);
    connection.sendBytes(connection.recvBytes());
  }

  private static void echoOneEach(List<Connection> connections, String argument) throws Exception {
    for (Connection connection : connections) {
      connection.sendBytes(connection.recvBytes());
    }
    Thread.currentThread().join();
  }

  // Dies in the middle of a message.
  private static void half(List<Connection> connections, String argument) throws Exception {
    Connection connection = connections.get(0);
    Thread sender = new Thread(() -> {
      try {
        connection.sendBytes(text("whole"));
        connection.sendBytes(new byte[64 << 20]);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    sender.start();
    sender.join();
  }

  // Sends its name to the peer, and what the peer says about itself to the last connection.
  private static void exchange(List<Connection> connections, String argument) throws Exception {
    connections.get(0).sendBytes(text(argument));
    byte[] other = connections.get(0).recvBytes();
    connections
        .get(1)
        .sendBytes(text(argument + " met " + new String(other, StandardCharsets.UTF_8)));
  }

  private static void hang(List<Connection> connections, String argument) throws Exception {
    Thread.currentThread().join();
  }

  private static void never(List<Connection> connections, String argument) throws Exception {
    Thread.currentThread().join();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
