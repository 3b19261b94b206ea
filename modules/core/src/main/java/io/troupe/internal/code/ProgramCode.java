package io.troupe.internal.code;

import io.troupe.internal.code.store.Code;
import io.troupe.internal.code.store.CodeEntry;
import io.troupe.internal.code.store.CodeSource;
import io.troupe.internal.code.store.CodeStore;
import io.troupe.internal.code.store.Extent;
import io.troupe.internal.code.store.LocalFiles;
import io.troupe.internal.code.store.LocalFiles.Seen;
import io.troupe.internal.log.Log;
import io.troupe.internal.payload.codec.ProgramLoaders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The code of this program as a value that crosses, and the source of its content. Troupe's own
 * jars are not part of it: every process that runs it has them. Nor are classes in memory, which
 * are asked for by their names. Thread-safe.
 */
public final class ProgramCode implements CodeSource {
  /** How much code may travel unless the program says otherwise. */
  public static final long LIMIT = 1L << 30;

  /** The property that says how many bytes of code may travel. */
  public static final String LIMIT_PROPERTY = "troupe.code.limit";

  private static final Log log = Log.of(ProgramCode.class);

  private final LocalFiles files;
  private boolean saidLarge; // guarded by this

  private static final class OfThisJvm {
    static final ProgramCode VALUE = new ProgramCode(new LocalFiles(CodeStore.ofUser()));
  }

  ProgramCode(LocalFiles files) {
    this.files = files;
  }

  public static ProgramCode ofThisJvm() {
    return OfThisJvm.VALUE;
  }

  /**
   * Returns what the program's code consists of now: what has changed since the last time is seen.
   * Blocks while it is read, which takes a second for each half gigabyte or so.
   *
   * @param first jars and directories that come before it
   * @throws IllegalArgumentException if it is larger than what may travel
   * @throws IOException if a file cannot be read, or a directory not be packed
   */
  public synchronized Code now(List<Path> first) throws IOException {
    Set<Path> classPath = new LinkedHashSet<>();
    first.forEach(each -> classPath.add(each.toAbsolutePath().normalize()));
    classPath.addAll(ManifestClassPath.expand(Habitat.files()));
    for (ClassLoader loader : ProgramLoaders.met()) {
      classPath.addAll(LoaderFiles.of(loader));
    }
    String mainModule = Habitat.mainModule();
    List<Seen> onClassPath = see(classPath);
    List<Seen> modules = mainModule == null ? List.of() : see(Habitat.modules());
    requireWithinLimit(onClassPath, modules);
    List<CodeEntry> entries = new ArrayList<>();
    for (Seen each : onClassPath) {
      entries.add(files.entry(each, false));
    }
    for (Seen each : modules) {
      entries.add(files.entry(each, true));
    }
    return new Code(entries, mainModule == null ? "" : mainModule);
  }

  private static List<Seen> see(Collection<Path> paths) throws IOException {
    Set<Path> without = LibraryJars.ofTroupeAlone();
    List<Seen> all = new ArrayList<>();
    for (Path path : paths) {
      Seen seen = without.contains(path) ? null : LocalFiles.see(path);
      if (seen != null) {
        all.add(seen);
      }
    }
    return all;
  }

  private void requireWithinLimit(List<Seen> classPath, List<Seen> modules) {
    List<Seen> all = new ArrayList<>(classPath);
    all.addAll(modules);
    Extent extent = new Extent(all);
    long limit = Long.getLong(LIMIT_PROPERTY, LIMIT);
    extent.requireWithin(limit, "-D" + LIMIT_PROPERTY + "=BYTES");
    if (extent.bytes() > limit / 2 && !saidLarge) {
      saidLarge = true;
      log.warn("The program's code is large for what travels: {}", extent.largest());
    }
  }

  /** Returns the file of an entry, for those on this machine. */
  public Path file(CodeEntry entry) throws IOException {
    return files.file(entry);
  }

  /**
   * Checks that code can run elsewhere. It needs no later Java than this program runs on, even if
   * it has classes along that do and are never loaded. Blocks while the classes are looked at.
   *
   * @param feature the version of Java there
   * @return why it cannot; empty if it can
   */
  public Optional<String> whyNotOn(Code code, int feature) throws IOException {
    if (feature >= Runtime.version().feature()) {
      return Optional.empty();
    }
    for (CodeEntry entry : code.entries()) {
      int needed = files.feature(entry);
      if (needed > feature) {
        return Optional.of(files.file(entry) + " has classes for Java " + needed
            + ", and this program runs on Java " + Runtime.version().feature());
      }
    }
    return Optional.empty();
  }

  @Override
  public byte[] read(CodeEntry entry, long offset) throws IOException {
    return files.read(entry, offset);
  }

  /** As {@link LocalFiles#read(String, long, int)}. */
  public byte[] read(String digest, long offset, int length) throws IOException {
    return files.read(digest, offset, length);
  }
}
