package io.troupe.internal.memory;

import io.troupe.internal.directory.Uninterrupted;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The segments of heaps that are mapped into this process, its own among them, each once.
 * Thread-safe.
 */
final class SegmentCache {
  private static final Map<String, WeakReference<Segment>> SEGMENTS = new HashMap<>();

  private SegmentCache() {}

  /**
   * Returns the segment of that name, mapped now if it was not. Names of heap segments are never
   * used again.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  static synchronized Segment open(String name) throws IOException {
    Segment mapped = find(name);
    if (mapped == null) {
      mapped = Uninterrupted.call(() -> SegmentFile.open(name));
      add(mapped);
    }
    return mapped;
  }

  private static @Nullable Segment find(String name) {
    WeakReference<Segment> known = SEGMENTS.get(name);
    return known == null ? null : known.get();
  }

  static synchronized void add(Segment segment) {
    SEGMENTS.values().removeIf(known -> known.get() == null);
    SEGMENTS.put(segment.name(), new WeakReference<>(segment));
  }
}
