package io.troupe.internal.manager;

import static io.troupe.internal.manager.Referent.one;

import java.util.Iterator;
import java.util.List;

/** An iteration that was begun where it can go on only. */
final class IteratorReferent implements Referent {
  private final Iterator<?> items;
  private final Runnable ending;

  IteratorReferent(Iterator<?> items, Runnable ending) {
    this.items = items;
    this.ending = ending;
  }

  @Override
  public List<Item> call(String method, List<Item> arguments) {
    return switch (method) {
      case "next" -> items.hasNext() ? one(Item.encode(items.next())) : NOTHING;
      case "close" -> end();
      default -> throw Unknown.method(method);
    };
  }

  private List<Item> end() {
    ending.run();
    return NOTHING;
  }

  @Override
  public boolean runsCode() {
    return true;
  }

  @Override
  public boolean isInterruptible() {
    return true;
  }

  @Override
  public void close() {
    Worker.run(ending);
  }
}
