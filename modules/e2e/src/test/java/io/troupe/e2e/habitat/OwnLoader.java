package io.troupe.e2e.habitat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a class loader of its own, as {@code exec:java} does. */
final class OwnLoader {
  private OwnLoader() {}

  public static void main(String[] args) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : args[1].split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    ClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), OwnLoader.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    loader.loadClass(args[0]).getMethod("main", String[].class).invoke(null, (Object)
        new String[0]);
  }
}
