package io.troupe.internal.manager;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import java.util.List;

/** What can be asked of a manager: to make objects. */
interface ManagerCalls {
  /** Makes an object of a type and returns its façade. */
  Element create(String type, List<Element> arguments);

  /** Registers a type of the program's. */
  void register(String name, Class<?> type, Code<Object> factory, boolean concurrent);
}
