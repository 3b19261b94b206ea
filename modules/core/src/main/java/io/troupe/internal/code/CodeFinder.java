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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes and other resources of this program, for processes that do not have them.
 * Thread-safe.
 */
public final class CodeFinder {
  private static final Log log = Log.of(CodeFinder.class);
  private static final String SERVICES = "META-INF/services/";
  private static final ByteString LINE_END = ByteString.copyFromUtf8("\n");
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
   * @param contentOnly whether the asker cannot read files of this machine
   * @return null if there is no such thing
   */
  public static @Nullable Found find(String path, boolean contentOnly) {
    List<ClassLoader> loaders = new ArrayList<>(ProgramLoaders.met());
    loaders.add(OWN);
    if (path.startsWith(SERVICES)) {
      return services(loaders, path);
    }
    for (ClassLoader loader : loaders) {
      URL place = loader.getResource(path);
      if (place != null) {
        return found(loader, place, path, contentOnly);
      }
    }
    return null;
  }

  /** Service files of one name add up: what each says is one file then. */
  private static @Nullable Found services(List<ClassLoader> loaders, String path) {
    Set<String> seen = new HashSet<>();
    ByteString all = ByteString.EMPTY;
    for (ClassLoader loader : loaders) {
      try {
        for (URL place : Collections.list(loader.getResources(path))) {
          if (seen.add(place.toString())) {
            all = all.concat(read(place)).concat(LINE_END);
          }
        }
      } catch (IOException e) {
        log.warn("{} of {} cannot be read for a process: {}", path, loader, e.toString());
      }
    }
    return all.isEmpty() ? null : new InMemory(all);
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
