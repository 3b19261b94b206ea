package io.troupe.internal.payload.codec;

import io.troupe.PayloadException;
import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;

/**
 * Whether Java serialisation may be used, and for what.
 *
 * @param on whether it is used at all
 * @param custom asked before the default filter; null for none
 */
public record SerialSettings(boolean on, @Nullable ObjectInputFilter custom) {
  private static final String SWITCH = "troupe.serialization";
  private static final String FILTER = "troupe.serialization.filter";

  public static SerialSettings ofSystemProperties() {
    return new SerialSettings(
        isOn(System.getProperty(SWITCH, "on")), filter(System.getProperty(FILTER)));
  }

  private static boolean isOn(String value) {
    if (value.equals("on") || value.equals("off")) {
      return value.equals("on");
    }
    throw new PayloadException("-D" + SWITCH + " must be on or off, was " + value);
  }

  private static @Nullable ObjectInputFilter filter(@Nullable String pattern) {
    try {
      return pattern == null ? null : ObjectInputFilter.Config.createFilter(pattern);
    } catch (IllegalArgumentException e) {
      throw new PayloadException("-D" + FILTER + " is not a filter: " + e.getMessage(), e);
    }
  }
}
