package io.troupe.internal.code;

import io.troupe.ProcessStartException;
import java.io.File;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where this program lives, and how a child JVM finds the same code: on the class path, on the
 * module path, or in the files of the class loader that has Troupe. Found once; immutable.
 */
public final class Habitat {
  private final String classPath;
  private final @Nullable String mainModule;
  private final @Nullable String ownModule;
  private final boolean knowsTroupe;

  private Habitat(String classPath, @Nullable String mainModule, @Nullable String ownModule) {
    this.classPath = classPath;
    this.mainModule = mainModule;
    this.ownModule = ownModule;
    knowsTroupe = !LoaderFiles.isOfProgram(ownLoader()) || LibraryJars.areLocated();
  }

  /** Finds out where this program lives. */
  public static Habitat find() {
    String own = ownClassPath();
    boolean isOfJvm = !LoaderFiles.isOfProgram(ownLoader());
    return new Habitat(isOfJvm ? DirectoriesFirst.of(own) : own, mainModule(), ownModule());
  }

  /** Returns the files of this program's code outside its module path, as they are searched. */
  static List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (String entry : ownClassPath().split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        files.add(Path.of(entry).toAbsolutePath().normalize());
      }
    }
    return files;
  }

  /** The files of loaders come behind the JVM's own class path, as they are searched. */
  private static String ownClassPath() {
    String own = System.getProperty("java.class.path", "");
    boolean isNone = own.isEmpty() && System.getProperty("jdk.module.main") != null;
    ClassLoader loader = ownLoader();
    if (!LoaderFiles.isOfProgram(loader)) {
      return isNone ? "" : own.isEmpty() ? "." : own;
    }
    Set<String> all = new LinkedHashSet<>();
    if (!own.isEmpty()) {
      all.addAll(List.of(own.split(File.pathSeparator)));
    }
    LoaderFiles.of(loader).forEach(file -> all.add(file.toString()));
    return String.join(File.pathSeparator, all);
  }

  private static @Nullable ClassLoader ownLoader() {
    return Habitat.class.getClassLoader();
  }

  /**
   * Returns the root module, unless it is the JDK's: jshell and the source launcher begin with
   * such.
   */
  static @Nullable String mainModule() {
    String name = System.getProperty("jdk.module.main");
    return name == null || isOfJdk(name) ? null : name;
  }

  private static boolean isOfJdk(String module) {
    return ModuleLayer.boot()
        .configuration()
        .findModule(module)
        .flatMap(found -> found.reference().location())
        .map(URI::getScheme)
        .filter("jrt"::equals)
        .isPresent();
  }

  private static @Nullable String ownModule() {
    Module own = Habitat.class.getModule();
    return own.isNamed() && own.getLayer() == ModuleLayer.boot() ? own.getName() : null;
  }

  /** Returns the files of the modules that this program consists of, in no particular order. */
  static List<Path> modules() {
    return ModuleLayer.boot().configuration().modules().stream()
        .map(module -> module.reference())
        .map(ModuleReference::location)
        .flatMap(Optional::stream)
        .filter(place -> "file".equals(place.getScheme()))
        .map(Path::of)
        .sorted()
        .toList();
  }

  /**
   * Returns the class path of a child: Troupe's jars first, as they are in the class archive,
   * except where Troupe is a module, which would win.
   *
   * @param added what comes before the program's own; empty for nothing
   * @return empty for none
   */
  public String classPath(Optional<String> added) {
    String own = inFront(added, classPath);
    return ownModule == null ? LibraryJars.inFrontOf(own) : own;
  }

  /**
   * Returns the class path of a JVM that runs another program here: Troupe as it is here, and the
   * code of that program; of this one nothing else.
   *
   * @param code of the other program
   */
  public String classPathOfGuest(Optional<String> code) {
    return ownModule == null
        ? LibraryJars.inFrontOf(
            inFront(Optional.of(LibraryJars.joined(LibraryJars.places())), code.orElse("")))
        : code.orElse("");
  }

  private static String inFront(Optional<String> first, String path) {
    if (first.isEmpty()) {
      return path;
    }
    return path.isEmpty() ? first.get() : first.get() + File.pathSeparator + path;
  }

  /**
   * Returns the options, besides the class path and those that every child inherits, and the main
   * class of a child.
   *
   * @param name that of the main class, which is in Troupe's own module
   */
  public List<String> main(String name) {
    List<String> words = new ArrayList<>();
    if (mainModule != null) {
      words.add("--add-modules=" + mainModule);
    }
    if (ownModule != null) {
      words.add("-m");
      words.add(ownModule + "/" + name);
    } else {
      words.add(name);
    }
    return words;
  }

  /**
   * Checks that a child will find Troupe itself.
   *
   * @throws ProcessStartException if a class loader of the program's has it from something that is
   *     no file
   */
  public void requireTroupe() {
    if (!knowsTroupe) {
      throw new ProcessStartException("a process needs Troupe's own jars, and " + ownLoader()
          + " has them from no file that could stand on a class path: put troupe-core and what it"
          + " depends on into the class path of the JVM");
    }
  }
}
