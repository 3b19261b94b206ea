package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.manager.Namespace;
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
public final class NamespaceProxy implements Namespace, Managed {
  private final ManagedRef object;
  private final NamespaceCalls calls;
  private final Map<String, Object> here = new ConcurrentHashMap<>();

  public NamespaceProxy(ManagedRef object) {
    this.object = object;
    this.calls = object.as(NamespaceCalls.class);
  }

  @Override
  public ManagedRef managedRef() {
    return object;
  }

  @Override
  public Kind managedKind() {
    return Kind.NAMESPACE;
  }

  private static boolean isHidden(String name) {
    return name.startsWith("_");
  }

  @Override
  public @Nullable Object get(String name) {
    Element found = isHidden(name) ? hidden(here.get(name)) : calls.get(object.key(name));
    return present(found, name);
  }

  /** Hidden attributes are never null. */
  private @Nullable Element hidden(@Nullable Object value) {
    return value == null ? null : object.element(value);
  }

  private static @Nullable Object present(@Nullable Element found, String name) {
    if (found == null) {
      throw new NoSuchElementException("the namespace has no attribute '" + name + "'");
    }
    return found.take();
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
      calls.put(object.key(name), object.element(value));
    }
    return this;
  }

  @Override
  public <T> T add(String name, T amount) {
    if (isHidden(name)) {
      throw new IllegalArgumentException(
          "only shared attributes can be added to, not '" + name + "'");
    }
    return calls.add(object.key(name), object.element(amount)).take();
  }

  @Override
  public void delete(String name) {
    present(isHidden(name) ? hidden(here.remove(name)) : calls.remove(object.key(name)), name);
  }

  @Override
  public boolean has(String name) {
    return isHidden(name) ? here.containsKey(name) : calls.containsKey(object.key(name));
  }

  @Override
  public Set<String> names() {
    return new TreeSet<>(Element.takeAll(calls.keys()));
  }

  @Override
  public Map<String, @Nullable Object> snapshot() {
    Map<String, @Nullable Object> attributes = new TreeMap<>();
    List<Element> namesAndValues = calls.snapshot();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      attributes.put(namesAndValues.get(i).take(), namesAndValues.get(i + 1).take());
    }
    return attributes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other != null && Managed.same(this, other);
  }

  @Override
  public int hashCode() {
    return object.hashCode();
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
