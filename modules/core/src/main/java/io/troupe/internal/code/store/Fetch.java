package io.troupe.internal.code.store;

import io.troupe.internal.log.Log;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Brings the code of a program into a store: of its entries those that are missing, one after the
 * other, in pieces. A fetch that was broken off goes on where it was. Processes that want the same
 * entry at once fetch it once.
 */
public final class Fetch {
  private static final Log log = Log.of(Fetch.class);
  private static final long SAID_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MEBIBYTE = 1 << 20;

  /** Of so much there is a word at the end in any case. */
  private static final long LARGE = 64 * MEBIBYTE;

  /** The process that fetches may hang, for it may be stopped: others then fetch for themselves. */
  private static final Duration OTHERS_TAKE = Duration.ofSeconds(30);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Code code;
  private final CodeSource source;
  private final CodeStore store;
  private final Present present;

  // Written by the thread that fetches, read by those that want to know how far it is.
  private volatile long total;
  private final AtomicLong fetched = new AtomicLong();

  private long nextWord = System.nanoTime() + SAID_AFTER_NANOS;

  /** What is there anyway, outside the store. */
  @FunctionalInterface
  public interface Present {
    /** Returns a file with the content of an entry; null if none is known. */
    @Nullable
    Path find(CodeEntry entry) throws IOException;
  }

  /**
   * Plans to have all of a program's code here.
   *
   * @param source asked for what is not here
   */
  public Fetch(Code code, CodeSource source, CodeStore store, Present present) {
    this.code = code;
    this.source = source;
    this.store = store;
    this.present = present;
  }

  /**
   * Has all of a program's code in a store. Blocks while it is fetched.
   *
   * @param source asked for what the store lacks
   * @return the files, in the order of the entries; they stay as long as this process lives
   * @throws IOException if the source fails or sends something else, or there is no room
   */
  public static List<Path> all(Code code, CodeSource source, CodeStore store) throws IOException {
    return new Fetch(code, source, store, entry -> null).run();
  }

  /** As {@link #all}, once. */
  public List<Path> run() throws IOException {
    Map<String, Path> there = new HashMap<>();
    long missing = 0;
    for (CodeEntry entry : code.entries()) {
      Path stored = store.find(entry);
      Path known = stored != null ? stored : present.find(entry);
      if (known != null) {
        there.put(entry.digest(), known);
      } else {
        missing += entry.size();
      }
    }
    total = missing;
    List<Path> files = new ArrayList<>();
    for (CodeEntry entry : code.entries()) {
      Path known = there.get(entry.digest());
      files.add(known != null ? known : one(entry));
    }
    if (total > LARGE) {
      log.info("The program's code has come: {} MiB", inMebibytes(total));
    }
    return files;
  }

  /** Returns how many bytes are to be fetched. */
  public long total() {
    return total;
  }

  /** Returns how many of them have been. */
  public long fetched() {
    return fetched.get();
  }

  /** An entry that has been evicted meanwhile is fetched again. */
  private Path one(CodeEntry entry) throws IOException {
    Path known = store.find(entry);
    return known != null ? known : fetch(entry);
  }

  private Path fetch(CodeEntry entry) throws IOException {
    Path shared = store.draft(entry.digest());
    try (FileChannel draft = open(shared)) {
      if (lockOrFind(shared, draft, entry)) {
        return fetch(entry, shared, draft);
      }
    }
    Path found = store.find(entry);
    if (found != null) {
      return found;
    }
    long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    Path own = store.draft(entry.digest() + "-" + Long.toString(number, Character.MAX_RADIX));
    try (FileChannel draft = open(own)) {
      return fetch(entry, own, draft);
    } finally {
      Files.deleteIfExists(own);
    }
  }

  private static FileChannel open(Path draft) throws IOException {
    return FileChannel.open(
        draft, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Returns whether this process is the one to fetch; else another one has, or takes too long. */
  private boolean lockOrFind(Path path, FileChannel draft, CodeEntry entry) throws IOException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < OTHERS_TAKE.toNanos()) {
      if (tryLock(draft) != null) {
        return store.find(entry) == null && Files.exists(path); // not the draft that was published
      }
      if (store.find(entry) != null) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while another process fetches " + entry);
      }
    }
    return false;
  }

  private static @Nullable FileLock tryLock(FileChannel draft) throws IOException {
    try {
      return draft.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process
    }
  }

  private Path fetch(CodeEntry entry, Path path, FileChannel draft) throws IOException {
    if (draft.size() > entry.size()) {
      draft.truncate(0);
    }
    long resumed = draft.size();
    fetched.addAndGet(resumed);
    copy(entry, draft);
    draft.force(true);
    String digest = Digest.of(draft);
    if (!digest.equals(entry.digest())) {
      draft.truncate(0); // a crash of this machine may have spoilt it
      if (resumed == 0) {
        throw new IOException(entry.name() + " came with the digest " + digest + " instead of "
            + entry.digest() + ": it was changed while it was fetched");
      }
      fetched.addAndGet(-entry.size());
      return fetch(entry, path, draft);
    }
    return store.publish(path, digest, entry.size(), entry.name());
  }

  private void copy(CodeEntry entry, FileChannel draft) throws IOException {
    draft.position(draft.size());
    while (draft.position() < entry.size()) {
      byte[] piece = source.read(entry, draft.position());
      if (piece.length == 0 || draft.position() + piece.length > entry.size()) {
        throw new IOException(entry.name() + " has another size than the " + entry.size()
            + " bytes that were announced: it was changed while it was fetched");
      }
      for (ByteBuffer rest = ByteBuffer.wrap(piece); rest.hasRemaining(); ) {
        draft.write(rest);
      }
      fetched.addAndGet(piece.length);
      sayHowFar();
    }
  }

  private static long inMebibytes(long bytes) {
    return (bytes + MEBIBYTE - 1) / MEBIBYTE;
  }

  private void sayHowFar() {
    if (System.nanoTime() - nextWord > 0) {
      nextWord = System.nanoTime() + SAID_AFTER_NANOS;
      log.info(
          "Fetching the program's code: {} of {} MiB",
          fetched.get() / MEBIBYTE,
          inMebibytes(total));
    }
  }
}
