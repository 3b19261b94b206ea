package io.troupe.internal.lending;

import io.troupe.OwnerLostException;
import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.MappedList;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.object.Shortcut;
import io.troupe.internal.system.Role;
import io.troupe.proto.MemoryAttach;
import io.troupe.proto.MemoryFrame;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The owner's end of all memory that this process has made and processes of other machines use:
 * which of them has what. What they ask for is done on the reader of the link that brings it, one
 * request after the other for each of them. The rest is for the actor that has the locks of the
 * memory. Thread-safe.
 */
public final class Loans implements Role<ObjectMessage>, Shortcut {
  private final Role<ObjectMessage> locks;
  private final Map<Caller, Map<Long, Lent>> byCaller = new ConcurrentHashMap<>();

  /** @param locks takes what is not about memory itself */
  public Loans(Role<ObjectMessage> locks) {
    this.locks = locks;
  }

  @Override
  public boolean take(ObjectMessage.Request request) {
    if (!request.frame().hasMemory()) {
      return false;
    }
    try {
      serve(request);
    } catch (RuntimeException e) {
      request.reply(Refusals.encode(e));
    }
    return true;
  }

  private void serve(ObjectMessage.Request request) {
    MemoryFrame frame = request.frame().getMemory();
    switch (frame.getBodyCase()) {
      case ATTACH -> attach(request);
      case DETACH -> detach(request.caller(), frame.getDetach().getNumber());
      default -> find(request.caller(), number(frame)).serve(request);
    }
  }

  private static long number(MemoryFrame frame) {
    return switch (frame.getBodyCase()) {
      case ITEM -> frame.getItem().getNumber();
      case READ -> frame.getRead().getNumber();
      case WRITE -> frame.getWrite().getNumber();
      case FILL -> frame.getFill().getNumber();
      case SLOTS_READ -> frame.getSlotsRead().getNumber();
      case SLOT_WRITE -> frame.getSlotWrite().getNumber();
      default -> 0;
    };
  }

  private void attach(ObjectMessage.Request request) {
    MemoryAttach attach = request.frame().getMemory().getAttach();
    try {
      Lent lent = attach.hasList()
          ? new LentList(MappedList.attach(attach.getList()))
          : new LentItems(Block.attach(attach.getBlock()));
      byCaller
          .computeIfAbsent(request.caller(), caller -> new ConcurrentHashMap<>())
          .put(attach.getNumber(), lent);
      request.reply(Lent.done());
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private Lent find(Caller caller, long number) {
    Map<Long, Lent> its = byCaller.get(caller);
    Lent lent = its == null ? null : its.get(number);
    if (lent == null) {
      throw gone(null);
    }
    return lent;
  }

  private static OwnerLostException gone(@Nullable IOException cause) {
    OwnerLostException gone =
        new OwnerLostException("Process " + ProcessHandle.current().pid()
            + ", which made this memory, has given it back: it must keep its handle until others"
            + " have theirs");
    if (cause != null) {
      gone.initCause(cause);
    }
    return gone;
  }

  private void detach(Caller caller, long number) {
    Map<Long, Lent> its = byCaller.get(caller);
    Lent lent = its == null ? null : its.remove(number);
    if (lent != null) {
      lent.close();
    }
  }

  /** Locks first: they lie beside what is given back. */
  @Override
  public boolean onMessage(ObjectMessage message) {
    boolean goesOn = locks.onMessage(message);
    if (message instanceof ObjectMessage.CallerGone gone) {
      giveBackAll(gone.caller());
    }
    return goesOn;
  }

  private void giveBackAll(Caller caller) {
    Map<Long, Lent> its = byCaller.remove(caller);
    if (its != null) {
      its.values().forEach(Lent::close);
    }
  }

  @Override
  public void onEnd() {
    locks.onEnd();
  }
}
