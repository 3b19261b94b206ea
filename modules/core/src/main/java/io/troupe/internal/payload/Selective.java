package io.troupe.internal.payload;

/** A codec that can tell from the name of a class that it is not meant, without loading its own. */
public interface Selective {
  /** Returns false if values of a class surely do not cross by this codec. */
  boolean mayBe(Class<?> type);
}
