package io.troupe.internal.manager;

import static io.troupe.internal.manager.Referent.one;

import java.util.Iterator;
import java.util.List;

/** Something of the program's that can be iterated. */
final class IterableReferent implements Referent {
  private final Iterable<?> items;
  private final ManagerCore core;

  IterableReferent(Iterable<?> items, ManagerCore core) {
    this.items = items;
    this.core = core;
  }

  @Override
  public List<Item> call(String method, List<Item> arguments) {
    if (!method.equals("iterator")) {
      throw Unknown.method(method);
    }
    return one(Item.encode(core.shareable(items.iterator(), Iterator.class)));
  }

  @Override
  public boolean runsCode() {
    return true;
  }
}
