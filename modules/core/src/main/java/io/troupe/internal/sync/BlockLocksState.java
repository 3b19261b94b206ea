package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.memory.MemoryOwner;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.object.Waiter;
import io.troupe.internal.sync.cell.LockCell;
import io.troupe.internal.sync.cell.LockWord;
import io.troupe.internal.sync.cell.Tokens;
import io.troupe.proto.SyncAttached;
import io.troupe.proto.SyncFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The locks of all values and arrays that this process has made: who waits for those that are
 * waited for.
 */
final class BlockLocksState implements SyncState {
  private static final int MOST_TOKENS = 0xFFFF;

  private final Tokens tokens = new Tokens(MOST_TOKENS);
  private final Map<String, LockLine> waitedFor = new HashMap<>();

  @Override
  public void onRequest(ObjectMessage.Request request) {
    switch (request.frame().getSync().getBodyCase()) {
      case ATTACH -> attach(request);
      case ACQUIRE -> acquire(request);
      case RELEASE -> release(request);
      case WAKE -> wake(request.frame().getSync().getWake().getCell());
      case QUERY -> query(request);
      default -> request.reply(SyncFrames.unknown(request));
    }
  }

  private void attach(ObjectMessage.Request request) {
    int token = tokens.of(request.caller());
    request.reply(SyncFrames.frame(
        SyncFrame.newBuilder().setAttached(SyncAttached.newBuilder().setToken(token))));
  }

  private void acquire(ObjectMessage.Request request) {
    String block = request.frame().getSync().getAcquire().getCell();
    LockLine line = find(block);
    if (line == null) {
      refuse(request);
      return;
    }
    waitedFor.put(block, line);
    line.acquire(Turn.of(request, tokens.of(request.caller())));
    forgetIdle();
  }

  private static void refuse(ObjectMessage.Request request) {
    request.reply(Refusals.encode(
        new OwnerLostException("Process " + ProcessHandle.current().pid()
            + ", which made this memory, has given it back, and with it the lock")));
  }

  private @Nullable LockLine find(String block) {
    LockLine known = waitedFor.get(block);
    if (known != null) {
      return known;
    }
    LockCell cell = cell(block);
    return cell == null ? null : new LockLine(cell, true, tokens::isUsed);
  }

  private static @Nullable LockCell cell(String block) {
    try {
      ByteBuffer lock = MemoryOwner.lockOf(block);
      return lock == null ? null : new LockCell(lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From a process that cannot reach the cell. */
  private void release(ObjectMessage.Request request) {
    LockLine line = find(request.frame().getSync().getRelease().getCell());
    if (line == null) {
      refuse(request);
      return;
    }
    line.release(request, tokens.of(request.caller()));
    forgetIdle();
  }

  private static void query(ObjectMessage.Request request) {
    LockCell cell = cell(request.frame().getSync().getQuery().getCell());
    if (cell == null) {
      refuse(request);
    } else {
      request.reply(SyncFrames.status(cell.word(), cell.count()));
    }
  }

  private void wake(String block) {
    LockLine line = waitedFor.get(block);
    if (line != null) {
      line.serve();
      forgetIdle();
    }
  }

  @Override
  public void onWithdrawn(Waiter waiter) {
    waitedFor.values().forEach(line -> line.withdraw(waiter));
    forgetIdle();
  }

  private void forgetIdle() {
    waitedFor.values().removeIf(LockLine::isIdle);
  }

  @Override
  public void onGone(Caller caller) {
    int token = tokens.remove(caller);
    waitedFor.values().forEach(line -> line.gone(caller, token));
    if (token != 0) {
      heldBy(token)
          .forEach(
              lock -> new LockLine(new LockCell(lock), true, tokens::isUsed).gone(caller, token));
    }
    forgetIdle();
  }

  private static List<ByteBuffer> heldBy(int token) {
    try {
      return MemoryOwner.locks(word -> LockWord.token(word) == token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
