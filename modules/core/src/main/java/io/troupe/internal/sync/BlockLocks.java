package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.memory.Maker;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAttached;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The locks of all values and arrays that this process has made: who waits for those that somebody waits for. */
final class BlockLocks implements SyncState {
  private static final int MOST_TOKENS = 0xFFFF;

  private final Tokens tokens = new Tokens(MOST_TOKENS);
  private final Map<String, MutexState> waitedFor = new HashMap<>();

  @Override
  public void onRequest(ObjectMessage.Request request) {
    switch (request.frame().getBodyCase()) {
      case SYNC_ATTACH -> attach(request);
      case SYNC_ACQUIRE -> acquire(request);
      case SYNC_WAKE -> wake(request.frame().getSyncWake().getCell());
      case WITHDRAW_REQUEST -> withdraw(request);
      default -> request.reply(Answers.unknown(request));
    }
  }

  private void attach(ObjectMessage.Request request) {
    int token = tokens.of(request.caller());
    request.reply(Frame.newBuilder().setSyncAttached(SyncAttached.newBuilder().setToken(token)));
  }

  private void acquire(ObjectMessage.Request request) {
    String block = request.frame().getSyncAcquire().getCell();
    MutexState state = waitedFor.get(block);
    if (state == null) {
      state = find(block);
    }
    if (state == null) {
      request.reply(Refusals.encode(
          new OwnerLostException("Process " + ProcessHandle.current().pid()
              + ", which made this memory, has given it back, and with it the lock")));
      return;
    }
    waitedFor.put(block, state);
    state.acquire(Turn.of(request, tokens.of(request.caller())));
    forgetIdle();
  }

  private @Nullable MutexState find(String block) {
    try {
      ByteBuffer lock = Maker.lockOf(block);
      return lock == null ? null : new MutexState(new MutexCell(lock), true, tokens::isUsed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void wake(String block) {
    MutexState state = waitedFor.get(block);
    if (state != null) {
      state.serve();
      forgetIdle();
    }
  }

  private void withdraw(ObjectMessage.Request request) {
    waitedFor.values().forEach(state -> state.withdraw(request));
    forgetIdle();
  }

  private void forgetIdle() {
    waitedFor.values().removeIf(MutexState::isIdle);
  }

  @Override
  public void onGone(Caller caller) {
    int token = tokens.remove(caller);
    waitedFor.values().forEach(state -> state.gone(caller, token));
    if (token != 0) {
      heldBy(token)
          .forEach(lock ->
              new MutexState(new MutexCell(lock), true, tokens::isUsed).gone(caller, token));
    }
    forgetIdle();
  }

  private static List<ByteBuffer> heldBy(int token) {
    try {
      return Maker.locks(word -> LockWord.token(word) == token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
