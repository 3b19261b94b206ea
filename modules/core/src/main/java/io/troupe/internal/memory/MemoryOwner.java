package io.troupe.internal.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as an owner of segments: what it has created, which goes when it goes. Claimed when the first segment is
 * created, given up by {@link #release()} or when the JVM shuts down; a later segment claims anew. Thread-safe.
 */
public final class MemoryOwner {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryOwner.class);

  private static final Set<OwnerId> EVER = ConcurrentHashMap.newKeySet();

  private static @Nullable MemoryOwner current;
  private static boolean hooked;

  private final Path directory;
  private final OwnerId id;
  private final FileChannel lockFile; // open as long as we own: closing it drops the lock
  private final Map<Long, String> created = new ConcurrentHashMap<>(); // segment id to name
  private final Heap heap = new Heap(this);

  private MemoryOwner(Path directory, OwnerId id, FileChannel lockFile) {
    this.directory = directory;
    this.id = id;
    this.lockFile = lockFile;
  }

  /** Returns this process as an owner, after sweeping up what dead owners left. */
  static synchronized MemoryOwner current() throws IOException {
    if (current == null) {
      Path directory = MemoryDirectory.open();
      current = Uninterrupted.call(() -> claim(directory));
      hookOnce();
      Sweep.run();
    }
    return current;
  }

  /** Returns whether this process has been that owner. */
  static boolean isOwn(OwnerId id) {
    return EVER.contains(id);
  }

  private static void hookOnce() {
    if (hooked) {
      return;
    }
    try {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(MemoryOwner::release, "troupe-memory-release"));
      hooked = true;
    } catch (IllegalStateException shuttingDown) {
      LOG.debug("Memory made while the JVM shuts down is left to the next sweep", shuttingDown);
    }
  }

  /** Deletes the name of a segment; returns false if that happened before, or another process created it. */
  static synchronized boolean unlink(SegmentHeader segment) throws IOException {
    return current != null && current.id.equals(segment.owner()) && current.delete(segment.id());
  }

  /** Deletes all segments that this process created. They stay usable where they are mapped. */
  public static synchronized void release() {
    if (current != null) {
      current.unlinkAll();
      current = null;
    }
  }

  // A sweeper may find the file before we have locked it, take us for dead and delete it: then
  // again, under a new name.
  private static MemoryOwner claim(Path directory) throws IOException {
    while (true) {
      OwnerId id = new OwnerId(ProcessHandle.current().pid(), FileNames.random());
      Path path = directory.resolve(id.lockFile());
      FileChannel file = createLockFile(path);
      FileLock lock = file.tryLock();
      if (lock != null && Files.exists(path)) {
        EVER.add(id);
        return new MemoryOwner(directory, id, file);
      }
      file.close();
      Files.deleteIfExists(path);
    }
  }

  private static FileChannel createLockFile(Path path) throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        MemoryDirectory.onlyThisUser("rw-------"));
  }

  Heap heap() {
    return heap;
  }

  /** Lets all who know a segment of this owner read this. */
  void publish(byte[] note) throws IOException {
    Uninterrupted.call(() -> lockFile.write(ByteBuffer.wrap(note), 0));
  }

  /** Creates a segment under a name that nobody else has. */
  Segment createAnonymous(long size) throws IOException {
    return create("troupe-" + id.pid() + '-' + FileNames.randomHex(), size);
  }

  /**
   * Creates a segment. A name that a dead process left behind is free.
   *
   * @throws FileAlreadyExistsException if the name is taken
   */
  Segment createNamed(String name, long size) throws IOException {
    try {
      return create(name, size);
    } catch (FileAlreadyExistsException exists) {
      if (Sweep.run() == 0) {
        throw exists;
      }
      return create(name, size);
    }
  }

  private Segment create(String name, long size) throws IOException {
    SegmentHeader header = new SegmentHeader(size, FileNames.random(), id);
    Segment segment = Uninterrupted.call(() -> SegmentFile.create(directory, name, header));
    created.put(header.id(), name);
    return segment;
  }

  /** Deletes the name of a segment that this owner created; returns false if that happened before. */
  boolean delete(long segment) throws IOException {
    String name = created.remove(segment);
    return name != null && Files.deleteIfExists(directory.resolve(FileNames.segment(name)));
  }

  private void unlinkAll() {
    try (lockFile) {
      for (Long segment : created.keySet()) {
        delete(segment);
      }
      Files.deleteIfExists(directory.resolve(id.lockFile()));
    } catch (IOException kept) {
      LOG.warn("Shared memory in {} stays until the next process sweeps it up", directory, kept);
    }
  }
}
