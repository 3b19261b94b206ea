package io.troupe.internal.manager;

import static io.troupe.internal.manager.Referent.one;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map in the order in which its keys came: the state of a dict and of a namespace. */
final class MapReferent implements Referent {
  private final Map<Item, Item> map = new LinkedHashMap<>();
  private final Version version = new Version();

  /** The keys for {@code popItem}, good for one version: emptying a map takes time in proportion to its size. */
  private final Deque<Item> newestFirst = new ArrayDeque<>();

  private Item newestFirstVersion = Item.NULL;

  /** @param initial keys and values in turn */
  MapReferent(List<Item> initial) {
    putAll(initial);
  }

  @Override
  public List<Item> call(String method, List<Item> arguments) {
    return switch (arguments.size()) {
      case 0 -> whole(method);
      case 1 -> withKey(method, arguments.get(0).asKey(), arguments);
      default -> more(method, arguments.get(0).asKey(), arguments);
    };
  }

  private List<Item> whole(String method) {
    return switch (method) {
      case "size" -> one(map.size());
      case "snapshot" -> snapshot();
      case "versioned" -> version.before(snapshot());
      case "keys" -> List.copyOf(map.keySet());
      case "values" -> List.copyOf(map.values());
      case "popItem" -> popItem();
      case "clear" -> changed(this::clear);
      case "putAll" -> NOTHING;
      default -> throw Unknown.method(method);
    };
  }

  private List<Item> withKey(String method, Item key, List<Item> arguments) {
    return switch (method) {
      case "get" -> found(map.get(key));
      case "containsKey" -> one(map.containsKey(key));
      case "containsValue" -> one(map.containsValue(arguments.get(0)));
      case "remove" -> changed(() -> found(map.remove(key)));
      case "replaceAll" -> changed(() -> replaceAll(arguments.get(0)));
      case "update" -> update(arguments.get(0));
      case "replaceIf" -> replaceIf(arguments);
      default -> throw Unknown.method(method);
    };
  }

  private List<Item> more(String method, Item key, List<Item> arguments) {
    Item second = arguments.get(1);
    return switch (method) {
      case "put" -> changed(() -> found(map.put(key, second)));
      case "putIfAbsent" -> changed(() -> found(putIfAbsent(key, second)));
      case "setDefault" -> changed(() -> one(map.computeIfAbsent(key, k -> second)));
      case "removePair" -> changed(() -> one(map.remove(key, second)));
      case "replace" -> changed(() -> found(map.replace(key, second)));
      case "replacePair" -> changed(() -> one(map.replace(key, second, arguments.get(2))));
      case "add" -> changed(() -> one(add(key, second)));
      case "compute" -> changed(() -> put(key, applied(second, key, map.get(key))));
      case "computeIfAbsent" -> changed(() -> computeIfAbsent(key, second));
      case "computeIfPresent" -> changed(() -> computeIfPresent(key, second));
      case "merge" -> changed(() -> merge(key, second, arguments.get(2)));
      case "putAll" -> changed(() -> putAll(arguments));
      case "replaceIf" -> replaceIf(arguments);
      default -> throw Unknown.method(method);
    };
  }

  private List<Item> changed(Version.Change change) {
    version.next();
    return change.run();
  }

  private static List<Item> found(@Nullable Item item) {
    return item == null ? NOTHING : one(item);
  }

  private List<Item> snapshot() {
    List<Item> items = new ArrayList<>(2 * map.size());
    map.forEach((key, value) -> {
      items.add(key);
      items.add(value);
    });
    return items;
  }

  private List<Item> clear() {
    map.clear();
    return NOTHING;
  }

  private List<Item> popItem() {
    if (map.isEmpty()) {
      throw new NoSuchElementException("the dict is empty");
    }
    if (!version.is(newestFirstVersion)) {
      newestFirst.clear();
      map.keySet().forEach(newestFirst::push);
    }
    Item key = newestFirst.pop();
    List<Item> popped = changed(() -> List.of(key, map.remove(key)));
    newestFirstVersion = version.item();
    return popped;
  }

  private @Nullable Item putIfAbsent(Item key, Item value) {
    Item present = map.get(key);
    if (present == null || present.isNull()) {
      map.put(key, value);
      return null;
    }
    return present;
  }

  private List<Item> putAll(List<Item> keysAndValues) {
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      map.put(keysAndValues.get(i).asKey(), keysAndValues.get(i + 1));
    }
    return NOTHING;
  }

  private Item add(Item key, Item amount) {
    Item sum = Sums.add(map.getOrDefault(key, Item.NULL), amount);
    map.put(key, sum);
    return sum;
  }

  private static Item applied(Item function, Item key, @Nullable Item value) {
    return applied(function, key.value(), value == null ? null : value.value());
  }

  @SuppressWarnings("unchecked")
  private static Item applied(Item function, @Nullable Object first, @Nullable Object second) {
    return Item.encode(function.as(BiFunction.class).apply(first, second));
  }

  /** A result of null removes, as the JDK has it. */
  private List<Item> put(Item key, Item result) {
    if (result.isNull()) {
      map.remove(key);
    } else {
      map.put(key, result);
    }
    return one(result);
  }

  @SuppressWarnings("unchecked")
  private List<Item> computeIfAbsent(Item key, Item function) {
    Item present = map.get(key);
    if (present != null && !present.isNull()) {
      return one(present);
    }
    Item made = Item.encode(function.as(Function.class).apply(key.value()));
    return made.isNull() ? one(made) : put(key, made);
  }

  private List<Item> computeIfPresent(Item key, Item function) {
    Item present = map.get(key);
    return present == null || present.isNull()
        ? NOTHING
        : put(key, applied(function, key, present));
  }

  private List<Item> merge(Item key, Item value, Item function) {
    Item present = map.get(key);
    return put(
        key,
        present == null || present.isNull()
            ? value
            : applied(function, present.value(), value.value()));
  }

  /** Nothing is replaced if the function fails for one of them. */
  private List<Item> replaceAll(Item function) {
    Map<Item, Item> replaced = new LinkedHashMap<>();
    map.forEach((key, value) -> replaced.put(key, applied(function, key, value)));
    map.putAll(replaced);
    return NOTHING;
  }

  @SuppressWarnings("unchecked")
  private List<Item> update(Item function) {
    Map<Object, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key.value(), value.value()));
    Item result = Item.encode(function.as(Function.class).apply(copy));
    Map<Item, Item> changed = new LinkedHashMap<>();
    copy.forEach((key, value) -> changed.put(Item.encode(key).asKey(), Item.encode(value)));
    version.next();
    map.clear();
    map.putAll(changed);
    return one(result);
  }

  private List<Item> replaceIf(List<Item> versionAndItems) {
    boolean same = version.is(versionAndItems.get(0));
    if (same) {
      version.next();
      map.clear();
      putAll(versionAndItems.subList(1, versionAndItems.size()));
    }
    return one(same);
  }
}
