package io.troupe.subprocess;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A pipe of which a program gets one end. The other is a channel that can be waited for together with others, which the streams
 * of the JDK's own processes cannot. The program's end has a name: the descriptors of this JVM are files in {@code /proc}.
 *
 * <p>A channel does not tell its descriptor. So we write some bytes into the pipe and look for the descriptor of a pipe with as
 * many in it, first where earlier pipes had theirs. Not thread-safe.
 */
final class KernelPipe {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final boolean AVAILABLE = Files.isDirectory(DESCRIPTORS);
  private static final String KIND = "pipe:[";

  /** So many fit into any pipe, and no two pipes are likely to have the same number of them at one time. */
  private static final int MOST_PROBED = 4000;

  private static final int MOST_REMEMBERED = 8;
  private static final int ATTEMPTS = 5;

  /** Where earlier pipes had their descriptors: the lowest free ones are taken, so later ones tend to have the same. */
  private static final ConcurrentLinkedDeque<Path> remembered = new ConcurrentLinkedDeque<>();

  private final Pipe pipe;
  private final Path name;

  private KernelPipe(Pipe pipe, Path name) {
    this.pipe = pipe;
    this.name = name;
  }

  /** Returns whether this system has such pipes. */
  static boolean isAvailable() {
    return AVAILABLE;
  }

  static KernelPipe open() throws IOException {
    Pipe pipe = Pipe.open();
    try {
      return new KernelPipe(pipe, nameOf(pipe));
    } catch (IOException | RuntimeException e) {
      close(pipe);
      throw e;
    }
  }

  private static Path nameOf(Pipe pipe) throws IOException {
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
    throw new IOException("the descriptor of a pipe is not found in " + DESCRIPTORS);
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

  /** Returns the name under which a program opens its end, until {@link #toRead} or {@link #toWrite}. */
  File name() {
    return name.toFile();
  }

  /** Closes what only the program needs; what it writes is read from the result. */
  PipeInput toRead() throws IOException {
    pipe.sink().close();
    return new PipeInput(pipe.source());
  }

  /** Closes what only the program needs; what is written to the result is read by it. */
  PipeOutput toWrite(boolean unbuffered) throws IOException {
    pipe.source().close();
    return new PipeOutput(pipe.sink(), unbuffered);
  }

  void close() {
    close(pipe);
  }

  private static void close(Pipe pipe) {
    try {
      pipe.sink().close();
      pipe.source().close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(
          e); // never seen: closing loses nothing that was written
    }
  }
}
