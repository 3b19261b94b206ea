package io.troupe.internal.manager;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The kinds of managed objects, which stand in their handles by these names. */
public enum Kind {
  MANAGER(DefaultManager::elsewhere),
  DICT(MapProxy<Object, Object>::new),
  LIST(ListProxy<Object>::new),
  SET(SetProxy<Object>::new),
  VALUE(ValueProxy<Object>::new),
  ARRAY((remote, types) -> new ArrayProxy<>(remote, types.get(0))),
  NAMESPACE(NamespaceProxy::new),
  TYPE(TypeProxy::of),
  ITERATOR(RemoteIterator<Object>::new),
  ITERABLE(RemoteIterable<Object>::new),
  ACTOR(ActorProxy<Object>::new);

  @SuppressWarnings("ImmutableEnumChecker") // constructors and static methods, without state
  private final BiFunction<Remote, List<Class<?>>, Managed> facade;

  Kind(Function<Remote, Managed> facade) {
    this((remote, types) -> facade.apply(remote));
  }

  Kind(BiFunction<Remote, List<Class<?>>, Managed> facade) {
    this.facade = facade;
  }

  Managed open(Remote remote, List<Class<?>> types) {
    return facade.apply(remote, types);
  }
}
