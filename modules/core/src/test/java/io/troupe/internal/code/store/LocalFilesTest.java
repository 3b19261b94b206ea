package io.troupe.internal.code.store;

import static io.troupe.internal.code.store.LocalFiles.see;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalFilesTest {
  private static final String CLASS = "LocalFilesTest.class";

  @TempDir
  Path scratch;

  private LocalFiles files(String cache) {
    return new LocalFiles(new CodeStore(scratch.resolve(cache), 1 << 30));
  }

  private Path classes(String name) throws IOException {
    Path classes = Files.createDirectories(scratch.resolve(name).resolve("b"));
    try (var in = LocalFilesTest.class.getResourceAsStream(CLASS)) {
      Files.write(classes.resolve(CLASS), in.readAllBytes());
    }
    Files.createDirectories(classes.resolveSibling("META-INF"));
    Files.writeString(classes.resolveSibling("META-INF").resolve("x"), "y");
    Files.writeString(classes.resolveSibling("A"), "text");
    return scratch.resolve(name);
  }

  @Test
  void entry_directory_hasTheSameDigestWhereverAndWheneverItWasMade() throws IOException {
    Path one = classes("one/classes");
    Path other = classes("other/classes");
    Files.setLastModifiedTime(other.resolve("A"), FileTime.fromMillis(0));

    CodeEntry first = files("cache").entry(see(one), false);
    assertThat(first).isEqualTo(files("cache2").entry(see(other), false));
    assertThat(first.packed()).isTrue();
    assertThat(first.name()).isEqualTo("classes.jar");
  }

  @Test
  void entry_directory_isAJarWithAllOfIt() throws IOException {
    LocalFiles files = files("cache");
    CodeEntry entry = files.entry(see(classes("classes")), false);
    Path jar = Files.write(scratch.resolve("copy.jar"), files.read(entry, 0));

    assertThat(Files.size(jar)).isEqualTo(entry.size());
    try (JarFile opened = new JarFile(jar.toFile())) {
      assertThat(opened.stream().map(ZipEntry::getName))
          .containsExactly("META-INF/", "META-INF/x", "A", "b/", "b/" + CLASS);
      assertThat(opened.getInputStream(opened.getEntry("A")).readAllBytes())
          .asString()
          .isEqualTo("text");
    }
  }

  @Test
  void entry_changed_isSeen() throws IOException {
    Path classes = classes("classes");
    LocalFiles files = files("cache");
    CodeEntry before = files.entry(see(classes), false);
    Files.writeString(classes.resolve("A"), "another text");

    CodeEntry after = files.entry(see(classes), false);
    assertThat(after.digest()).isNotEqualTo(before.digest());
    assertThat(files.read(before, 0)).as("the code that was announced before").isNotEmpty();
  }

  @Test
  void entry_noSuchFile_isNone() throws IOException {
    assertThat(see(scratch.resolve("none.jar"))).isNull();
  }

  @Test
  void read_digestThatWasNotAnnounced_isRefused() throws IOException {
    Path secret = Files.writeString(scratch.resolve("secret"), "x");
    String digest = Digest.of(secret);
    assertThatThrownBy(() -> files("cache").read(digest, 0, 10))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void code_crossesAsItIs_andNamesWhatIsLarge() throws IOException {
    CodeEntry small = files("cache").entry(see(classes("classes")), true);
    CodeEntry large = new CodeEntry("1".repeat(64), 3L << 30, "data.jar", false, false);
    Code code = new Code(List.of(small, large), "com.example");

    assertThat(Code.of(code.toManifest())).isEqualTo(code);
    assertThat(Code.of(code.toManifest()).digest()).isEqualTo(code.digest());
    assertThat(new Code(List.of(large, small), "com.example").digest()).isNotEqualTo(code.digest());
  }

  @Test
  void feature_isThatOfTheLatestClass() throws IOException {
    LocalFiles files = files("cache");
    Path classes = classes("classes");
    CodeEntry compiled = files.entry(see(classes), false);
    assertThat(files.feature(compiled)).isEqualTo(17);

    byte[] later = Files.readAllBytes(classes.resolve("b").resolve(CLASS));
    later[7] = 44 + 25;
    Files.write(classes.resolve("b/Later.class"), later);
    assertThat(files.feature(files.entry(see(classes), false))).isEqualTo(25);

    Files.delete(classes.resolve("b/Later.class"));
    Files.delete(classes.resolve("b").resolve(CLASS));
    Path versions = Files.createDirectories(classes.resolve("META-INF/versions/25"));
    Files.write(versions.resolve("Later.class"), later);
    assertThat(files.feature(files.entry(see(classes), false))).as("any").isZero();
  }

  @Test
  void isThere_byContent() throws IOException {
    LocalFiles files = files("cache");
    CodeEntry entry = files.entry(see(classes("classes")), false);
    byte[] content = files.read(entry, 0);
    LocalFiles elsewhere = files("cache2");
    Path same = Files.write(scratch.resolve("same.jar"), content);
    assertThat(elsewhere.isThere(same, entry)).isTrue();
    content[content.length - 1]++;
    assertThat(elsewhere.isThere(Files.write(same, content), entry)).isFalse();
    assertThat(elsewhere.isThere(scratch, entry)).as("a directory").isFalse();
    assertThat(elsewhere.isThere(scratch.resolve("none"), entry)).isFalse();
  }

  @Test
  void entry_fileThatGrowsWhileItIsPacked_isWhatItWasOnce() throws Exception {
    Path classes = classes("classes");
    Path log = Files.writeString(classes.resolve("log"), "begin");
    AtomicBoolean ended = new AtomicBoolean();
    Thread writer = new Thread(() -> {
      try (Writer out = Files.newBufferedWriter(log, StandardOpenOption.APPEND)) {
        while (!ended.get()) {
          out.write("line\n");
          out.flush();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    writer.start();
    try {
      LocalFiles files = files("cache");
      for (int i = 0; i < 50; i++) {
        assertThat(files.entry(see(classes), false).packed()).isTrue();
      }
    } finally {
      ended.set(true);
      writer.join();
    }
  }

  @Test
  void extent_tooLarge_namesWhatIsLarge() throws IOException {
    Path data = scratch.resolve("data.jar");
    try (var file = new RandomAccessFile(data.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    Extent extent = new Extent(List.of(see(classes("classes")), see(data)));
    assertThatThrownBy(() -> extent.requireWithin(1L << 30, "-Dx=BYTES"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 3073 MiB, and at most 1024 MiB may travel; the largest are "
            + data + " (3072 MiB), " + scratch.resolve("classes") + " (1 MiB)")
        .hasMessageContaining("-Dx=BYTES");
  }

  @Test
  void nested_isUnpackedOnce_andFoundAgain() throws IOException {
    Path outer = scratch.resolve("app.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(outer))) {
      for (String name : List.of("lib/x.jar", "classes/A", "classes/b/C")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes());
        out.closeEntry();
      }
    }
    CodeStore store = new CodeStore(scratch.resolve("cache"), 1 << 30);
    Path jar = NestedJars.of(outer, store).unpacked("lib/x.jar");
    Path classes = NestedJars.of(outer, store).unpacked("classes/");

    assertThat(jar).hasFileName("x.jar").hasContent("lib/x.jar");
    assertThat(classes).hasFileName("classes.jar");
    FileTime made = Files.getLastModifiedTime(jar);
    assertThat(NestedJars.of(outer, store).unpacked("lib/x.jar")).isEqualTo(jar);
    assertThat(Files.getLastModifiedTime(jar)).isEqualTo(made);
    assertThatThrownBy(() -> NestedJars.of(outer, store).unpacked("none"))
        .isInstanceOf(NoSuchFileException.class);
  }
}
