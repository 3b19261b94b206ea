package io.troupe.internal.code;

import com.google.protobuf.ByteString;
import io.troupe.internal.log.Log;
import io.troupe.internal.payload.codec.ProgramLoaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes and other resources of this program, for processes that do not have them.
 * Thread-safe.
 */
public final class CodeFinder {
  private static final Log log = Log.of(CodeFinder.class);
  private static final ClassLoader OWN = Objects.requireNonNull(CodeFinder.class.getClassLoader());

  private CodeFinder() {}

  /** Where something is. */
  public sealed interface Found {}

  /** In one of the files of a class loader, here in the order in which it looks into them. */
  public record InFiles(List<Path> files) implements Found {
    public InFiles {
      files = List.copyOf(files);
    }
  }

  /** In no file that others can read. */
  public record InMemory(ByteString content) implements Found {}

  /**
   * Finds a class file or another resource with the class loaders of the program that payloads have
   * met, the latest first.
   *
   * @param path as class loaders have it: {@code com/example/Main.class}
   * @param contentOnly whether whoever asks cannot read files of this machine
   * @return null if there is no such thing
   */
  public static @Nullable Found find(String path, boolean contentOnly) {
    List<ClassLoader> loaders = new ArrayList<>(ProgramLoaders.met());
    loaders.add(OWN);
    for (ClassLoader loader : loaders) {
      URL place = loader.getResource(path);
      if (place != null) {
        return found(loader, place, path, contentOnly);
      }
    }
    return null;
  }

  private static @Nullable Found found(
      ClassLoader loader, URL place, String path, boolean contentOnly) {
    if (!contentOnly) {
      List<Path> files = LoaderFiles.of(loader);
      if (Locations.holding(place, path).filter(files::contains).isPresent()) {
        return new InFiles(files.stream().filter(Files::exists).toList());
      }
    }
    try {
      return new InMemory(read(place));
    } catch (IOException e) {
      log.warn("{} cannot be read for a process: {}", place, e.toString());
      return null;
    }
  }

  /** Past the caches of the JDK, which would keep a jar open that is about to be replaced. */
  private static ByteString read(URL place) throws IOException {
    URLConnection connection = place.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      return ByteString.readFrom(in);
    }
  }
}
