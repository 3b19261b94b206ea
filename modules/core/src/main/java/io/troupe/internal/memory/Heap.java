package io.troupe.internal.memory;

import io.troupe.internal.log.Log;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives out blocks of shared memory: small ones from arenas that it makes as they are needed, each
 * twice as large as the one before; a large one is a segment of its own, which the kernel frees
 * when no process maps it any more. Thread-safe.
 */
final class Heap {
  private static final Log log = Log.of(Heap.class);
  private static final int FIRST_ARENA_BYTES = 64 << 10;
  private static final int LARGEST_ARENA_BYTES = 8 << 20;
  private static final int LARGE_BYTES = 32 << 10;
  private static final int RETIRED_A_TURN = 2;

  private record Retired(Arena arena, BlockAddress block) {}

  private final MemoryOwner owner;
  private final List<Arena> arenas = new ArrayList<>();
  // Those of a single block: users of its lock have to do with the maker's handle, which holds the
  // arena.
  private final List<WeakReference<Arena>> large = new ArrayList<>();
  // Blocks whose own handle is gone while other processes still hold theirs.
  private final Deque<Retired> retired = new ArrayDeque<>();
  private int nextArenaBytes = FIRST_ARENA_BYTES;
  private int generation = (int) FileNames.random();

  Heap(MemoryOwner owner) {
    this.owner = owner;
  }

  /**
   * Takes zeroed memory.
   *
   * @throws IOException if there is no room
   * @throws IllegalArgumentException if it is more than 2 GiB
   */
  Block allocate(int bytes) throws IOException {
    return Arena.blockBytes(bytes) > LARGE_BYTES ? allocateLarge(bytes) : allocateSmall(bytes);
  }

  private Block allocateLarge(int bytes) throws IOException {
    long size = Arena.blockBytes(bytes);
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "An array must be smaller than 2 GiB, was " + bytes + " bytes");
    }
    Arena arena = newArena(size);
    remember(arena);
    return new Block(take(arena, bytes), arena.segment(), () -> unlink(arena));
  }

  private synchronized void remember(Arena arena) {
    large.removeIf(known -> known.get() == null);
    large.add(new WeakReference<>(arena));
  }

  /** Returns the lock of a block; null if the block was given back. */
  synchronized @Nullable ByteBuffer lock(BlockAddress block) {
    return all()
        .filter(arena -> arena.segment().name().equals(block.segment()))
        .findFirst()
        .map(arena -> arena.lock(block))
        .orElse(null);
  }

  /** Returns the locks whose first word is such a one. */
  synchronized List<ByteBuffer> locks(LongPredicate word) {
    return all().flatMap(arena -> arena.locks(word).stream()).toList();
  }

  private Stream<Arena> all() {
    Stream<Arena> alone = large.stream().map(WeakReference::get).filter(Objects::nonNull);
    return Stream.concat(arenas.stream(), alone);
  }

  private synchronized Block allocateSmall(int bytes) throws IOException {
    freeSomeRetired();
    for (Arena arena : arenas) {
      BlockAddress block = arena.take(bytes, ++generation);
      if (block != null) {
        return small(arena, block);
      }
    }
    Arena arena = nextArena(bytes);
    arenas.add(0, arena); // where room is likely comes first
    return small(arena, take(arena, bytes));
  }

  // Where there is no room for much, there may be for what is needed.
  private Arena nextArena(int bytes) throws IOException {
    try {
      Arena arena = newArena(nextArenaBytes);
      nextArenaBytes = Math.min(2 * nextArenaBytes, LARGEST_ARENA_BYTES);
      return arena;
    } catch (IOException full) {
      nextArenaBytes = FIRST_ARENA_BYTES;
      return newArena(Math.max(SegmentHeader.BYTES, Arena.blockBytes(bytes)));
    }
  }

  private Arena newArena(long bytes) throws IOException {
    Segment segment = owner.createAnonymous(bytes);
    SegmentCache.add(segment);
    return new Arena(segment);
  }

  private BlockAddress take(Arena emptyArena, int bytes) {
    return Objects.requireNonNull(emptyArena.take(bytes, (int) FileNames.random()));
  }

  private Block small(Arena arena, BlockAddress block) {
    return new Block(block, arena.segment(), () -> giveBack(arena, block));
  }

  private synchronized void giveBack(Arena arena, BlockAddress block) {
    arena.state(block.offset()).leave();
    freeOrRetire(new Retired(arena, block));
  }

  private void freeOrRetire(Retired gone) {
    if (!gone.arena.tryFree(gone.block)) {
      retired.add(gone);
    } else if (gone.arena.isEmpty() && gone.arena != arenas.get(0)) {
      arenas.remove(gone.arena);
      unlink(gone.arena);
    }
  }

  // A few at each turn, so that the whole costs no allocation much.
  private void freeSomeRetired() {
    for (int i = Math.min(RETIRED_A_TURN, retired.size()); i > 0; i--) {
      freeOrRetire(retired.remove());
    }
  }

  private void unlink(Arena arena) {
    try {
      owner.delete(arena.segment().header().id());
    } catch (IOException kept) {
      log.warn("Shared memory {} stays until this process ends", arena.segment().name(), kept);
    }
  }
}
