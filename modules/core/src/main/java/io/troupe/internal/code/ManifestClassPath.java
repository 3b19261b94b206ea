package io.troupe.internal.code;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What jars name in their manifests as {@code Class-Path}: a class path has those behind the jar.
 */
public final class ManifestClassPath {
  private ManifestClassPath() {}

  /** Returns a class path with all that its jars name, none twice. */
  public static List<Path> expand(List<Path> classPath) {
    Set<Path> all = new LinkedHashSet<>();
    classPath.forEach(file -> add(file, all));
    return List.copyOf(all);
  }

  private static void add(Path file, Set<Path> all) {
    if (!all.add(file) || !Files.isRegularFile(file)) {
      return;
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String names = manifest == null
          ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (names != null) {
        for (String name : names.trim().split("\\s+", -1)) {
          add(Path.of(file.toUri().resolve(URI.create(name))).normalize(), all);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // No jar, or a name that is none: the JVM passes over them, too.
      return;
    }
  }
}
