package io.troupe.internal.code.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
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

    CodeEntry first = files("cache").entry(one, false);
    assertThat(first).isEqualTo(files("cache2").entry(other, false));
    assertThat(first.packed()).isTrue();
    assertThat(first.name()).isEqualTo("classes.jar");
    assertThat(first.feature()).isEqualTo(17);
  }

  @Test
  void entry_directory_isAJarWithAllOfIt() throws IOException {
    LocalFiles files = files("cache");
    CodeEntry entry = files.entry(classes("classes"), false);
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
    CodeEntry before = files.entry(classes, false);
    Files.writeString(classes.resolve("A"), "another text");

    CodeEntry after = files.entry(classes, false);
    assertThat(after.digest()).isNotEqualTo(before.digest());
    assertThat(files.read(before, 0)).as("the code that was announced before").isNotEmpty();
  }

  @Test
  void entry_noSuchFile_isNone() throws IOException {
    assertThat(files("cache").entry(scratch.resolve("none.jar"), false)).isNull();
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
    CodeEntry small = files("cache").entry(classes("classes"), true);
    CodeEntry large = new CodeEntry("1".repeat(64), 3L << 30, "data.jar", false, false, 69);
    Code code = new Code(List.of(small, large), "com.example");

    assertThat(Code.of(code.toManifest())).isEqualTo(code);
    assertThat(Code.of(code.toManifest()).digest()).isEqualTo(code.digest());
    assertThat(new Code(List.of(large, small), "com.example").digest()).isNotEqualTo(code.digest());
    assertThat(code.feature()).isEqualTo(25);
    assertThatThrownBy(() -> code.requireWithin(1L << 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the largest entries are data.jar (3072 MiB), classes.jar (1 MiB)");
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
