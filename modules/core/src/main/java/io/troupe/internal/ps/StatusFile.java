package io.troupe.internal.ps;

import io.troupe.ps.MemoryInfo;
import io.troupe.ps.ProcessInfo.ContextSwitches;
import io.troupe.ps.ProcessInfo.Ids;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file {@code status} of {@code /proc}, or another of lines that begin with a key. What is
 * missing is 0 or empty.
 */
final class StatusFile {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final long KIB = 1024;

  private final String text;

  StatusFile(String text) {
    this.text = "\n" + text;
  }

  String value(String key) {
    int begin = text.indexOf("\n" + key + ":");
    if (begin < 0) {
      return "";
    }
    int end = text.indexOf('\n', begin + 1);
    return text.substring(begin + key.length() + 2, end < 0 ? text.length() : end)
        .trim();
  }

  long number(String key) {
    String value = value(key);
    int end = value.indexOf(' ');
    String digits = end < 0 ? value : value.substring(0, end);
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  /** A value that is given in kB. */
  long bytes(String key) {
    return KIB * number(key);
  }

  MemoryInfo memory(long virtualBytes) {
    return new MemoryInfo(
        bytes("VmRSS"),
        virtualBytes,
        bytes("RssFile") + bytes("RssShmem"),
        bytes("VmExe"),
        bytes("VmData") + bytes("VmStk"));
  }

  Optional<Ids> ids(String key) {
    String[] ids = BLANKS.split(value(key), -1);
    return ids.length < 3
        ? Optional.empty()
        : Optional.of(new Ids(
            Integer.parseUnsignedInt(ids[0]),
            Integer.parseUnsignedInt(ids[1]),
            Integer.parseUnsignedInt(ids[2])));
  }

  Optional<ContextSwitches> switches() {
    return value("voluntary_ctxt_switches").isEmpty()
        ? Optional.empty()
        : Optional.of(new ContextSwitches(
            number("voluntary_ctxt_switches"), number("nonvoluntary_ctxt_switches")));
  }
}
