package io.troupe.internal.manager;

import static io.troupe.internal.manager.Referent.one;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Items one after the other: the state of a list, an array, and, with one item, of a value. */
final class ListReferent implements Referent {
  private final List<Item> list;
  private final Version version = new Version();

  ListReferent(List<Item> initial) {
    list = new ArrayList<>(initial);
  }

  @Override
  public List<Item> call(String method, List<Item> arguments) {
    return switch (arguments.size()) {
      case 0 -> whole(method);
      case 1 -> withOne(method, arguments.get(0), arguments);
      default -> more(method, arguments);
    };
  }

  private List<Item> whole(String method) {
    return switch (method) {
      case "size" -> one(list.size());
      case "snapshot" -> List.copyOf(list);
      case "versioned" -> version.before(list);
      case "clear" -> changed(list::clear);
      case "reverse" -> changed(() -> Collections.reverse(list));
      case "sort" -> sort(null);
      case "removeAll", "addAll" -> one(false);
      case "retainAll" -> keepIf(item -> false);
      default -> throw Unknown.method(method);
    };
  }

  private List<Item> withOne(String method, Item argument, List<Item> arguments) {
    return switch (method) {
      case "get" -> one(list.get(argument.asInt()));
      case "append" -> changed(() -> list.add(argument));
      case "pop" -> pop(argument.asInt());
      case "removeValue" -> removeValue(argument);
      case "indexOf" -> one(list.indexOf(argument));
      case "lastIndexOf" -> one(list.lastIndexOf(argument));
      case "count" -> one(Collections.frequency(list, argument));
      case "repeat" -> changed(() -> repeat(argument.asInt()));
      case "replaceAll" -> replaceAll(argument);
      case "removeIf" -> removeIf(argument);
      case "sort" -> sort(argument);
      case "update" -> update(argument);
      default -> many(method, arguments);
    };
  }

  private List<Item> more(String method, List<Item> arguments) {
    int index = method.endsWith("At") ? arguments.get(0).asInt() : 0;
    Item second = arguments.get(1);
    return switch (method) {
      case "setAt" -> changed(index, () -> one(list.set(index, second)));
      case "insertAt" -> insert(index, List.of(second));
      case "insertAllAt" -> insert(index, arguments.subList(1, arguments.size()));
      case "snapshotAt" -> List.copyOf(list.subList(index, second.asInt()));
      case "removeRangeAt" -> changed(() -> list.subList(index, second.asInt()).clear());
      case "addAt" -> replace(index, Sums.add(list.get(index), second));
      case "updateAt" -> updateAt(index, second);
      case "compareAndSetAt" -> compareAndSet(index, second, arguments.get(2));
      default -> many(method, arguments);
    };
  }

  private List<Item> many(String method, List<Item> items) {
    return switch (method) {
      case "addAll" -> insert(list.size(), items);
      case "containsAll" -> one(new HashSet<>(list).containsAll(items));
      case "removeAll" -> keepIf(outOf(items).negate());
      case "retainAll" -> keepIf(outOf(items));
      case "replaceIf" -> replaceIf(items);
      default -> throw Unknown.method(method);
    };
  }

  private List<Item> changed(Runnable change) {
    change.run();
    version.next();
    return NOTHING;
  }

  private List<Item> changed(int index, Version.Change change) {
    Objects.checkIndex(index, list.size());
    version.next();
    return change.run();
  }

  private List<Item> pop(int index) {
    int at = index == -1 ? list.size() - 1 : index;
    return changed(at, () -> one(list.remove(at)));
  }

  private List<Item> insert(int index, List<Item> items) {
    list.addAll(index, items);
    version.next();
    return one(!items.isEmpty());
  }

  private List<Item> removeValue(Item value) {
    boolean removed = list.remove(value);
    version.next();
    return one(removed);
  }

  private void repeat(int times) {
    List<Item> once = List.copyOf(list);
    list.clear();
    for (int i = 0; i < times; i++) {
      list.addAll(once);
    }
  }

  private static Predicate<Item> outOf(List<Item> items) {
    Set<Item> keys = new HashSet<>();
    items.forEach(item -> keys.add(item.asKey()));
    return keys::contains;
  }

  private List<Item> keepIf(Predicate<Item> kept) {
    boolean removed = list.removeIf(kept.negate());
    version.next();
    return one(removed);
  }

  private List<Item> replace(int index, Item item) {
    list.set(index, item);
    version.next();
    return one(item);
  }

  @SuppressWarnings("unchecked")
  private List<Item> updateAt(int index, Item function) {
    Item before = list.get(index);
    Item after = Item.encode(function.as(Function.class).apply(before.value()));
    replace(index, after);
    return List.of(before, after);
  }

  private List<Item> compareAndSet(int index, Item expected, Item replacement) {
    boolean same = list.get(index).equals(expected);
    if (same) {
      replace(index, replacement);
    }
    return one(same);
  }

  @SuppressWarnings("unchecked")
  private List<Item> replaceAll(Item function) {
    UnaryOperator<Object> operator = function.as(UnaryOperator.class);
    List<Item> replaced = new ArrayList<>(list.size());
    list.forEach(item -> replaced.add(Item.encode(operator.apply(item.value()))));
    return replaceWith(replaced);
  }

  @SuppressWarnings("unchecked")
  private List<Item> removeIf(Item predicate) {
    Predicate<Object> removed = predicate.as(Predicate.class);
    return keepIf(item -> !removed.test(item.value()));
  }

  /** Items that compare as equal keep their order. */
  @SuppressWarnings("unchecked")
  private List<Item> sort(@Nullable Item comparator) {
    Comparator<Object> order = comparator == null
        ? (Comparator<Object>) (Comparator<?>) Comparator.naturalOrder()
        : comparator.as(Comparator.class);
    record Keyed(Item item, @Nullable Object value) {}
    List<Keyed> keyed = new ArrayList<>(list.size());
    list.forEach(item -> keyed.add(new Keyed(item, item.value())));
    keyed.sort(Comparator.comparing(Keyed::value, order));
    return replaceWith(keyed.stream().map(Keyed::item).toList());
  }

  @SuppressWarnings("unchecked")
  private List<Item> update(Item function) {
    List<Object> copy = new ArrayList<>(list.size());
    list.forEach(item -> copy.add(item.value()));
    Item result = Item.encode(function.as(Function.class).apply(copy));
    replaceWith(copy.stream().map(Item::encode).toList());
    return one(result);
  }

  private List<Item> replaceWith(List<Item> items) {
    list.clear();
    list.addAll(items);
    version.next();
    return NOTHING;
  }

  private List<Item> replaceIf(List<Item> versionAndItems) {
    boolean same = version.is(versionAndItems.get(0));
    if (same) {
      replaceWith(versionAndItems.subList(1, versionAndItems.size()));
    }
    return one(same);
  }
}
