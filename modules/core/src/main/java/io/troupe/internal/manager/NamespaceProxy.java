package io.troupe.internal.manager;

import io.troupe.manager.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Attributes that live elsewhere, in a map; those with an underscore live here. */
final class NamespaceProxy implements Namespace, Managed {
  private final MapProxy<String, @Nullable Object> shared;
  private final Map<String, Object> here = new ConcurrentHashMap<>();

  NamespaceProxy(Remote remote) {
    shared = new MapProxy<>(remote);
  }

  @Override
  public Kind kind() {
    return Kind.NAMESPACE;
  }

  @Override
  public Remote remote() {
    return shared.remote();
  }

  private static boolean isHidden(String name) {
    return name.startsWith("_");
  }

  @Override
  public @Nullable Object get(String name) {
    List<@Nullable Object> found =
        isHidden(name) ? asList(here.get(name)) : remote().call(Call.of("get").value(name));
    return theOne(found, name);
  }

  private static List<@Nullable Object> asList(@Nullable Object value) {
    List<@Nullable Object> list = new ArrayList<>(1);
    if (value != null) {
      list.add(value);
    }
    return list;
  }

  private static @Nullable Object theOne(List<@Nullable Object> found, String name) {
    if (found.isEmpty()) {
      throw new NoSuchElementException("the namespace has no attribute '" + name + "'");
    }
    return found.get(0);
  }

  @Override
  public <T> T get(String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(get(name), name));
  }

  @Override
  public Namespace set(String name, @Nullable Object value) {
    if (isHidden(name)) {
      here.put(name, Objects.requireNonNull(value, "a hidden attribute cannot be null"));
    } else {
      remote().call(Call.of("put").value(name).value(value));
    }
    return this;
  }

  @Override
  @SuppressWarnings("unchecked") // The sum of two of a type is of that type.
  public <T> T add(String name, T amount) {
    if (isHidden(name)) {
      throw new IllegalArgumentException(
          "only shared attributes can be added to, not '" + name + "'");
    }
    return (T) Objects.requireNonNull(shared.add(name, amount));
  }

  @Override
  public void delete(String name) {
    theOne(
        isHidden(name)
            ? asList(here.remove(name))
            : remote().call(Call.of("remove").value(name)),
        name);
  }

  @Override
  public boolean has(String name) {
    return isHidden(name) ? here.containsKey(name) : shared.containsKey(name);
  }

  @Override
  public Set<String> names() {
    return new TreeSet<>(shared.keys());
  }

  @Override
  public Map<String, @Nullable Object> snapshot() {
    return new TreeMap<>(shared.snapshot());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other != null && Managed.same(this, other);
  }

  @Override
  public int hashCode() {
    return remote().object().hashCode();
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "Namespace(", ")");
    Function<@Nullable Object, String> quoted =
        value -> value instanceof String ? "'" + value + "'" : Contents.text(value);
    snapshot().forEach((name, value) -> text.add(name + "=" + quoted.apply(value)));
    return text.toString();
  }
}
