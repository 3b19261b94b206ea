package io.troupe.internal.manager;

import static io.troupe.internal.manager.Referent.one;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Items without equals, in the order in which they came. */
final class SetReferent implements Referent {
  private final Set<Item> set = new LinkedHashSet<>();
  private final Version version = new Version();

  SetReferent(List<Item> initial) {
    addAll(initial);
  }

  @Override
  public List<Item> call(String method, List<Item> arguments) {
    return switch (method) {
      case "size" -> one(set.size());
      case "snapshot" -> List.copyOf(set);
      case "versioned" -> version.before(List.copyOf(set));
      case "clear" -> one(changedIf(removeIf(item -> true)));
      case "pop" -> pop();
      case "contains" -> one(set.contains(arguments.get(0).asKey()));
      case "containsAll" -> one(set.containsAll(keys(arguments)));
      case "add" -> one(changedIf(set.add(arguments.get(0).asKey())));
      case "addAll" -> one(changedIf(addAll(arguments)));
      case "remove" -> one(changedIf(set.remove(arguments.get(0).asKey())));
      case "removeAll" -> one(changedIf(removeAll(arguments)));
      case "retainAll" -> one(changedIf(removeIf(Predicate.not(keys(arguments)::contains))));
      case "toggleAll" -> one(changedIf(toggleAll(arguments)));
      case "removeIf" -> one(changedIf(removeIf(condition(arguments.get(0)))));
      case "update" -> update(arguments.get(0));
      case "replaceIf" -> replaceIf(arguments);
      default -> throw Unknown.method(method);
    };
  }

  private boolean changedIf(boolean changed) {
    if (changed) {
      version.next();
    }
    return changed;
  }

  private static Set<Item> keys(List<Item> items) {
    Set<Item> keys = new LinkedHashSet<>();
    items.forEach(item -> keys.add(item.asKey()));
    return keys;
  }

  private boolean addAll(List<Item> items) {
    return set.addAll(keys(items));
  }

  /** Looks no further than the arguments: others may be of classes whose code must not run here. */
  private boolean removeAll(List<Item> items) {
    boolean removed = false;
    for (Item item : items) {
      removed |= set.remove(item.asKey());
    }
    return removed;
  }

  private boolean removeIf(Predicate<Item> removed) {
    return set.removeIf(removed);
  }

  private boolean toggleAll(List<Item> items) {
    for (Item item : keys(items)) {
      if (!set.remove(item)) {
        set.add(item);
      }
    }
    return !items.isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static Predicate<Item> condition(Item predicate) {
    Predicate<Object> removed = predicate.as(Predicate.class);
    return item -> removed.test(item.value());
  }

  private List<Item> pop() {
    Iterator<Item> items = set.iterator();
    if (!items.hasNext()) {
      throw new NoSuchElementException("the set is empty");
    }
    Item item = items.next();
    items.remove();
    version.next();
    return one(item);
  }

  @SuppressWarnings("unchecked")
  private List<Item> update(Item function) {
    Set<Object> copy = new LinkedHashSet<>();
    set.forEach(item -> copy.add(item.value()));
    Item result = Item.encode(function.as(Function.class).apply(copy));
    List<Item> changed = new ArrayList<>(copy.size());
    copy.forEach(value -> changed.add(Item.encode(value)));
    replaceWith(changed);
    return one(result);
  }

  private void replaceWith(List<Item> items) {
    Set<Item> keys = keys(items);
    set.clear();
    set.addAll(keys);
    version.next();
  }

  private List<Item> replaceIf(List<Item> versionAndItems) {
    boolean same = version.is(versionAndItems.get(0));
    if (same) {
      replaceWith(versionAndItems.subList(1, versionAndItems.size()));
    }
    return one(same);
  }
}
