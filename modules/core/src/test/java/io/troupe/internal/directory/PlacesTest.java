package io.troupe.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlacesTest {
  @TempDir
  Path first;

  @TempDir
  Path second;

  @TempDir
  Path closed;

  private Path named(Path parent) {
    return new Place(parent).directory();
  }

  private void assertSecondIsTaken() throws IOException {
    try (RuntimeDirectory made = RuntimeDirectory.create(Places.of(List.of(first, second)))) {
      assertThat(made.path().getParent()).isEqualTo(named(second));
    }
    assertThatIOException()
        .isThrownBy(() -> RuntimeDirectory.create(Places.of(List.of(first))))
        .withMessageContaining(first + ": ");
  }

  private static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void create_directoryIsForThisUserOnly() throws Exception {
    try (RuntimeDirectory made = RuntimeDirectory.create(Places.of(List.of(first)))) {
      for (Path path : List.of(made.path(), made.path().getParent())) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .isEqualTo("rwx------");
      }
    }
  }

  @Test
  void create_pathIsShortEnoughForSockets() {
    RuntimeDirectory made = RuntimeDirectory.create();
    made.close();
    assertThat(made.newAddress().toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(100);
  }

  @Test
  void search_noPlace_namesAllAndWhy() throws Exception {
    Path missing = first.resolve("missing");
    Path file = Files.createFile(first.resolve("file"));
    assertThatIOException()
        .isThrownBy(() -> RuntimeDirectory.create(Places.of(List.of(missing, file))))
        .withMessageContaining(missing + ": does not exist")
        .withMessageContaining(file + ": Not a directory");
  }

  @Test
  void create_nameIsALinkOfASquatter_usesTheNextPlace() throws Exception {
    mode(closed, "rwx------");
    Files.createSymbolicLink(named(first), closed);
    assertSecondIsTaken();
    assertThat(closed).isEmptyDirectory();
  }

  @Test
  void create_nameIsAFile_usesTheNextPlace() throws Exception {
    Files.createFile(named(first));
    assertSecondIsTaken();
  }

  @Test
  void create_directoryIsOpenToOthers_usesTheNextPlace() throws Exception {
    mode(Files.createDirectory(named(first)), "rwxr-xr-x");
    assertSecondIsTaken();
  }

  @Test
  void create_directoryIsOfAnotherUser_usesTheNextPlace() throws Exception {
    Path squatted = Files.createDirectory(named(first));
    mode(squatted, "rwx------");
    assumeTrue(chown(squatted), "only root can play another user");
    assertSecondIsTaken();
    assertThat(squatted).isEmptyDirectory();
  }

  private static boolean chown(Path path) throws Exception {
    return new ProcessBuilder("chown", "65534", path.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void create_othersMayRenameInTheParent_usesTheNextPlace() throws Exception {
    mode(first, "rwxrwxrwx");
    assertSecondIsTaken();
  }

  @Test
  void create_directoryWasDeleted_makesANewOne() throws Exception {
    try (RuntimeDirectory made = RuntimeDirectory.create(Places.of(List.of(first)))) {
      Path before = made.path();
      Files.delete(before.resolve("lock"));
      Files.delete(before);
      Files.delete(named(first));
      assertThat(made.isIntact()).isFalse();
      RuntimeDirectory.Allocated anew = made.allocate("file", 10);
      anew.file().close();
      assertThat(Files.readAllBytes(anew.path())).containsOnly(0).hasSize(10);
      assertThat(made.path()).isNotEqualTo(before).isEqualTo(anew.path().getParent());
    }
  }

  @Test
  void allocate_moreThanThereIsRoom_leavesNothing() throws Exception {
    try (RuntimeDirectory made = RuntimeDirectory.create(Places.of(List.of(first)))) {
      assertThatIOException()
          .isThrownBy(() -> made.allocate("file", 1L << 60))
          .withMessageContaining(first.toString())
          .withMessageContaining("are left");
      assertThat(made.path()).isDirectoryContaining(path -> path.endsWith("lock"));
      assertThat(made.path().resolve("file")).doesNotExist();
    }
  }
}
