package io.troupe.internal.process.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts a file of a test where processes look for their class archive. */
public final class ArchiveAccess {
  private ArchiveAccess() {}

  public static Path publish(String content) throws IOException {
    return publish(content.getBytes(StandardCharsets.UTF_8));
  }

  public static Path publish(byte[] content) throws IOException {
    ArchiveStore store = ClassArchive.store();
    return store.publish(Files.write(store.prepare(), content));
  }

  /** Has a JVM make one, of the classes that it loads to say its version. */
  public static byte[] make(Path file) throws IOException, InterruptedException {
    return make(file, "-version");
  }

  /** Has a JVM make one, of the classes that it loads for these arguments. */
  public static byte[] make(Path file, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        BootCommand.ownJava().toString(),
        "-Xlog:disable",
        ArchiveKind.CLASSES.makingOption(file.toString())));
    command.addAll(List.of(arguments));
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return Files.readAllBytes(file);
  }
}
