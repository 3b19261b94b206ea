package io.troupe.internal.cluster.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir
  Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, String> content() throws IOException {
    Map<String, String> content = new HashMap<>();
    new DataFiles(directory)
        .read((key, value) -> content.put(key, new String(value, StandardCharsets.UTF_8)));
    return content;
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().endsWith(".data")).findAny().orElseThrow();
    }
  }

  @Test
  void write_again_replaces() throws Exception {
    DataFiles files = new DataFiles(directory);
    files.write("a/b \u00e4", bytes("1"));
    files.write("c", bytes("2"));
    files.write("a/b \u00e4", bytes("3"));
    files.sync();
    assertThat(content()).isEqualTo(Map.of("a/b \u00e4", "3", "c", "2"));
  }

  @Test
  void open_halfWrittenFileOfACrash_isLeftOut() throws Exception {
    new DataFiles(directory).write("a", bytes("1"));
    Files.writeString(directory.resolve("0123.draft"), "half");
    DataDirectory.open(directory).close();
    assertThat(content()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void open_damagedFile_throws_andNamesIt() throws Exception {
    new DataFiles(directory).write("a", bytes("1234"));
    Path file = onlyFile();
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1] ^= 1;
    Files.write(file, content);
    assertThatThrownBy(() -> DataDirectory.open(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + " is damaged");
    Files.write(file, new byte[] {0, 0, 0, 1, 5});
    assertThatThrownBy(() -> DataDirectory.open(directory))
        .hasMessageContaining(file + " is damaged");
  }

  @Test
  void open_whileAnotherHasIt_throws() throws Exception {
    try (DataDirectory first = DataDirectory.open(directory)) {
      assertThatThrownBy(() -> DataDirectory.open(first.path()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Another node uses the directory");
    }
    DataDirectory.open(directory).close();
  }
}
