package io.troupe.internal.directory;

import io.troupe.internal.log.Log;
import io.troupe.internal.wait.ExitHook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The private directory of a runtime: board, sockets, argument files, shared memory. It goes with
 * its runtime; what a killed runtime left behind is swept by the next one of the same user. Where
 * one place has no room for a file, the runtime has an entry in the next place, too. Thread-safe.
 */
public final class RuntimeDirectory implements SocketDirectory, AutoCloseable {
  private static final Log log = Log.of(RuntimeDirectory.class);

  /** The monitor of its making, too. */
  private static final AtomicReference<@Nullable RuntimeDirectory> OF_THIS_JVM =
      new AtomicReference<>();

  private final Places places;
  private final AtomicLong sockets = new AtomicLong();
  private final List<Entry> entries = new ArrayList<>(); // guarded by this
  private int users = 1; // guarded by this

  private RuntimeDirectory(Places places) {
    this.places = places;
  }

  /**
   * Claims one for a runtime, where paths are short enough for sockets.
   *
   * @throws UncheckedIOException if no place can be used; names the places and the reasons
   */
  public static RuntimeDirectory create() {
    try {
      return create(Places.forRuntimes());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** The same in other places. */
  public static RuntimeDirectory create(Places places) throws IOException {
    RuntimeDirectory made = new RuntimeDirectory(places);
    places.search("No place for the private directory of a runtime", made::entryIn);
    return made;
  }

  /** Deletes what killed runtimes left behind, except where another process does so now. */
  public static void sweep() {
    Sweep.all(Places.forRuntimes());
  }

  /**
   * Returns the one of this JVM, which is deleted when the JVM ends, and all have closed it who
   * {@linkplain #retain retain} it.
   */
  public static RuntimeDirectory ofThisJvm() {
    synchronized (OF_THIS_JVM) {
      RuntimeDirectory known = OF_THIS_JVM.get();
      if (known == null) {
        known = create(); // not a static's initializer, which fails once and for all
        closeAtExit(known);
        OF_THIS_JVM.set(known);
      }
      return known;
    }
  }

  private static void closeAtExit(RuntimeDirectory directory) {
    try {
      ExitHook.add("troupe-files-cleanup", directory::close);
    } catch (IllegalStateException shuttingDown) {
      log.debug("A directory made while the JVM shuts down is left to the next sweep");
    }
  }

  /**
   * Opens what the runtime holds the lock of, for as long as it lives, in whose directory a file
   * lies.
   *
   * @throws NoSuchFileException if it has ended
   */
  public static FileChannel lockOfOwner(Path file) throws IOException {
    return FileChannel.open(file.resolveSibling(Entry.LOCK), StandardOpenOption.READ);
  }

  /** Deletes what the process of this number left behind, if it is dead. */
  public static void sweepAfter(long pid) {
    Sweep.after(pid, Places.forRuntimes());
  }

  /** Returns the path of the directory. */
  public synchronized Path path() {
    return entries.get(0).path();
  }

  /**
   * Returns the name of the directory, which changes if it was deleted behind the back of its
   * runtime.
   */
  public synchronized RuntimeId id() {
    return entries.get(0).id();
  }

  /** Returns the paths of the directory in each place. */
  public synchronized List<Path> paths() {
    return entries.stream().map(Entry::path).toList();
  }

  /** Returns the path of a directory; null if its runtime has ended, or is on another machine. */
  public static @Nullable Path find(RuntimeId id, Places places) throws IOException {
    for (Place place : places.existing()) {
      Path path = place.open().resolve(id.toString());
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        return path;
      }
    }
    return null;
  }

  /** Returns whether the runtime lives whose directory has that number. */
  public static boolean lives(long nonce, Places places) {
    return Sweep.lives(nonce, places);
  }

  @Override
  public UnixDomainSocketAddress newAddress() {
    return UnixDomainSocketAddress.of(
        path().resolve(Long.toString(sockets.incrementAndGet(), Character.MAX_RADIX)));
  }

  /** Deletes the file that a closed server socket leaves. */
  public static void delete(UnixDomainSocketAddress address) {
    try {
      Files.deleteIfExists(address.getPath());
    } catch (IOException e) {
      log.debug("the socket {} could not be deleted", address, e);
    }
  }

  /**
   * A file that was allocated.
   *
   * @param directory the user's directory in the place where there was room
   * @param owner the entry in it
   */
  public record Allocated(Path directory, RuntimeId owner, Path path, FileChannel file)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /**
   * Makes a file full of zeros, which can be mapped and touched, in the first place that has room.
   *
   * @param name that no other file of this runtime has
   * @throws IOException if none has; names the places and the reasons
   */
  public Allocated allocate(String name, long bytes) throws IOException {
    return places.search("No room for " + bytes + " bytes of shared memory", place -> {
      Entry entry = entryIn(place);
      Path path = entry.path().resolve(name);
      FileChannel file = Uninterrupted.call(() -> ZeroFile.create(entry.path(), path, bytes));
      return new Allocated(place.directory(), entry.id(), path, file);
    });
  }

  // A cleaner of temporary files, or of what a user left who logged out, knows no locks.
  private synchronized Entry entryIn(Place place) throws IOException {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).place().equals(place)) {
        return intact(i);
      }
    }
    Entry claimed = Uninterrupted.call(() -> Entry.claim(place));
    entries.add(claimed);
    return claimed;
  }

  private Entry intact(int index) throws IOException {
    Entry known = entries.get(index);
    if (known.isIntact()) {
      return known;
    }
    Entry anew = Uninterrupted.call(() -> Entry.claim(known.place()));
    log.warn(
        "{} was deleted although its runtime lives; from now on {}", known.path(), anew.path());
    entries.set(index, anew);
    known.lock().close();
    return anew;
  }

  /**
   * Returns whether the directory is where it was, and not deleted behind the back of its runtime.
   */
  public synchronized boolean isIntact() {
    return entries.get(0).isIntact();
  }

  /** Keeps the directory until it has been closed once more. */
  public synchronized RuntimeDirectory retain() {
    users++;
    return this;
  }

  /**
   * Deletes the directory with all that is in it, once the last of those has closed it that retain
   * it.
   */
  @Override
  public synchronized void close() {
    users--;
    if (users > 0) {
      return;
    }
    for (Entry entry : entries) {
      try {
        entry.close();
      } catch (IOException kept) {
        log.debug("{} stays until the next runtime sweeps it up", entry.path(), kept);
      }
    }
  }
}
