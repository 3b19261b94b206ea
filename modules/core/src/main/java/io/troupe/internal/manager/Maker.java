package io.troupe.internal.manager;

import java.util.List;

/** Makes an object of one of Troupe's types for a manager. */
@FunctionalInterface
interface Maker {
  /** Returns the façade of the new object. */
  Object make(ManagerCore core, List<Item> arguments) throws Exception;
}
