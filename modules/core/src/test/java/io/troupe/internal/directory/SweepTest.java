package io.troupe.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SweepTest {
  @TempDir
  Path parent;

  @TempDir
  Path victim;

  private Places places;
  private Path directory;

  @BeforeEach
  void open() throws Exception {
    Place place = new Place(parent);
    places = Places.of(List.of(parent));
    directory = place.open();
    Files.writeString(victim.resolve("lock"), "precious");
    Files.writeString(victim.resolve("file"), "precious");
  }

  private Path dead(long pid) throws Exception {
    Path entry = Files.createDirectory(directory.resolve(new RuntimeId(pid, 77).toString()));
    Files.createFile(entry.resolve("lock"));
    Files.writeString(entry.resolve("board"), "old");
    return entry;
  }

  private void assertVictimIsWhole() {
    assertThat(victim.resolve("file")).hasContent("precious");
    assertThat(victim.resolve("lock")).hasContent("precious");
  }

  @Test
  void all_ofTwoRuntimesOneKilled_deletesItsFilesOnly() throws Exception {
    try (RuntimeProcess killed = RuntimeProcess.start(parent);
        RuntimeProcess alive = RuntimeProcess.start(parent)) {
      assertThat(Sweep.all(places)).isZero();
      killed.kill();
      assertThat(Sweep.all(places)).isEqualTo(2);
      assertThat(killed.directory()).doesNotExist();
      assertThat(alive.directory().resolve("board")).hasContent("mine");
      alive.end();
      assertThat(alive.directory()).doesNotExist();
    }
  }

  @Test
  void after_killed_deletesItsFiles() throws Exception {
    Path other = dead(4711);
    try (RuntimeProcess killed = RuntimeProcess.start(parent)) {
      Sweep.after(killed.pid(), places);
      assertThat(killed.directory().resolve("board")).exists();
      killed.kill();
      Sweep.after(killed.pid(), places);
      assertThat(killed.directory()).doesNotExist();
    }
    assertThat(other).exists();
  }

  @Test
  void all_deadRuntimeWithOurPidInAnotherNamespace_isDeleted() throws Exception {
    Path entry = dead(ProcessHandle.current().pid());
    assertThat(Sweep.all(places)).isEqualTo(2);
    assertThat(entry).doesNotExist();
  }

  @Test
  void all_ownRuntime_staysAndKeepsItsLock() throws Exception {
    try (RuntimeDirectory own = RuntimeDirectory.create(places)) {
      Sweep.all(places);
      assertThat(own.isIntact()).isTrue();
      try (RuntimeProcess another = RuntimeProcess.start(parent)) {
        another.end(); // swept or not, it made and deleted its own only
      }
      assertThat(own.isIntact()).isTrue();
    }
    assertThat(directory).isDirectoryNotContaining(path -> Files.isDirectory(path));
  }

  @Test
  void all_entryWithoutLock_isDeletedIfEmptyOnly() throws Exception {
    Path beingMade = Files.createDirectory(directory.resolve(new RuntimeId(4711, 1).toString()));
    Path unknown = Files.createDirectory(directory.resolve(new RuntimeId(4711, 2).toString()));
    Files.writeString(unknown.resolve("board"), "whose?");
    Sweep.all(places);
    assertThat(beingMade).doesNotExist();
    assertThat(unknown.resolve("board")).exists();
  }

  @Test
  void all_linkNamedAsAnEntry_isNotFollowed() throws Exception {
    Files.createSymbolicLink(directory.resolve(new RuntimeId(4711, 1).toString()), victim);
    Sweep.all(places);
    assertVictimIsWhole();
  }

  @Test
  void all_linksInADeadEntry_areDeletedAndNotFollowed() throws Exception {
    Path entry = dead(4711);
    Files.createSymbolicLink(entry.resolve("sub"), victim);
    Files.createSymbolicLink(entry.resolve("file"), victim.resolve("file"));
    Sweep.all(places);
    assertThat(entry).doesNotExist();
    assertVictimIsWhole();
  }

  @Test
  void all_lockIsAFifo_doesNotHangAndTakesItForNoSign() throws Exception {
    Path entry = dead(4711);
    Files.delete(entry.resolve("lock"));
    fifo(entry.resolve("lock"));
    Sweep.all(places);
    assertThat(entry.resolve("board")).exists();
  }

  @Test
  void all_entryIsAFifo_doesNotHang() throws Exception {
    fifo(directory.resolve(new RuntimeId(4711, 1).toString()));
    fifo(directory.resolve("sweep"));
    assertThat(Sweep.all(places)).isZero();
  }

  private static void fifo(Path path) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }

  @Test
  void all_directorySwappedForALinkMeanwhile_neverLeavesTheEntry() throws Exception {
    AtomicReference<Path> swept = new AtomicReference<>(parent.resolve("none"));
    AtomicBoolean done = new AtomicBoolean();
    Thread swapper = new Thread(() -> swap(swept, done));
    swapper.start();
    try {
      for (int i = 1; i <= 300; i++) {
        Path entry = dead(i);
        Path inner = Files.createDirectory(parent.resolve("inner"));
        Files.writeString(inner.resolve("file"), "ours");
        Files.writeString(inner.resolve("lock"), "ours");
        swept.set(Files.move(inner, entry.resolve("inner")));
        Sweep.all(places);
      }
    } finally {
      done.set(true);
      swapper.join();
    }
    assertVictimIsWhole();
  }

  // As a stranger would who could write there: a directory becomes a link after it was looked at.
  private void swap(AtomicReference<Path> swept, AtomicBoolean done) {
    for (int i = 0; !done.get(); i++) {
      Path inner = swept.get();
      try {
        Files.move(inner, parent.resolve("aside" + i));
        Files.createSymbolicLink(inner, victim);
      } catch (IOException gone) {
        Thread.onSpinWait();
      }
    }
  }
}
