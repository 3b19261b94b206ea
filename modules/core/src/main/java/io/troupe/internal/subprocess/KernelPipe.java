package io.troupe.internal.subprocess;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A pipe whose end for the program has a name: the descriptors of this JVM are files in
 * {@code /proc}.
 *
 * <p>A channel does not tell its descriptor. So we write some bytes into the pipe and look for the
 * descriptor of a pipe with as many in it, first where earlier pipes had theirs.
 */
final class KernelPipe extends ProgramPipe {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final boolean AVAILABLE = Files.isDirectory(DESCRIPTORS);
  private static final String KIND = "pipe:[";

  /**
   * So many fit into any pipe, and no two pipes are likely to have the same number of them at one
   * time.
   */
  private static final int MOST_PROBED = 4000;

  private static final int MOST_REMEMBERED = 8;
  private static final int ATTEMPTS = 5;

  /**
   * Where earlier pipes had their descriptors: the lowest free ones are taken, so later ones tend
   * to have the same.
   */
  private static final ConcurrentLinkedDeque<Path> remembered = new ConcurrentLinkedDeque<>();

  private final File name;

  private KernelPipe(Pipe pipe, Path name) {
    super(pipe);
    this.name = name.toFile();
  }

  /** Returns whether this system has such pipes. */
  static boolean isAvailable() {
    return AVAILABLE;
  }

  /** Returns a pipe, or null if the system does not let its name be found. */
  static @Nullable ProgramPipe openNamed() throws IOException {
    Pipe pipe = Pipe.open();
    try {
      Path name = nameOf(pipe);
      if (name != null) {
        return new KernelPipe(pipe, name);
      }
    } catch (IOException | RuntimeException e) {
      close(pipe);
      throw e;
    }
    close(pipe);
    return null;
  }

  private static @Nullable Path nameOf(Pipe pipe) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      int count = 1 + ThreadLocalRandom.current().nextInt(MOST_PROBED);
      ByteBuffer probe = ByteBuffer.allocate(count);
      pipe.sink().write(probe);
      Path found = holding(count);
      probe.clear();
      while (probe.hasRemaining()) {
        pipe.source().read(probe);
      }
      if (found != null && isEmpty(found)) {
        remember(found);
        return found;
      }
    }
    return null;
  }

  private static @Nullable Path holding(int count) throws IOException {
    for (Path each : remembered) {
      if (isPipe(each) && held(each) == count) {
        return each;
      }
    }
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path each : descriptors) {
        if (isPipe(each) && held(each) == count) {
          return each;
        }
      }
    }
    return null;
  }

  private static void remember(Path found) {
    if (!remembered.contains(found)) {
      remembered.addFirst(found);
      if (remembered.size() > MOST_REMEMBERED) {
        remembered.pollLast();
      }
    }
  }

  private static boolean isPipe(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith(KIND);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private static boolean isEmpty(Path descriptor) {
    return held(descriptor) == 0;
  }

  /** Never blocks: one end of a nameless pipe opens without the other. */
  private static int held(Path descriptor) {
    try (FileInputStream end = new FileInputStream(descriptor.toFile())) {
      return end.available();
    } catch (IOException e) {
      return -1; // closed meanwhile
    }
  }

  @Override
  public ProcessBuilder.Redirect input() {
    return ProcessBuilder.Redirect.from(name);
  }

  @Override
  public ProcessBuilder.Redirect output() {
    return ProcessBuilder.Redirect.to(name);
  }

  @Override
  public void readBy(OutputStream stdin) throws IOException {
    pipe.source().close();
  }

  @Override
  public void writtenBy(InputStream output) throws IOException {
    pipe.sink().close();
  }
}
