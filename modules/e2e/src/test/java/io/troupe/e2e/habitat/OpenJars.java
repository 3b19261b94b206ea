package io.troupe.e2e.habitat;

import io.troupe.Process;
import io.troupe.Queue;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program whose process says which jars it has opened, its class path, and what it finds as a
 * resource.
 */
public final class OpenJars {
  static final String RESOURCE = "of-the-program.txt";

  private OpenJars() {}

  public static void main(String[] arguments) throws Exception {
    Queue<List<String>> said = Queue.create();
    Process.of(OpenJars::say, said).start().join();
    said.get().forEach(System.out::println);
  }

  static void say(Queue<List<String>> said) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("open: " + openJars());
    lines.add("class path: " + System.getProperty("java.class.path"));
    lines.add("resource: " + resource());
    said.put(lines);
  }

  private static List<String> openJars() throws Exception {
    List<String> open = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path each : descriptors) {
        String file = target(each);
        if (file.endsWith(".jar")) {
          open.add(file);
        }
      }
    }
    return open;
  }

  private static String target(Path descriptor) throws Exception {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) { // that with which the directory was read
      return "";
    }
  }

  private static String resource() throws Exception {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(RESOURCE)) {
      return in == null ? "none" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
