package io.troupe.ps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A process and those below it, as they were at one moment. {@link #toString()} draws it, a process
 * a line.
 *
 * @param process the one at the top
 * @param children in the order of their numbers
 */
public record ProcessTree(ProcessInfo process, List<ProcessTree> children) {

  /** Returns all processes of the tree; each precedes those below it. */
  public Stream<ProcessInfo> walk() {
    return Stream.concat(Stream.of(process), children.stream().flatMap(ProcessTree::walk));
  }

  Stream<ProcessInfo> descendants(boolean recursive) {
    return recursive
        ? children.stream().flatMap(ProcessTree::walk)
        : children.stream().map(ProcessTree::process);
  }

  /** Builds the tree below one of {@code all}. */
  static ProcessTree below(ProcessInfo top, List<ProcessInfo> all) {
    return build(top, byParent(all));
  }

  /** Builds the trees of those that have no parent among {@code all}. */
  static List<ProcessTree> of(List<ProcessInfo> all) {
    Map<Long, List<ProcessInfo>> byParent = byParent(all);
    Map<Long, ProcessInfo> byPid = new HashMap<>();
    all.forEach(each -> byPid.put(each.pid(), each));
    return all.stream()
        .filter(each -> !hasParent(each, byPid))
        .sorted(Comparator.comparingLong(ProcessInfo::pid))
        .map(each -> build(each, byParent))
        .toList();
  }

  private static boolean hasParent(ProcessInfo child, Map<Long, ProcessInfo> byPid) {
    ProcessInfo parent = byPid.get(child.ppid());
    return parent != null && parent.isParentOf(child);
  }

  private static Map<Long, List<ProcessInfo>> byParent(List<ProcessInfo> all) {
    Map<Long, List<ProcessInfo>> byParent = new HashMap<>();
    for (ProcessInfo each : all) {
      byParent.computeIfAbsent(each.ppid(), parent -> new ArrayList<>()).add(each);
    }
    return byParent;
  }

  private static ProcessTree build(ProcessInfo top, Map<Long, List<ProcessInfo>> byParent) {
    return new ProcessTree(
        top,
        byParent.getOrDefault(top.pid(), List.of()).stream()
            .filter(each -> top.isParentOf(each))
            .sorted(Comparator.comparingLong(ProcessInfo::pid))
            .map(each -> build(each, byParent))
            .toList());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    draw(text, "", "");
    return text.toString();
  }

  private void draw(StringBuilder text, String first, String rest) {
    text.append(first).append(process.pid()).append(' ').append(process.name()).append('\n');
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      children.get(i).draw(text, rest + (last ? "`- " : "|- "), rest + (last ? "   " : "|  "));
    }
  }
}
