package io.troupe.internal.pool.worker;

import io.troupe.internal.payload.lambda.EncodedFunction;
import io.troupe.proto.DefineFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which functions one worker knows, so that each crosses once, and not with every task. The one
 * that was used least recently makes room. For one thread at a time.
 */
public final class FunctionTable {
  static final int SLOTS = 256;

  private final Map<EncodedFunction, Integer> slots = new LinkedHashMap<>(64, 0.75f, true);

  /** Returns the slot of a function, and has it defined where the worker does not know it. */
  public int slotOf(EncodedFunction function, Consumer<DefineFunction> define) {
    Integer known = slots.get(function);
    if (known != null) {
      return known;
    }
    int slot = slots.size() < SLOTS ? slots.size() : takeOldest();
    slots.put(function, slot);
    define.accept(
        DefineFunction.newBuilder().setSlot(slot).setFunction(function.bytes()).build());
    return slot;
  }

  private int takeOldest() {
    var oldest = slots.entrySet().iterator();
    int slot = oldest.next().getValue();
    oldest.remove();
    return slot;
  }
}
