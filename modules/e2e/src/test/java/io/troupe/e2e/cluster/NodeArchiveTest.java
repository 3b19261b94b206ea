package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.cluster.node.NodeArchive;
import io.troupe.internal.cluster.node.NodeTraining;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The archive on which the nodes of these tests start. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class NodeArchiveTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @Test
  void options_nameAnArchiveThatIsThere_andAllOfTheClassPath_jarsFirst() throws Exception {
    List<String> options = NodeArchive.options(CLASS_PATH, NodeTraining.class);

    String archive = options.get(0);
    assertThat(Files.size(Path.of(archive.substring(archive.indexOf('=') + 1))))
        .isGreaterThan(10_000_000);
    String classPath = options.get(options.indexOf("-cp") + 1);
    List<String> entries = List.of(classPath.split(File.pathSeparator));
    assertThat(entries).containsExactlyInAnyOrderElementsOf(entriesOf(CLASS_PATH));
    assertThat(entries)
        .isSortedAccordingTo(Comparator.comparing(entry -> !Files.isRegularFile(Path.of(entry))));
  }

  @Test
  void options_ofDirectoriesAlone_areNone() throws Exception {
    String directories = String.join(
        File.pathSeparator,
        entriesOf(CLASS_PATH).stream()
            .filter(entry -> Files.isDirectory(Path.of(entry)))
            .toList());
    assertThat(NodeArchive.options(directories, NodeTraining.class)).isEmpty();
  }

  private static List<String> entriesOf(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
        .distinct()
        .toList();
  }
}
