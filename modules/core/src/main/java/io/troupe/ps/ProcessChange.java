package io.troupe.ps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A change between two looks at all processes.
 *
 * @param kind what happened
 * @param process as it is, or was when it was last seen
 * @param before as it was; empty where it has started
 */
public record ProcessChange(Kind kind, ProcessInfo process, Optional<ProcessInfo> before) {

  /** What happened. */
  public enum Kind {
    STARTED,
    /** It is gone, or a zombie. */
    ENDED,
    /** It has another name, parent or user, or was stopped, or resumed. */
    CHANGED
  }

  /** Compares two looks; the ends come first, in the order of the earlier one. */
  static List<ProcessChange> between(List<ProcessInfo> earlier, List<ProcessInfo> later) {
    Map<Long, ProcessInfo> before = living(earlier);
    Map<Long, ProcessInfo> now = living(later);
    List<ProcessChange> changes = new ArrayList<>();
    for (ProcessInfo each : before.values()) {
      if (!isThere(each, now)) {
        changes.add(new ProcessChange(Kind.ENDED, each, Optional.of(each)));
      }
    }
    for (ProcessInfo each : now.values()) {
      ProcessInfo known = before.get(each.pid());
      if (known == null || !known.isSameProcess(each)) {
        changes.add(new ProcessChange(Kind.STARTED, each, Optional.empty()));
      } else if (differs(known, each)) {
        changes.add(new ProcessChange(Kind.CHANGED, each, Optional.of(known)));
      }
    }
    return changes;
  }

  private static Map<Long, ProcessInfo> living(List<ProcessInfo> all) {
    Map<Long, ProcessInfo> living = new LinkedHashMap<>();
    all.stream()
        .filter(each -> !each.status().hasEnded())
        .forEach(each -> living.put(each.pid(), each));
    return living;
  }

  private static boolean isThere(ProcessInfo known, Map<Long, ProcessInfo> now) {
    ProcessInfo found = now.get(known.pid());
    return found != null && found.isSameProcess(known);
  }

  private static boolean differs(ProcessInfo before, ProcessInfo now) {
    return !before.name().equals(now.name())
        || before.ppid() != now.ppid()
        || !Objects.equals(before.username(), now.username())
        || isStopped(before) != isStopped(now);
  }

  private static boolean isStopped(ProcessInfo process) {
    return process.status() == ProcessStatus.STOPPED
        || process.status() == ProcessStatus.TRACING_STOP;
  }

  /** As people read it: {@code STARTED 4711 sleep}. */
  @Override
  public String toString() {
    return kind + " " + process.pid() + " " + process.name();
  }
}
