package io.troupe.internal.board;

import io.troupe.TroupeException;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.log.Log;
import io.troupe.internal.wait.CpuGate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Objects;

/**
 * A memory-mapped file of cells that a host shares with its processes: cell 0 is the host's, each
 * process has one of the others. What a process wrote survives its death. Access is plain memory
 * access, no system call. Thread-safe.
 */
public final class Board implements AutoCloseable {
  /** Cells that a host's board has: the host and 4095 processes. */
  public static final int CELLS = 4096;

  private static final int FEWEST_CELLS = 64;
  private static final Log log = Log.of(Board.class);

  private final Path path;
  private final BoardMemory memory;
  private final CpuGate gate;
  private final boolean owner;

  // Of the owner only. Guarded by this.
  private final BitSet used = new BitSet();

  private Board(Path path, BoardMemory memory, int ownCell, boolean owner) {
    this.path = path;
    this.memory = memory;
    this.owner = owner;
    gate = new BoardGate(memory, ownCell);
    used.set(0);
  }

  /**
   * Creates a host's board; where there is no room for it, one with fewer cells.
   *
   * @param cells capacity, the host's own cell included, at least 1; 64 bytes each
   * @param directory of the host
   * @throws TroupeException if the file cannot be made
   */
  public static Board create(int cells, RuntimeDirectory directory) {
    if (cells < 1) {
      throw new IllegalArgumentException("cells must be >= 1, was " + cells);
    }
    try {
      return tryCreate(cells, directory);
    } catch (IOException e) {
      if (cells > FEWEST_CELLS) {
        return create(Math.max(FEWEST_CELLS, cells / 8), directory);
      }
      throw new TroupeException(
          "Cannot create a board of " + cells + " cells: " + e.getMessage(), e);
    }
  }

  private static Board tryCreate(int cells, RuntimeDirectory directory) throws IOException {
    int bytes = Math.multiplyExact(cells, BoardMemory.CELL_BYTES);
    RuntimeDirectory.Allocated made = directory.allocate("board", bytes);
    try (FileChannel file = made.file()) {
      BoardMemory memory = new BoardMemory(map(file));
      memory.format(Runtime.getRuntime().availableProcessors());
      return new Board(made.path(), memory, 0, true);
    }
  }

  /**
   * Opens the board of this process's host.
   *
   * @param ownCell the cell of this process
   * @throws TroupeException if there is no such board or cell
   */
  public static Board open(Path path, int ownCell) {
    try {
      BoardMemory memory = new BoardMemory(open(path));
      if (!memory.isFormatted()) {
        throw new TroupeException(path + " is not a board");
      }
      Objects.checkIndex(ownCell, memory.capacity());
      return new Board(path, memory, ownCell, false);
    } catch (IOException e) {
      throw new TroupeException("Cannot open the board " + path + ": " + e.getMessage(), e);
    }
  }

  public Path path() {
    return path;
  }

  /** Returns the gate that threads of this process ask before they spin. */
  public CpuGate gate() {
    return gate;
  }

  /** Returns a cell; valid until {@link #free}, after which it may become another process's. */
  public Cell cell(int index) {
    Objects.checkIndex(index, memory.capacity());
    return new BoardCell(memory, index);
  }

  /**
   * Takes a free cell; host only.
   *
   * @throws IllegalStateException if all cells are in use
   */
  public synchronized int allocate() {
    requireOwner();
    int index = used.nextClearBit(0);
    if (index >= memory.capacity()) {
      throw new IllegalStateException("All " + memory.capacity()
          + " cells of the board are in use: too many processes at once; close some");
    }
    used.set(index);
    memory.cellsInUse(used.length());
    return index;
  }

  /**
   * Gives back the cell of a process that has ended, and clears what it had published; host only.
   */
  public synchronized void free(int index) {
    requireOwner();
    if (index == 0 || !used.get(index)) {
      throw new IllegalArgumentException("Cell " + index + " is not in use by a process");
    }
    memory.clear(index);
    used.clear(index);
    memory.cellsInUse(used.length());
  }

  /**
   * Deletes the file, if this is the host's board. Cells that are at hand stay usable. Idempotent.
   */
  @Override
  public void close() {
    try {
      if (owner) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      log.warn("Could not delete the board {}: {}", path, e.getMessage());
    }
  }

  private void requireOwner() {
    if (!owner) {
      throw new IllegalStateException("Only the host gives out cells of " + path);
    }
  }

  private static ByteBuffer open(Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return map(file);
    }
  }

  private static ByteBuffer map(FileChannel file) throws IOException {
    return file.map(FileChannel.MapMode.READ_WRITE, 0, file.size());
  }
}
