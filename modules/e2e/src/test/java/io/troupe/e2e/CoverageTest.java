package io.troupe.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Prints which behaviours of the original are covered. A case is covered when a test names it in a
 * tag: a test that fails fails the build, so a build that passes has them all.
 */
class CoverageTest {
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([A-Z]\\d{3})\"\\)");

  private static final String FINALIZERS =
      "the JDK has them (Cleaner, try-with-resources, shutdown hooks); there is no registry besides";

  private static final String NO_SERVER =
      "segments need no server: they are files that their owner deletes";
  private static final String NO_TRACKER =
      "no process keeps track of segments: the next one that makes memory sweeps up what the dead left";
  private static final String PLAIN_SOCKETS =
      "Connection.wait is for what Troupe made; for channels the JDK has the Selector";

  /** Cases of nouns that exist, and why no test names them. */
  private static final Map<String, String> OPEN = Map.ofEntries(
      Map.entry("C158", "there are no structures, and an array copies itself by toArray"),
      Map.entry("C166", NO_SERVER),
      Map.entry("C168", NO_SERVER),
      Map.entry("C193", PLAIN_SOCKETS),
      Map.entry("C195", PLAIN_SOCKETS),
      Map.entry("C218", NO_TRACKER),
      Map.entry("C219", NO_TRACKER),
      Map.entry("C220", NO_TRACKER),
      Map.entry("C221", NO_TRACKER),
      Map.entry("C223", NO_TRACKER),
      Map.entry(
          "X061", "a message is a byte array at both ends, so smaller than 2 GiB by its type"),
      Map.entry("C175", FINALIZERS),
      Map.entry("C176", FINALIZERS),
      Map.entry("F002", "Java has no keyword arguments"),
      Map.entry(
          "F050",
          "a result is decoded on the caller's thread; what ends the caller there ends it anywhere"));

  private record Case(String id, String area, String applies) {}

  @Test
  void everyCaseOfWhatIsBuilt_isCoveredOrSaysWhyNot() throws IOException {
    Set<String> named = namedByTests();
    Map<String, int[]> table = new TreeMap<>();
    Set<String> missing = new TreeSet<>();
    for (Case each : cases()) {
      int[] row = table.computeIfAbsent(each.area(), area -> new int[4]);
      row[column(each, named)]++;
      if (isOwed(each, named)) {
        missing.add(each.id());
      }
    }
    print(table);
    assertThat(missing).isEmpty();
    assertThat(OPEN.keySet())
        .as("open, and yet a test names them")
        .doesNotContainAnyElementsOf(named);
  }

  private static int column(Case each, Set<String> named) {
    if (each.applies().equals("no")) {
      return 2;
    }
    if (!named.contains(each.id())) {
      return 3;
    }
    return each.applies().equals("yes") ? 0 : 1;
  }

  private static boolean isOwed(Case each, Set<String> named) {
    return !each.applies().equals("no")
        && !named.contains(each.id())
        && !OPEN.containsKey(each.id());
  }

  private static void print(Map<String, int[]> table) {
    StringBuilder text = new StringBuilder("\nBehaviours of the original\n");
    text.append(String.format(
        "%-12s %8s %8s %14s %6s%n", "area", "covered", "adapted", "not applicable", "open"));
    table.forEach((area, row) -> text.append(
        String.format("%-12s %8d %8d %14d %6d%n", area, row[0], row[1], row[2], row[3])));
    System.out.println(text);
  }

  private static List<Case> cases() throws IOException {
    try (InputStream file = CoverageTest.class.getResourceAsStream("/cases.tsv")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(cells -> new Case(cells[0], cells[1], cells[2]))
          .toList();
    }
  }

  private static Set<String> namedByTests() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path tests : List.of(Path.of("src/test/java"), Path.of("../core/src/test/java"))) {
      try (Stream<Path> files = Files.walk(tests)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          Matcher tags = TAG.matcher(Files.readString(file));
          while (tags.find()) {
            named.add(tags.group(1));
          }
        }
      }
    }
    return named;
  }
}
