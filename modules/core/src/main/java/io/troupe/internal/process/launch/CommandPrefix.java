package io.troupe.internal.process.launch;

import io.troupe.spi.ProcessLauncher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a JVM through another command.
 *
 * @param words what stands in front, at least one
 */
public record CommandPrefix(List<String> words) implements ProcessLauncher {

  public CommandPrefix {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command in front needs at least one word, got none");
    }
  }

  @Override
  public Process launch(ProcessBuilder jvm) throws IOException {
    List<String> command = new ArrayList<>(words);
    command.addAll(jvm.command());
    return jvm.command(command).start();
  }
}
