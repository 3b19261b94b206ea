package io.troupe.memory;

import io.troupe.internal.memory.NamedMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/**
 * A block of memory with a name, by which other processes of this machine and this user attach to
 * the same bytes. Python's {@code multiprocessing.shared_memory.SharedMemory}.
 *
 * <pre>{@code
 * SharedMemory image = SharedMemory.create(width * height);
 * image.buffer().put(pixels);
 * try (Pool pool = Pool.of(4)) {
 *   pool.map(rows -> blur(image.buffer(), rows), parts); // the handle crosses, the pixels stay
 * }
 * image.unlink();
 * }</pre>
 *
 * <p><b>Life.</b> The process that creates the memory owns it. {@link #unlink} there, or the end of
 * that process, deletes it: no process can attach any more, while those that have attached keep it.
 * Another process never deletes it; what an owner leaves that was killed is removed when the next
 * process makes shared memory. {@link #close} ends one handle only, and does not delete.
 *
 * <p><b>Buffers.</b> All buffers of all handles show the same bytes, in the machine's byte order. A
 * buffer may be used by one thread at a time; so take one a thread. Writes are not ordered between
 * processes except by what else they do to meet: a queue, a lock, a task that ends. A buffer that
 * was taken before {@link #close} or {@link #unlink} stays safe to use: its memory goes when the
 * garbage collector finds it, because a JVM cannot take it away from under a reader. So
 * {@code close} frees nothing by itself.
 *
 * <p>The room is set aside when the memory is created, so that a full machine fails there and never
 * later.
 *
 * <p>Crosses to other processes of this machine as its name; a handle whose memory is unlinked
 * cannot arrive, which is a {@link NoSuchFileException}. Nor can one arrive on another machine, for
 * no buffer there can show these bytes: an {@link Array} or a {@link ShareableList} can be used
 * there. Thread-safe.
 */
public final class SharedMemory implements AutoCloseable {
  private final NamedMemory memory;

  private SharedMemory(NamedMemory memory) {
    this.memory = memory;
  }

  /**
   * Creates memory full of zeros, under a new name. Python's
   * {@code SharedMemory(create=True, size)}.
   *
   * @param size in bytes, at least 1
   * @throws IllegalArgumentException if the size is less than 1
   * @throws IOException if there is no room
   */
  public static SharedMemory create(long size) throws IOException {
    return new SharedMemory(NamedMemory.create(null, size));
  }

  /**
   * Creates memory full of zeros. Python's {@code SharedMemory(name, create=True, size)}.
   *
   * @param name any text without '/' and NUL, up to about 230 bytes
   * @param size in bytes, at least 1
   * @throws IllegalArgumentException if the size is less than 1, or the name not possible
   * @throws FileAlreadyExistsException if a living process has memory of that name
   * @throws IOException if there is no room
   */
  public static SharedMemory create(String name, long size) throws IOException {
    return new SharedMemory(NamedMemory.create(name, size));
  }

  /**
   * Attaches to memory that a process of this machine and this user created. Python's
   * {@code SharedMemory(name)}.
   *
   * @throws IllegalArgumentException if the name is not possible
   * @throws NoSuchFileException if there is no memory of that name
   * @throws IOException if it cannot be mapped
   */
  public static SharedMemory attach(String name) throws IOException {
    return new SharedMemory(NamedMemory.attach(name));
  }

  /**
   * Returns all bytes as a new buffer, in native byte order.
   *
   * @throws IllegalStateException after {@link #close}
   * @throws IllegalArgumentException if the memory is larger than a buffer can be, 2 GiB - 1: take
   *     parts of it
   */
  public ByteBuffer buffer() {
    if (size() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A buffer cannot show all %d bytes of \"%s\": use buffer(offset, size)"
              .formatted(size(), name()));
    }
    return buffer(0, (int) size());
  }

  /**
   * Returns a part of the bytes as a new buffer, in native byte order.
   *
   * @param offset of the first byte
   * @param size number of bytes; at most 1 GiB if the memory is larger than 2 GiB - 1
   * @throws IllegalStateException after {@link #close}
   * @throws IndexOutOfBoundsException if the part does not lie in the memory
   * @throws IllegalArgumentException if the memory is larger than 2 GiB - 1 and the part larger
   *     than 1 GiB
   */
  public ByteBuffer buffer(long offset, int size) {
    return memory.slice(offset, size);
  }

  /** Returns the name; also after {@link #close}. */
  public String name() {
    return memory.name();
  }

  /** Returns the size in bytes, exactly as it was created; also after {@link #close}. */
  public long size() {
    return memory.size();
  }

  /**
   * Ends this handle: it gives no more buffers. Other handles, and buffers given before, are not
   * concerned. Again does nothing.
   */
  @Override
  public void close() {
    memory.close();
  }

  /**
   * Deletes the memory: its name is free, and no process can attach any more. Handles and buffers
   * that exist go on. Possible after {@link #close} too.
   *
   * @throws IllegalStateException if another process created it
   * @throws NoSuchFileException if it is unlinked already
   * @throws IOException if the file cannot be deleted
   */
  public void unlink() throws IOException {
    memory.unlink();
  }

  @Override
  public String toString() {
    return "SharedMemory[name=" + name() + ", size=" + size() + ']';
  }
}
