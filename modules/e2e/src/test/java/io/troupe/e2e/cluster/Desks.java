package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.e2e.cluster.RandomClient.Desk;
import io.troupe.e2e.history.Counting;
import io.troupe.e2e.history.Diary;
import io.troupe.e2e.history.Entry;
import io.troupe.e2e.history.History;
import io.troupe.e2e.history.Holds;
import io.troupe.e2e.history.Holds.Hold;
import io.troupe.e2e.history.Items;
import io.troupe.e2e.history.Model;
import io.troupe.e2e.history.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The desks of several clients that use the same objects, and whether their diaries agree. */
final class Desks {
  static final Duration LIMIT = Duration.ofSeconds(120);

  /** Diaries are read from their beginning. */
  private static final Duration LOOK = Duration.ofMillis(300);

  private static final int CALLS = 30;

  private final Path directory;
  private final List<Desk> all = new ArrayList<>();

  Desks(Path directory) {
    this.directory = directory;
  }

  Desk add() {
    Desk desk = new Desk(directory.toString(), all.size());
    all.add(desk);
    return desk;
  }

  Desk get(int number) {
    return all.get(number);
  }

  /** Returns all but one. */
  List<Desk> without(Desk desk) {
    return all.stream().filter(each -> !each.equals(desk)).toList();
  }

  void awaitMoreCalls() throws IOException {
    awaitMoreCalls(all);
  }

  /** Waits until each of them has made some more calls. */
  static void awaitMoreCalls(List<Desk> desks) throws IOException {
    Map<Desk, Long> enough = new HashMap<>();
    for (Desk desk : desks) {
      enough.put(desk, Diary.ended(desk.diary()) + CALLS);
    }
    for (Desk desk : desks) {
      await()
          .atMost(LIMIT)
          .pollInterval(LOOK)
          .until(() -> Diary.ended(desk.diary()) >= enough.get(desk));
    }
  }

  void stop() throws IOException {
    Files.createFile(all.get(0).stop());
  }

  /** What they have seen must be explained by some order in which their calls took effect. */
  void check() throws IOException {
    List<Operation> operations = new ArrayList<>();
    List<Hold> holds = new ArrayList<>();
    for (Desk desk : all) {
      operations.addAll(Diary.operations(desk.diary()));
      holds.addAll(Diary.holds(desk.diary()));
    }
    Map<String, List<Operation>> byObject =
        operations.stream().collect(Collectors.groupingBy(Operation::object));
    assertThat(byObject).containsKeys("counter", "queue", "actor", "k0", "k1", "k2", "k3");
    byObject.forEach((object, each) -> assertThat(History.isLinearizable(model(object), each))
        .as("operations on %s: %s", object, each)
        .isTrue());
    assertThat(holds).hasSizeGreaterThan(1);
    assertThat(Holds.contradiction(holds)).isEmpty();
  }

  private static Model<?> model(String object) {
    return switch (object) {
      case "counter", "actor" -> new Counting();
      case "queue" -> new Items();
      default -> new Entry();
    };
  }
}
