package io.troupe.internal.ps;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.ps.CpuTimes;
import io.troupe.ps.ProcessStatus;
import java.time.Duration;

/**
 * A file {@code stat} of {@code /proc}: a process, or a thread, in one line. The comments count as
 * proc(5) does.
 */
final class Stat {
  /** User space sees a hundred a second, whichever unit the kernel counts in. */
  private static final long MILLIS_PER_TICK = 10;

  private final String name;
  private final String[] fields; // the third first: the name before them may have blanks

  private Stat(String name, String[] fields) {
    this.name = name;
    this.fields = fields;
  }

  static Stat parse(byte[] bytes) {
    String line = new String(bytes, UTF_8);
    int end = line.lastIndexOf(')');
    return new Stat(
        line.substring(line.indexOf('(') + 1, end),
        line.substring(end + 2).trim().split(" "));
  }

  private long field(int number) {
    return number - 3 < fields.length ? Long.parseLong(fields[number - 3]) : 0;
  }

  /** At most 15 bytes of it. */
  String name() {
    return name;
  }

  ProcessStatus status() {
    return switch (fields[0].charAt(0)) {
      case 'R' -> ProcessStatus.RUNNING;
      case 'S' -> ProcessStatus.SLEEPING;
      case 'D' -> ProcessStatus.DISK_SLEEP;
      case 'T' -> ProcessStatus.STOPPED;
      case 't' -> ProcessStatus.TRACING_STOP;
      case 'Z' -> ProcessStatus.ZOMBIE;
      case 'X', 'x' -> ProcessStatus.DEAD;
      case 'K' -> ProcessStatus.WAKE_KILL;
      case 'W' -> ProcessStatus.WAKING;
      case 'I' -> ProcessStatus.IDLE;
      case 'P' -> ProcessStatus.PARKED;
      default -> ProcessStatus.UNKNOWN;
    };
  }

  long parent() {
    return field(4);
  }

  long terminal() {
    return field(7);
  }

  CpuTimes cpuTimes() {
    return new CpuTimes(user(), system(), ticks(16), ticks(17), ticks(42));
  }

  Duration user() {
    return ticks(14);
  }

  Duration system() {
    return ticks(15);
  }

  int nice() {
    return (int) field(19);
  }

  int threads() {
    return (int) field(20);
  }

  /** Since the machine was started. */
  Duration started() {
    return ticks(22);
  }

  long virtualBytes() {
    return field(23);
  }

  private Duration ticks(int number) {
    return Duration.ofMillis(MILLIS_PER_TICK * field(number));
  }
}
