package io.troupe.internal.code;

import io.troupe.internal.code.store.FileIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What jars name in their manifests as {@code Class-Path}: a class path has those behind the jar.
 */
public final class ManifestClassPath {
  private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

  private record Known(FileIdentity jar, List<Path> names) {}

  private ManifestClassPath() {}

  /** Returns a class path with all that its jars name, none twice. */
  public static List<Path> expand(List<Path> classPath) {
    Set<Path> all = new LinkedHashSet<>();
    classPath.forEach(file -> add(file, all));
    return List.copyOf(all);
  }

  private static void add(Path file, Set<Path> all) {
    if (all.add(file)) {
      named(file).forEach(each -> add(each, all));
    }
  }

  /** What is no jar names nothing. */
  private static List<Path> named(Path file) {
    try {
      FileIdentity now = FileIdentity.of(file);
      Known before = KNOWN.get(file);
      if (before == null || !before.jar().equals(now)) {
        before = new Known(now, Files.isRegularFile(file) ? read(file) : List.of());
        KNOWN.put(file, before);
      }
      return before.names();
    } catch (IOException | IllegalArgumentException e) {
      // No jar, or a name that is none: the JVM passes over them, too.
      return List.of();
    }
  }

  private static List<Path> read(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String names = manifest == null
          ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      List<Path> all = new ArrayList<>();
      if (names != null) {
        for (String name : names.trim().split("\\s+", -1)) {
          all.add(Path.of(file.toUri().resolve(URI.create(name))).normalize());
        }
      }
      return all;
    }
  }
}
