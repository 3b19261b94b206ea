package io.troupe.internal.payload.codec;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Says why values of a class cannot cross, and what to do instead. */
public final class Advice {
  private Advice() {}

  /** Returns a codec that refuses, for this reason. */
  public static Codec<Object> refuse(String reason) {
    return (value, out) -> {
      throw new Refusal(reason);
    };
  }

  public static String on(Class<?> type) {
    return type.getTypeName() + " cannot cross: " + reason(type);
  }

  public static String lambda(Class<?> type) {
    Class<?>[] interfaces = type.getInterfaces();
    String name = interfaces.length == 0 ? "its interface" : interfaces[0].getName();
    return "a lambda of " + name
        + " cannot cross: the interface is not Serializable; use Task0 to Task3 or VoidTask0 to"
        + " VoidTask3, or let your own functional interface extend Serializable";
  }

  private static String reason(Class<?> type) {
    String known = known(type);
    if (known != null) {
      return known;
    }
    String declare = "make it a record or Serializable, or add a PayloadCodec for it";
    return isInner(type)
        ? "it is not Serializable; " + declare + ", and make it static"
        : "it is not Serializable; " + declare;
  }

  private static @Nullable String known(Class<?> type) {
    if (AutoCloseable.class.isAssignableFrom(type) && !BaseStream.class.isAssignableFrom(type)) {
      return "it is a resource of this process; open it inside the task";
    }
    if (Thread.class.isAssignableFrom(type) || Executor.class.isAssignableFrom(type)) {
      return "threads belong to this process; start them inside the task";
    }
    if (Future.class.isAssignableFrom(type)) {
      return "its result may come later; wait for it and send the result";
    }
    return knownContainer(type);
  }

  private static @Nullable String knownContainer(Class<?> type) {
    if (BaseStream.class.isAssignableFrom(type) || Iterator.class.isAssignableFrom(type)) {
      return "it can be read only once; collect it into a list and send that";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "it is a view or not Serializable; send a copy, for example new ArrayList<>(it)";
    }
    if (Map.class.isAssignableFrom(type)) {
      return "it is a view or not Serializable; send a copy, for example new HashMap<>(it)";
    }
    return Map.Entry.class.isAssignableFrom(type)
        ? "the entry belongs to its map; send Map.entry(key, value)"
        : null;
  }

  private static boolean isInner(Class<?> type) {
    return type.isAnonymousClass()
        || type.isLocalClass()
        || (type.isMemberClass() && !Modifier.isStatic(type.getModifiers()));
  }
}
