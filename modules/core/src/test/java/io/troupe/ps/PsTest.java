package io.troupe.ps;

import static io.troupe.ps.Command.await;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.TroupeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Tag("T35")
class PsTest {
  private static final Duration SOON = Duration.ofMillis(20);

  /** A row of {@code ps}: what it says of a process in the order of the columns. */
  private static final String COLUMNS = "pid=,ppid=,nlwp=,vsz=,ruser:32=,tty=,comm=";

  private static String row(ProcessInfo each) {
    String terminal =
        each.terminal().map(path -> path.substring("/dev/".length())).orElse("?");
    return String.join(
        " ",
        Long.toString(each.pid()),
        Long.toString(each.ppid()),
        Integer.toString(each.numThreads()),
        Long.toString(each.memory().vms() / 1024),
        each.username().orElseThrow(),
        terminal,
        each.name());
  }

  /**
   * What changes while {@code ps} runs is compared with nothing; its names are the kernel's, cut to
   * 15 bytes.
   */
  @Test
  void snapshot_isWhatPsSays() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/bin/ps")) || Files.isExecutable(Path.of("/usr/bin/ps")));
    try (Command sleep = Command.sleep()) {
      await().until(() -> sleep.seen().status() == ProcessStatus.SLEEPING);
      Map<Long, String> before = rows();
      List<String> lines = Command.lines("ps", "-ewwo", COLUMNS);
      Map<Long, String> after = rows();

      int compared = 0;
      for (String line : lines) {
        String[] fields = line.trim().split("\\s+", 7);
        long pid = Long.parseLong(fields[0]);
        String row = before.get(pid);
        if (row != null && row.equals(after.get(pid)) && fields[6].length() < 15) {
          assertThat(row).isEqualTo(String.join(" ", fields).replace(" <defunct>", ""));
          compared++;
        }
      }
      assertThat(compared).isPositive();
      assertThat(before).containsKeys(sleep.pid(), ProcessHandle.current().pid());
    }
  }

  private static Map<Long, String> rows() {
    return Ps.snapshot().stream().collect(toMap(ProcessInfo::pid, PsTest::row));
  }

  @Test
  void terminal_isTheOneThatPsSays() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")));
    try (Command script = Command.start("script", "-qfc", "sleep 1000", "/dev/null")) {
      await().until(() -> sleepBelow(script).isPresent());
      OsProcess sleep = sleepBelow(script).orElseThrow();

      List<String> tty = Command.lines("ps", "-o", "tty=", "-p", Long.toString(sleep.pid()));
      assertThat(sleep.terminal()).hasValue("/dev/" + tty.get(0).trim());
      assertThat(sleep.terminal().orElseThrow()).startsWith("/dev/pts/");
    }
  }

  private static Optional<OsProcess> sleepBelow(Command command) {
    return command.seen().children(true).stream()
        .filter(each -> each.name().equals("sleep"))
        .findFirst();
  }

  @Test
  void pids_allAndSnapshot_listTheSame() throws Exception {
    try (Command sleep = Command.sleep()) {
      assertThat(Ps.pids())
          .isSorted()
          .contains(sleep.pid(), ProcessHandle.current().pid());
      assertThat(Ps.all()).contains(sleep.seen(), Ps.current());
      assertThat(Ps.snapshot()).extracting(ProcessInfo::pid).isSorted().contains(sleep.pid());
      assertThat(Ps.pidExists(sleep.pid())).isTrue();
      assertThat(Ps.facts(Fact.PID, Fact.NAME, Fact.EXE))
          .allSatisfy(facts -> assertThat(facts).containsOnlyKeys(Fact.PID, Fact.NAME, Fact.EXE))
          .extracting(facts -> facts.get(Fact.PID))
          .contains(sleep.pid());
    }
  }

  @Test
  void tree_hasThoseBelow() throws Exception {
    try (Command shell = Command.start("sh", "-c", "sh -c 'sleep 1000; :'; :")) {
      await().until(() -> sleepBelow(shell).isPresent());

      ProcessTree tree = Ps.tree(shell.pid());
      assertThat(tree.walk()).extracting(ProcessInfo::name).containsExactly("sh", "sh", "sleep");
      assertThat(tree.children()).hasSize(1);
      assertThat(tree.toString().lines()).hasSize(3).first().isEqualTo(shell.pid() + " sh");
      assertThat(tree.toString()).contains("\n`- ").contains("\n   `- ").endsWith(" sleep\n");
      assertThat(shell.seen().children(false)).hasSize(1);
      assertThat(shell.seen().children(true))
          .extracting(OsProcess::name)
          .containsExactly("sh", "sleep");
      assertThat(Ps.trees().stream().flatMap(ProcessTree::walk))
          .extracting(ProcessInfo::pid)
          .doesNotHaveDuplicates()
          .contains(shell.pid());
    }
  }

  @Test
  void changes_tellStartsChangesAndEnds() throws Exception {
    List<ProcessChange> seen = new ArrayList<>();
    try (Stream<ProcessChange> changes = Ps.changes(SOON)) {
      Command sleep = Command.sleep();
      OsProcess process = sleep.seen();
      process.suspend();
      assertThat(changes
              .filter(change -> change.process().pid() == sleep.pid())
              .peek(change -> next(change, process))
              .peek(seen::add)
              .anyMatch(change -> change.kind() == ProcessChange.Kind.ENDED))
          .isTrue();
    }
    assertThat(seen)
        .extracting(ProcessChange::kind)
        .startsWith(ProcessChange.Kind.STARTED)
        .contains(ProcessChange.Kind.CHANGED)
        .endsWith(ProcessChange.Kind.ENDED);
    assertThat(seen.get(0).before()).isEmpty();
    assertThat(seen.get(0).toString())
        .startsWith("STARTED " + seen.get(0).process().pid());
  }

  /** Once it is seen stopped, it is resumed; then killed. */
  private static void next(ProcessChange change, OsProcess process) {
    if (change.process().status() == ProcessStatus.STOPPED) {
      process.resume();
    } else if (change.kind() == ProcessChange.Kind.CHANGED
        && change.before().orElseThrow().status() == ProcessStatus.STOPPED) {
      process.kill();
    }
  }

  @Test
  void changes_closed_endsWhoWaits() throws Exception {
    Stream<ProcessChange> changes = Ps.changes(Duration.ofDays(1));
    AtomicLong count = new AtomicLong(-1);
    Thread reader = new Thread(() -> count.set(changes.count()));
    reader.start();
    await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
    changes.close();
    reader.join();
    assertThat(count).hasValue(0);
  }

  @Test
  void changes_interrupted_throwsAndKeepsTheInterrupt() {
    Stream<ProcessChange> changes = Ps.changes(Duration.ofDays(1));
    Thread.currentThread().interrupt();
    assertThatThrownBy(changes::findFirst).isInstanceOf(TroupeException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
