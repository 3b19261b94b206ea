package io.troupe.internal.code.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CodeStoreTest {
  private static final long ROOM = 1 << 20;

  @TempDir
  Path cache;

  private static CodeStore.Stored add(CodeStore store, String content) throws IOException {
    return store.add("app.jar", out -> out.write(content.getBytes(UTF_8)));
  }

  private static CodeEntry entry(CodeStore.Stored stored) {
    return new CodeEntry(stored.digest(), stored.size(), "app.jar", false, false);
  }

  @Test
  void add_isFoundByContent_underItsName() throws IOException {
    CodeStore.Stored stored = add(new CodeStore(cache, ROOM), "classes");

    assertThat(stored.file()).hasFileName("app.jar").hasContent("classes");
    assertThat(stored.file().getParent()).hasFileName(Digest.of("classes".getBytes(UTF_8)));
    assertThat(new CodeStore(cache, ROOM).find(entry(stored))).isEqualTo(stored.file());
    assertThat(Files.list(cache.resolve("drafts"))).isEmpty();
  }

  @Test
  void find_cutShort_isNotFound_andMadeAnew() throws IOException {
    CodeStore store = new CodeStore(cache, ROOM);
    CodeStore.Stored stored = add(store, "classes");
    assertThat(stored.file().toFile().setWritable(true)).isTrue();
    Files.writeString(stored.file(), "clas");

    assertThat(store.find(entry(stored))).isNull();
    assertThat(add(store, "classes").file()).hasContent("classes");
  }

  /** What another process has put there, and does not use any more. */
  private Path left(String digit, int size, int daysAgo) throws IOException {
    Path file = Files.createDirectories(cache.resolve(digit.repeat(64))).resolve("old.jar");
    Files.write(file, new byte[size]);
    FileTime time = FileTime.from(Instant.now().minusSeconds(86_400L * daysAgo));
    Files.setLastModifiedTime(file.getParent(), time);
    return file;
  }

  @Test
  void add_beyondTheBound_evictsWhatWasUsedLongestAgo() throws IOException {
    Path oldest = left("a", 600, 3);
    Path older = left("b", 600, 2);
    Path old = left("c", 300, 1);

    Path added = add(new CodeStore(cache, 1000), "x".repeat(100)).file();

    assertThat(oldest).doesNotExist();
    assertThat(older).exists();
    assertThat(old).exists();
    assertThat(added).exists();
  }

  @Test
  void add_beyondTheBound_keepsWhatThisProcessUses() throws IOException {
    Path used = left("a", 600, 3);
    CodeStore store = new CodeStore(cache, 500);
    assertThat(store.find("a".repeat(64), 600, "old.jar")).isEqualTo(used);
    Files.setLastModifiedTime(used.getParent(), FileTime.from(Instant.EPOCH));

    Path added = add(store, "x".repeat(400)).file();

    assertThat(used).exists();
    assertThat(added).exists();
  }

  @Test
  void add_beyondTheBound_leavesEverybodyElsesFiles() throws IOException {
    Path notes = Files.writeString(cache.resolve("notes.txt"), "x".repeat(2000));
    Path directory = Files.createDirectories(cache.resolve("photos"));

    add(new CodeStore(cache, 1), "x");

    assertThat(notes).exists();
    assertThat(directory).exists();
  }

  @Test
  void release_letsWhatWasUsedGo() throws IOException {
    Path used = left("a", 600, 3);
    CodeStore guest = new CodeStore(cache, 500).forOne();
    assertThat(guest.find("a".repeat(64), 600, "old.jar")).isEqualTo(used);
    Files.setLastModifiedTime(used.getParent(), FileTime.from(Instant.EPOCH));
    add(new CodeStore(cache, 500), "x".repeat(400));
    assertThat(used).exists();

    guest.release();
    add(new CodeStore(cache, 500), "y".repeat(400));
    assertThat(used).doesNotExist();
  }

  @Test
  void lease_ofAProcessThatLives_keepsItsFiles_ofADeadOneDoesNot() throws Exception {
    Path used = left("d", 600, 3);
    Process holder = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LeaseHolder.class.getName(),
            cache.toString(),
            "d".repeat(64))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('y');
      Files.setLastModifiedTime(used.getParent(), FileTime.from(Instant.EPOCH));
      add(new CodeStore(cache, 100), "one");
      assertThat(used).exists();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    add(new CodeStore(cache, 100), "two");
    assertThat(used).doesNotExist();
    assertThat(Files.list(cache.resolve("leases"))).hasSize(2); // those of this process
  }

  @Test
  void entry_thatIsNone_isRefused() {
    String digest = "0".repeat(64);
    assertThatThrownBy(() -> new CodeEntry("../../etc", 1, "a.jar", false, false))
        .isInstanceOf(IllegalArgumentException.class);
    for (String name : new String[] {"../a.jar", "a/b.jar", ".jar", "a.exe", "", "a b.jar"}) {
      assertThatThrownBy(() -> new CodeEntry(digest, 1, name, false, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("name of a jar");
    }
  }

  @Test
  void nameLike_isAlwaysAName() {
    for (String file : new String[] {
      "classes", "my app-1.0.jar", "ünïcode.jar", "..", ".hidden", "", "x".repeat(300), "a.war"
    }) {
      String name = CodeEntry.nameLike(file);
      assertThat(new CodeEntry("0".repeat(64), 1, name, true, false).name()).isEqualTo(name);
    }
    assertThat(CodeEntry.nameLike("pekko-actor_2.13-1.7.0.jar"))
        .isEqualTo("pekko-actor_2.13-1.7.0.jar");
  }
}
