package io.troupe.ps;

import io.troupe.internal.ps.ProcessSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes above and below one.
 *
 * @param process as it was just seen
 */
record Relatives(ProcessSource source, ProcessInfo process) {

  Optional<OsProcess> parent() {
    return parentOf(process).map(this::known);
  }

  List<OsProcess> parents() {
    List<OsProcess> parents = new ArrayList<>();
    Optional<ProcessInfo> next = parentOf(process);
    while (next.isPresent()) {
      parents.add(known(next.get()));
      next = parentOf(next.get());
    }
    return parents;
  }

  List<OsProcess> children(boolean recursive) {
    ProcessTree tree = ProcessTree.below(process, source.lookAtAll());
    return tree.descendants(recursive).map(this::known).toList();
  }

  private Optional<ProcessInfo> parentOf(ProcessInfo child) {
    return source.look(child.ppid()).filter(seen -> seen.isParentOf(child));
  }

  private OsProcess known(ProcessInfo seen) {
    return new OsProcess(source, seen);
  }
}
