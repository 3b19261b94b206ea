package io.troupe.internal.payload.codec;

import java.io.ObjectInputFilter;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which classes may stand in a serialisation stream: the program's own, and those of the JDK
 * that hold values. What reflects, invokes, connects or loads in the JDK is in no package listed
 * here. Serves one stream; not thread-safe.
 */
public final class SerialFilter implements ObjectInputFilter {
  private static final Set<String> VALUE_PACKAGES = Set.of(
      "java.io",
      "java.lang",
      "java.math",
      "java.net",
      "java.nio.charset",
      "java.nio.file",
      "java.security",
      "java.sql",
      "java.text",
      "java.time",
      "java.time.chrono",
      "java.time.format",
      "java.time.temporal",
      "java.time.zone",
      "java.util",
      "java.util.concurrent",
      "java.util.concurrent.atomic",
      "java.util.concurrent.locks",
      "java.util.regex",
      "java.util.zip");
  /** Part of every Calendar and TimeZone. */
  private static final Set<String> VALUE_CLASSES = Set.of("sun.util.calendar.ZoneInfo");
  /**
   * An honest array has at least a byte in the stream for each item; hash tables are somewhat
   * larger than their content.
   */
  private static final long ITEMS_PER_BYTE = 8;

  private static final int SMALL_ARRAY = 1024;
  /** More than an ordinary stack bears; linked objects count a level each. */
  private static final int MAX_DEPTH = 10_000;

  private final @Nullable ObjectInputFilter custom;
  private final long streamSize;
  /** What the next object is replaced by; it did not come from the stream. */
  private @Nullable Class<?> replacement;

  public SerialFilter(@Nullable ObjectInputFilter custom, long streamSize) {
    this.custom = custom;
    this.streamSize = streamSize;
  }

  /** Lets one object pass that was not in the stream, but takes the place of one that was. */
  public void expect(Class<?> type) {
    replacement = type;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    if (replacement != null && replacement == info.serialClass()) {
      replacement = null;
      return Status.ALLOWED;
    }
    Status decided = custom == null ? Status.UNDECIDED : custom.checkInput(info);
    if (decided == Status.REJECTED || !isWithinLimits(info)) {
      return Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    if (type == null || decided == Status.ALLOWED) {
      return decided;
    }
    return isAllowed(type) ? Status.ALLOWED : Status.REJECTED;
  }

  private boolean isWithinLimits(FilterInfo info) {
    return info.depth() <= MAX_DEPTH
        && info.arrayLength() <= Math.max(SMALL_ARRAY, ITEMS_PER_BYTE * streamSize)
        && info.references() <= Math.max(SMALL_ARRAY, streamSize);
  }

  /** Returns what this filter says of a class, for all its values. */
  public boolean allows(Class<?> type) {
    return checkInput(new ClassOnly(type)) != Status.REJECTED;
  }

  /** Returns whether the class may cross by default. */
  public static boolean isAllowed(Class<?> type) {
    Class<?> item = type;
    while (item.isArray()) {
      item = item.getComponentType();
    }
    if (!isOfPlatform(item)) {
      return !Proxy.isProxyClass(item) && !item.isHidden();
    }
    return item.isPrimitive()
        || (VALUE_PACKAGES.contains(item.getPackageName())
            && !ClassLoader.class.isAssignableFrom(item))
        || VALUE_CLASSES.contains(item.getName());
  }

  /** By loader and by module: some modules of the JDK come through the program's class loader. */
  private static boolean isOfPlatform(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    String module = type.getModule().isNamed() ? type.getModule().getName() : "";
    return loader == null
        || loader == ClassLoader.getPlatformClassLoader()
        || module.startsWith("java.")
        || module.startsWith("jdk.");
  }

  private record ClassOnly(Class<?> serialClass) implements FilterInfo {
    @Override
    public long arrayLength() {
      return -1;
    }

    @Override
    public long depth() {
      return 1;
    }

    @Override
    public long references() {
      return 1;
    }

    @Override
    public long streamBytes() {
      return 0;
    }
  }
}
