package io.troupe.internal.payload.border;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Guarded;
import io.troupe.internal.payload.codec.Types;
import java.io.ObjectInputFilter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Decides on the classes that payloads of a program beyond this machine name. Thread-safe. */
final class ForeignClasses {
  private static final Set<String> THROWABLE_PACKAGES = Set.of(
      "io.troupe",
      "io.troupe.connection",
      "java.io",
      "java.lang",
      "java.lang.reflect",
      "java.net",
      "java.nio",
      "java.nio.channels",
      "java.nio.charset",
      "java.nio.file",
      "java.security",
      "java.sql",
      "java.text",
      "java.time",
      "java.time.format",
      "java.time.temporal",
      "java.time.zone",
      "java.util",
      "java.util.concurrent",
      "java.util.regex",
      "java.util.zip");

  /**
   * What the serialised form of a throwable, or of an allowed class, is made of besides its own
   * classes.
   */
  private static final Set<String> SERIALIZED_VALUES = Set.of(
      "java.lang.Boolean",
      "java.lang.Byte",
      "java.lang.Character",
      "java.lang.Double",
      "java.lang.Enum",
      "java.lang.Float",
      "java.lang.Integer",
      "java.lang.Long",
      "java.lang.Number",
      "java.lang.Object",
      "java.lang.Short",
      "java.lang.StackTraceElement",
      "java.lang.String",
      "java.math.BigDecimal",
      "java.math.BigInteger",
      "java.time.Ser",
      "java.util.AbstractList",
      "java.util.ArrayList",
      "java.util.CollSer",
      "java.util.Collections$EmptyList",
      "java.util.Collections$UnmodifiableCollection",
      "java.util.Collections$UnmodifiableList",
      "java.util.Collections$UnmodifiableRandomAccessList",
      "java.util.Date",
      "java.util.HashMap",
      "java.util.HashSet",
      "java.util.LinkedHashMap",
      "java.util.LinkedHashSet",
      "java.util.LinkedList",
      "java.util.UUID");

  /** Lambdas of these only put together what they capture, which is looked at by itself. */
  private static final Set<String> COMBINING =
      Set.of("java.util.Comparator", "java.util.Map$Entry", "io.troupe.manager.Manager");

  private final Types types;
  private final AllowedClasses allowed;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  ForeignClasses(Types types, AllowedClasses allowed) {
    this.types = types;
    this.allowed = allowed;
  }

  boolean areAllowed(Set<String> names) {
    return names.stream().allMatch(allowed::contains);
  }

  /** Passes over an object that is made by its class's name from parts that came. */
  void checkRecord(String name) {
    if (!isKnown("record ", name, () -> isPlainRecord(name))) {
      throw refused(
          "the record " + name
              + " runs code of its own when it is made, or is a function, or is not in this process",
          name);
    }
  }

  private boolean isPlainRecord(String name) {
    Class<?> type = find(name);
    return type != null && !isFunction(type) && PlainRecords.contains(type);
  }

  void checkEnum(String name) {
    if (!isKnown("enum ", name, () -> isPlainEnum(name))) {
      throw refused("the enum " + name + " is a function, or is not in this process", name);
    }
  }

  private boolean isPlainEnum(String name) {
    Class<?> type = find(name);
    return type != null && !isFunction(type);
  }

  void checkFunctionsOf(String name) {
    if (!COMBINING.contains(name) && !allowed.contains(name)) {
      throw refused("a function of " + name + " is code of the receiver", name);
    }
  }

  void checkThrowable(String name) {
    if (!isThrowable(name)) {
      throw refused("the exception " + name + " would be made by its name", name);
    }
  }

  boolean isThrowable(String name) {
    return isKnown("throwable ", name, () -> isKnownThrowable(name));
  }

  private static boolean isKnownThrowable(String name) {
    return THROWABLE_PACKAGES.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
  }

  /** The answers stay the same, and finding them costs; there are not more of them than classes. */
  private boolean isKnown(String kind, String name, java.util.function.BooleanSupplier decision) {
    if (allowed.contains(name) || known.contains(kind + name)) {
      return true;
    }
    boolean decided = decision.getAsBoolean();
    if (decided) {
      known.add(kind + name);
    }
    return decided;
  }

  /** Something that a caller may take for a function, and call. */
  private static boolean isFunction(@Nullable Class<?> type) {
    if (type == null) {
      return false;
    }
    if (type.isAnnotationPresent(FunctionalInterface.class) || isFunction(type.getSuperclass())) {
      return true;
    }
    for (Class<?> each : type.getInterfaces()) {
      if (isFunction(each)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Class<?> find(String name) {
    return Guarded.orNull(() -> types.load(name));
  }

  static PayloadException refused(String what, String name) {
    return new PayloadException("Between programs beyond one machine " + what
        + "; to allow it, name its class on both sides: options.withAllowedClasses(\"" + name
        + "\")");
  }

  /** Returns what says which classes may stand in one serialisation stream. */
  Filter filter() {
    return new Filter();
  }

  /** Allows the classes that are named, their superclasses, and plain values. */
  final class Filter implements ObjectInputFilter {
    private final Set<Class<?>> superclasses = ConcurrentHashMap.newKeySet();
    private @Nullable String refused;

    /** Returns the class that was refused; null for none. */
    @Nullable
    String refused() {
      return refused;
    }

    @Override
    public Status checkInput(FilterInfo info) {
      Class<?> type = info.serialClass();
      if (type == null) {
        return Status.UNDECIDED;
      }
      Class<?> item = type;
      while (item.isArray()) {
        item = item.getComponentType();
      }
      if (item.isPrimitive() || isAllowed(item)) {
        return Status.ALLOWED;
      }
      refused = item.getName();
      return Status.REJECTED;
    }

    private boolean isAllowed(Class<?> type) {
      if (allowed.contains(type.getName())) {
        for (Class<?> c = type.getSuperclass(); c != null; c = c.getSuperclass()) {
          superclasses.add(c);
        }
        return true;
      }
      return SERIALIZED_VALUES.contains(type.getName())
          || superclasses.contains(type)
          || (Throwable.class.isAssignableFrom(type) && isKnownThrowable(type.getName()));
    }
  }
}
