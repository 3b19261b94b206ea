package io.troupe.internal.process.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArchiveStoreTest {
  private static final String FINGERPRINT = "0123456789abcdef";
  private static final FileTime LONG_AGO = FileTime.from(Instant.now().minus(Duration.ofDays(400)));

  @TempDir
  Path cache;

  private ArchiveStore store(String dependencies) {
    return new ArchiveStore(cache, dependencies.getBytes(), "jsa");
  }

  private Path publish(ArchiveStore store, String content) throws IOException {
    return store.publish(Files.writeString(store.prepare(), content));
  }

  private Path aged(String name) throws IOException {
    Path file = Files.writeString(cache.resolve(name), "x");
    return Files.setLastModifiedTime(file, LONG_AGO);
  }

  @Test
  void find_afterPublish_returnsTheArchive_ofTheseDependenciesOnly() throws IOException {
    Path published = publish(store("a"), "classes");

    assertThat(store("a").find()).isEqualTo(published);
    assertThat(published).hasContent("classes");
    assertThat(store("b").find()).isNull();
    assertThat(Files.list(cache)).containsExactly(published);
  }

  @Test
  void find_noSuchDirectory_findsNothing() {
    assertThat(new ArchiveStore(cache.resolve("none"), new byte[1], "jsa").find())
        .isNull();
  }

  @Test
  void find_archiveCutShort_findsNothing_andTheNextOneReplacesIt() throws IOException {
    Path archive = publish(store("a"), "classes");
    Files.writeString(archive, "clas");

    assertThat(store("a").find()).isNull();
    assertThat(ArchiveStore.isOfItsSize(archive)).isFalse();

    Path again = publish(store("a"), "other classes");
    assertThat(store("a").find()).isEqualTo(again);
    assertThat(archive).doesNotExist();
  }

  @Test
  void deleteIfChanged_deletesOnlyWhatIsNotAsItWasMade() throws IOException {
    Path archive = publish(store("a"), "classes");
    ArchiveStore.deleteIfChanged(archive);
    assertThat(archive).exists();

    Files.writeString(archive, "cla\0ses");
    ArchiveStore.deleteIfChanged(archive);
    assertThat(archive).doesNotExist();
  }

  @Test
  void prepare_leavesEverybodyElsesFiles() throws IOException {
    Path[] others = {
      aged("notes.txt"),
      aged("photo.jsa"),
      aged("app.jsa.1"),
      aged(FINGERPRINT + ".jsa"),
      aged(FINGERPRINT + "-1-" + "0".repeat(31) + ".jsa"),
      aged(FINGERPRINT + ".jsa.1.bak"),
      aged("a" + FINGERPRINT + "-1-" + "0".repeat(32) + ".jsa"),
    };
    Path directory =
        Files.createDirectory(cache.resolve(FINGERPRINT + "-1-" + "0".repeat(32) + ".aot"));
    Path kept = aged("kept");
    Path link = Files.createSymbolicLink(
        cache.resolve(FINGERPRINT + "-1-" + "1".repeat(32) + ".jsa"), kept);

    store("a").prepare();

    assertThat(others).allSatisfy(file -> assertThat(file).exists());
    assertThat(directory).exists();
    assertThat(kept).exists();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void prepare_deletesOwnOldArchives_andDraftsOfTheDead() throws IOException {
    Path old = Files.setLastModifiedTime(publish(store("b"), "old"), LONG_AGO);
    Path young = publish(store("c"), "young");
    long nobody = ProcessHandle.current().pid();
    while (ProcessHandle.of(nobody).isPresent()) {
      nobody++;
    }
    Path draft = Files.writeString(cache.resolve(FINGERPRINT + ".jsa." + nobody), "x");
    Path livingDraft = Files.writeString(
        cache.resolve(FINGERPRINT + ".jsa." + ProcessHandle.current().pid()), "x");

    store("a").prepare();

    assertThat(old).doesNotExist();
    assertThat(draft).doesNotExist();
    assertThat(young).exists();
    assertThat(livingDraft).exists();
  }

  @Test
  void prepare_deletesTheOldestOfTooMany() throws IOException {
    Path oldest = sparse('a', 3);
    Path older = sparse('b', 2);
    Path newest = sparse('c', 1);

    store("a").prepare();

    assertThat(oldest).doesNotExist();
    assertThat(older).exists();
    assertThat(newest).exists();
  }

  /** An archive that is a little less than half of what is kept, and takes no room. */
  private Path sparse(char digit, int daysAgo) throws IOException {
    long bytes = 500_000_000;
    Path file =
        cache.resolve(FINGERPRINT + "-" + bytes + "-" + String.valueOf(digit).repeat(32) + ".jsa");
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(bytes);
    }
    return Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(Duration.ofDays(daysAgo))));
  }

  @Test
  void publish_noDraft_throws() {
    assertThatThrownBy(() -> store("a").publish(cache.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("wrote no archive");
  }

  /** Holds the lock until its standard input ends, of which it leaves a note. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      Path cache = Path.of(arguments[0]);
      try (Closeable alone = new ArchiveStore(cache, new byte[1], "jsa").makingAlone()) {
        System.out.println("held");
        System.in.readAllBytes();
        Files.writeString(cache.resolve("note"), "done");
      }
    }
  }

  private Process startHolder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            cache.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void makingAlone_anotherProcessMakesOne_waitsForIt() throws Exception {
    Process holder = startHolder();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("held");
      CompletableFuture<Boolean> wasDone = CompletableFuture.supplyAsync(this::isNotedOnceAlone);
      holder.getOutputStream().close();

      assertThat(wasDone.get()).isTrue();
    } finally {
      holder.destroyForcibly();
    }
  }

  private boolean isNotedOnceAlone() {
    try (Closeable alone = store("a").makingAlone()) {
      return Files.exists(cache.resolve("note"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void makingAlone_itsProcessIsKilled_nextOneGoesOn() throws Exception {
    Process holder = startHolder();
    assertThat(holder.inputReader().readLine()).isEqualTo("held");
    holder.destroyForcibly().waitFor();

    assertThat(isNotedOnceAlone()).isFalse();
  }
}
