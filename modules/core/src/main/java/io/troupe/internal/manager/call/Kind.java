package io.troupe.internal.manager.call;

/** The kinds of managed objects, which stand in their handles by these names. */
public enum Kind {
  MANAGER,
  DICT,
  LIST,
  SET,
  VALUE,
  ARRAY,
  NAMESPACE,
  TYPE,
  ITERATOR,
  ITERABLE
}
