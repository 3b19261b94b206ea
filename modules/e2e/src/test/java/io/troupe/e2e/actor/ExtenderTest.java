package io.troupe.e2e.actor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.e2e.habitat.Jars;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first hour of one who has a program with actors: one line of it is changed, and the actor
 * lives in a process, which can be killed, and comes back.
 */
@Timeout(value = 120, unit = SECONDS)
class ExtenderTest {
  private static final String BEFORE =
      "ActorRef<Command> till = context.spawn(Till.create(), \"till\");";
  private static final String AFTER = "ActorRef<Command> till = io.troupe.actor.Actors.spawn("
      + "context, Till::create, \"till\", io.troupe.actor.RestartPolicy.restart());";
  private static final Pattern TAKEN = Pattern.compile("taken (\\d+) in process (\\d+)");

  @TempDir
  static Path scratch;

  private static List<Path> libraries;
  private static String source;

  @BeforeAll
  static void read() throws IOException {
    libraries = new Jars(scratch).libraries();
    try (InputStream in = ExtenderTest.class.getResourceAsStream("/extender/Shop.java")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A program that runs, as at a terminal. */
  private record Running(Process process, PrintStream in, BufferedReader out)
      implements AutoCloseable {

    static Running start(String source, String name) throws IOException {
      Path directory = Files.createDirectories(scratch.resolve(name));
      Path file = Files.writeString(directory.resolve("Shop.java"), source);
      Jars.compile("-cp", Jars.joined(libraries), "-d", directory.toString(), file.toString());
      Process process = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Dtroupe.cache=" + scratch.resolve("cache"),
              "-Dtroupe.trainee=true",
              "-cp",
              directory + ":" + Jars.joined(libraries),
              "com.example.extender.Shop")
          .redirectError(scratch.resolve(name + ".err").toFile())
          .start();
      return new Running(
          process, new PrintStream(process.getOutputStream(), true), process.inputReader());
    }

    Taken sell(int price) throws IOException {
      in.println(price);
      return taken();
    }

    /** Asks until it is answered: what is asked of a process that dies is lost with it. */
    Taken taken() throws IOException {
      while (true) {
        in.println("taken");
        String line = out.readLine();
        assertThat(line).as("the program's output").isNotNull();
        Matcher taken = TAKEN.matcher(line);
        if (taken.find()) {
          return new Taken(Integer.parseInt(taken.group(1)), Long.parseLong(taken.group(2)));
        }
        assertThat(line).startsWith("lost: ");
      }
    }

    @Override
    public void close() {
      in.close();
      process.onExit().join();
    }
  }

  record Taken(int sum, long process) {}

  @Test
  void program_withoutTroupe_hasItsActorItself() throws Exception {
    try (Running shop = Running.start(source, "before")) {
      assertThat(shop.sell(3)).isEqualTo(new Taken(3, shop.process().pid()));
    }
  }

  @Test
  void program_withOneLineChanged_hasItInAProcess_thatIsKilled_andComesBack() throws Exception {
    assertThat(source).containsOnlyOnce(BEFORE);
    try (Running shop = Running.start(source.replace(BEFORE, AFTER), "after")) {
      Taken first = shop.sell(3);
      assertThat(first.sum()).isEqualTo(3);
      assertThat(first.process()).isNotEqualTo(shop.process().pid());

      ProcessHandle.of(first.process()).orElseThrow().destroyForcibly();

      Taken next = shop.taken();
      while (next.process() == first.process()) {
        next = shop.taken();
      }
      assertThat(next.sum()).as("it is a new one").isZero();
      assertThat(next.process()).isNotEqualTo(shop.process().pid());
      assertThat(shop.sell(4)).isEqualTo(new Taken(4, next.process()));
    }
  }
}
