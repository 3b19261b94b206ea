package io.troupe.internal.process.launch;

import io.troupe.ProcessStartException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks a JVM whether it accepts some options, by starting it with {@code -version}: a wrong one
 * then fails where it was written, with the JVM's own words. Each set of options is asked about
 * once. Thread-safe.
 */
public final class JvmOptionCheck {
  /** Options that every JVM accepts, so that the usual ones cost no start. */
  private static final String HARMLESS =
      "-Xm[sxn]\\d+[kKmMgG]?|-Xss\\d+[kKmMgG]?|-XX:ActiveProcessorCount=\\d+|-D.*|-ea|-esa";

  private final Set<List<String>> accepted = ConcurrentHashMap.newKeySet();

  public void check(ChildSpec spec) {
    List<String> command = command(spec);
    if (command.size() > 1 || spec.executable() != null) {
      if (!accepted.contains(command)) {
        ask(command);
        accepted.add(command);
      }
    }
  }

  private static List<String> command(ChildSpec spec) {
    Path java = spec.executable() == null ? BootCommand.ownJava() : spec.executable();
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    List<String> options = ClassPathOptions.of(spec.jvmOptions()).others();
    options.stream().filter(option -> !option.matches(HARMLESS)).forEach(command::add);
    return List.copyOf(command);
  }

  private static void ask(List<String> command) {
    List<String> question = new ArrayList<>(command);
    question.add("-version");
    try {
      ProcessBuilder builder = new ProcessBuilder(question).redirectErrorStream(true);
      InheritedOptions.removeFrom(builder.environment());
      Process jvm = builder.start();
      jvm.getOutputStream().close();
      String words = new String(jvm.getInputStream().readAllBytes(), Charset.defaultCharset());
      int status = jvm.waitFor();
      if (status != 0) {
        throw new ProcessStartException(
            "the JVM refuses " + command + " with status " + status + ": " + words.strip());
      }
    } catch (IOException e) {
      throw new ProcessStartException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessStartException("interrupted while the JVM checked " + command, e);
    }
  }
}
