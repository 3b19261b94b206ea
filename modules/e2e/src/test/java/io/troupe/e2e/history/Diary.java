package io.troupe.e2e.history;

import io.troupe.e2e.history.Holds.Hold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one thread has done, in a file that outlives its process: a line for each begin and each end.
 * The times are those of {@code nanoTime}, one clock for all processes of a machine.
 */
public final class Diary {
  private static final String NONE = "-";
  private static final String HOLD = "hold";

  private final Path file;
  private int number;

  public Diary(Path file) {
    this.file = file;
  }

  /** Takes note that a lock is asked for. */
  public void hold() {
    begin("lock", HOLD, null, null);
  }

  /** Takes note that a call begins; arguments and results are numbers, truth values or null. */
  public void begin(String object, String name, Object a, Object b) {
    number++;
    write("begin", object, name, text(a), text(b));
  }

  /** It has returned. */
  public void end(Object result) {
    write("end", text(result));
  }

  /** It has had no effect. */
  public void never() {
    write("never");
  }

  /** It has failed so that its effect is not known. */
  public void failed() {
    write("failed");
  }

  /** The call that has begun has got a lock. */
  public void got(long token) {
    write("got", Long.toString(token));
  }

  /** The lock is to be released. */
  public void release() {
    write("release");
  }

  /** The lock had been lost. */
  public void lost() {
    write("lost");
  }

  private void write(String what, String... details) {
    String line = what + " " + number + " " + System.nanoTime() + " " + String.join(" ", details);
    try {
      Files.writeString(
          file, line.strip() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Object value) {
    return value == null ? NONE : value.toString();
  }

  private static Object value(String text) {
    return switch (text) {
      case NONE -> null;
      case "true", "false" -> Boolean.valueOf(text);
      default -> Integer.valueOf(text);
    };
  }

  /** Returns how many calls have ended. */
  public static long ended(Path file) throws IOException {
    return count(file, "end");
  }

  /** Returns how many calls have failed so that their effect is not known. */
  public static long failed(Path file) throws IOException {
    return count(file, "failed") + count(file, "lost");
  }

  private static long count(Path file, String what) throws IOException {
    return Files.exists(file)
        ? lines(file).stream().filter(line -> line[0].equals(what)).count()
        : 0;
  }

  /** The last line may be half written. */
  private static List<String[]> lines(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> line.split(" "))
        .toList();
  }

  /** Returns the calls of all objects but locks. */
  public static List<Operation> operations(Path file) throws IOException {
    Map<String, Operation> operations = new LinkedHashMap<>();
    for (String[] line : lines(file)) {
      String call = line[1];
      long time = Long.parseLong(line[2]);
      switch (line[0]) {
        case "begin" ->
          operations.put(
              call,
              new Operation(
                  line[3], line[4], value(line[5]), value(line[6]), null, time, Operation.NEVER));
        case "end" -> operations.computeIfPresent(call, (key, open) -> ended(open, line[3], time));
        case "never" -> operations.remove(call);
        default -> {}
      }
    }
    operations.values().removeIf(each -> each.name().equals(HOLD)); // see holds
    return List.copyOf(operations.values());
  }

  private static Operation ended(Operation open, String result, long time) {
    return new Operation(
        open.object(), open.name(), open.a(), open.b(), value(result), open.begin(), time);
  }

  /** Returns the holds of the only lock. */
  public static List<Hold> holds(Path file) throws IOException {
    List<Hold> holds = new ArrayList<>();
    long asked = 0;
    for (String[] line : lines(file)) {
      long time = Long.parseLong(line[2]);
      int last = holds.size() - 1;
      switch (line[0]) {
        case "begin" -> asked = time;
        case "got" -> holds.add(new Hold(Long.parseLong(line[3]), asked, time, time, true));
        case "release" -> holds.set(last, holds.get(last).released(time));
        case "lost" -> holds.set(last, holds.get(last).lostBefore());
        default -> {}
      }
    }
    return holds;
  }
}
