package io.troupe.internal.code;

import io.troupe.internal.code.store.Code;
import io.troupe.internal.code.store.CodeEntry;
import io.troupe.internal.code.store.CodeSource;
import io.troupe.internal.code.store.CodeStore;
import io.troupe.internal.code.store.LocalFiles;
import io.troupe.internal.log.Log;
import io.troupe.internal.payload.codec.ProgramLoaders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The code of this program as a value that crosses, and the source of its content. Troupe's own
 * jars are not part of it: whoever runs it has them. Nor are classes in memory, which are asked for
 * by their names. Thread-safe.
 */
public final class ProgramCode implements CodeSource {
  /** How much code may travel unless the program says otherwise. */
  public static final long LIMIT = 1L << 30;

  /** The property that says how many bytes of code may travel. */
  public static final String LIMIT_PROPERTY = "troupe.code.limit";

  private static final Log log = Log.of(ProgramCode.class);

  private final LocalFiles files;

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
   * Blocks while it is read, which takes a second for each gigabyte or so.
   *
   * @throws IllegalArgumentException if it is larger than what may travel
   * @throws IOException if a file cannot be read, or a directory not be packed
   */
  public Code now() throws IOException {
    Set<Path> classPath = new LinkedHashSet<>(ManifestClassPath.expand(Habitat.files()));
    for (ClassLoader loader : ProgramLoaders.met()) {
      classPath.addAll(LoaderFiles.of(loader));
    }
    Set<Path> ofTroupe = LibraryJars.ofTroupeAlone();
    List<CodeEntry> entries = new ArrayList<>();
    add(classPath, ofTroupe, false, entries);
    String mainModule = Habitat.mainModule();
    if (mainModule != null) {
      add(new LinkedHashSet<>(Habitat.modules()), ofTroupe, true, entries);
    }
    Code code = new Code(entries, mainModule == null ? "" : mainModule);
    long limit = Long.getLong(LIMIT_PROPERTY, LIMIT);
    code.requireWithin(limit);
    if (code.size() > limit / 2) {
      log.warn("The program's code is large for what travels: {}", code.largest());
    }
    return code;
  }

  private void add(Set<Path> paths, Set<Path> without, boolean modular, List<CodeEntry> entries)
      throws IOException {
    for (Path path : paths) {
      CodeEntry entry = without.contains(path) ? null : files.entry(path, modular);
      if (entry != null) {
        entries.add(entry);
      }
    }
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
