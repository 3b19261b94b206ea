package io.troupe.internal.payload.codec;

import io.troupe.PayloadException;
import java.io.File;
import org.jspecify.annotations.Nullable;

/** Says what is the matter when a class that a payload names is not to be had. */
public final class MissingClass {
  private static final int LONGEST_PATH = 400;

  private MissingClass() {}

  /**
   * Returns an exception that names the class, where it was looked for, and what to do.
   *
   * @param cause why it was not loaded
   */
  public static PayloadException exception(String name, Throwable cause) {
    return new PayloadException(
        "The class " + name + " of a payload cannot be loaded in this process" + why(name, cause),
        cause);
  }

  private static String why(String name, Throwable cause) {
    if (cause instanceof LinkageError) {
      return ": " + cause + ". It was found, but not what it needs, or it is of a later version"
          + " than Java " + Runtime.version().feature();
    }
    return ". Looked for " + where() + ". " + advice(name);
  }

  private static String where() {
    StringBuilder where = new StringBuilder("on the class path ").append(classPath());
    String modules = System.getProperty("jdk.module.path");
    if (modules != null) {
      where.append(", on the module path ").append(shortened(modules));
    }
    ClassLoader context = Types.loader();
    if (context != Types.ownLoader()) {
      where.append(", with ").append(context);
    }
    if (ProgramLoaders.hasHost()) {
      where
          .append(", and in the program that started this process, which looks like ")
          .append(System.getProperty(ProgramLoaders.HABITAT, "none that is known"));
    }
    return where.toString();
  }

  private static String classPath() {
    @Nullable String path = System.getProperty("java.class.path");
    return path == null || path.isEmpty() ? "(which is empty)" : shortened(path);
  }

  private static String shortened(String path) {
    if (path.length() <= LONGEST_PATH) {
      return path;
    }
    int entries = path.split(File.pathSeparator, -1).length;
    return path.substring(0, LONGEST_PATH) + "… (" + entries + " entries)";
  }

  private static String advice(String name) {
    if (!ProgramLoaders.hasHost()) {
      return "A process has classes that this program does not have, by an option -cp of its own"
          + " perhaps: give this program that class path too, or send a type that both have";
    }
    return name.contains("$$") || name.contains("/")
        ? "Its name looks like that of a class that was made while the program runs, as proxies and"
            + " mocks are, and of which nobody has the bytes: send an object of the class behind it"
        : "If a class loader of the program's made it from bytes, it must give them back by"
            + " getResource; a jar that only this process needs is named by classPath(…)";
  }
}
