package io.troupe.internal.payload.codec;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The program's class loaders besides the one that has Troupe: those whose classes were seen in
 * payloads, and, in a process, the one that asks the host. A class that the thread's own loader
 * does not know is looked for there. They are those of the JVM, not of a runtime. Thread-safe.
 */
public final class ProgramLoaders {
  /** The property of a process that says what the habitat of its program looks like. */
  public static final String HABITAT = "troupe.habitat";

  private static final ClassLoader OWN = Types.ownLoader();

  private static final List<WeakReference<ClassLoader>> MET = new CopyOnWriteArrayList<>();

  private static volatile @Nullable Host host;

  private ProgramLoaders() {}

  /** Where a process finds what it does not have itself. */
  public interface Host {
    /** Returns the loader that asks the host; always the same. */
    ClassLoader loader();
  }

  /** Has this process ask its host for what it does not find. */
  public static void askHost(Host asked) {
    host = asked;
  }

  /** Returns whether this is a process, which can ask. */
  public static boolean hasHost() {
    return host != null;
  }

  /**
   * Returns whether the host may have to be asked for a class of this name, which takes a link's
   * reader that is not the thread that waits.
   */
  public static boolean mayAskHost(String name) {
    return hasHost() && findIn(OWN, name) == null;
  }

  /** Takes note of a class whose objects are about to cross. To be called once for each. */
  public static void meet(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader != OWN && loader != null && !isKnown(loader)) {
      MET.add(0, new WeakReference<>(loader));
      MET.removeIf(each -> each.get() == null);
    }
  }

  private static boolean isKnown(ClassLoader loader) {
    return isAbove(loader) || met().contains(loader);
  }

  private static boolean isAbove(ClassLoader loader) {
    for (ClassLoader each = OWN; each != null; each = each.getParent()) {
      if (each == loader) {
        return true;
      }
    }
    return false;
  }

  /** Returns those whose classes were seen, the latest first: it has what was loaded anew. */
  public static List<ClassLoader> met() {
    List<ClassLoader> all = new ArrayList<>();
    for (WeakReference<ClassLoader> each : MET) {
      ClassLoader loader = each.get();
      if (loader != null) {
        all.add(loader);
      }
    }
    return all;
  }

  /**
   * Returns the loader of a class, if it is one of the program's besides the one that has Troupe.
   */
  public static Optional<ClassLoader> otherLoader(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == OWN || isAbove(loader)
        ? Optional.empty()
        : Optional.of(loader);
  }

  /** Returns those whose classes were seen, and the one that asks the host. */
  public static List<ClassLoader> all() {
    List<ClassLoader> all = met();
    Host asked = host;
    if (asked != null) {
      all.add(asked.loader());
    }
    return all;
  }

  /** Loads a class, without initialising it, that neither the thread's loader nor our own has. */
  static Class<?> find(String name) throws ClassNotFoundException {
    for (ClassLoader loader : met()) {
      Class<?> found = findIn(loader, name);
      if (found != null) {
        return found;
      }
    }
    Host asked = host;
    if (asked == null) {
      throw new ClassNotFoundException(name);
    }
    Class<?> found = Class.forName(name, false, asked.loader());
    useInThisThread(asked.loader());
    return found;
  }

  private static @Nullable Class<?> findIn(ClassLoader loader, String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** The code that runs here next is from there, and finds its resources as it does in the host. */
  private static void useInThisThread(ClassLoader loader) {
    Thread thread = Thread.currentThread();
    if (thread.getContextClassLoader() == OWN) {
      thread.setContextClassLoader(loader);
    }
  }
}
