package io.troupe.e2e.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Pool;
import io.troupe.memory.ShareableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A list of this process in one that cannot map it, as in {@link LentMemoryTest}. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LentListTest {
  @TempDir
  static Path elsewhere;

  private static Pool pool;

  @BeforeAll
  static void start() {
    pool = Pool.builder()
        .processes(1)
        .jvmOptions("-Dtroupe.memory.directory=" + elsewhere)
        .start();
  }

  @AfterAll
  static void end() {
    pool.terminate();
  }

  static List<Object> useList(ShareableList list) {
    List<Object> seen = new ArrayList<>(list);
    seen.add(list.set(0, "Jahr"));
    seen.add(list.format(0) + list.format(2) + list.format(4));
    seen.add(list.indexOf(100));
    seen.add(list.lastIndexOf(null));
    seen.add(list.count(true));
    seen.add(list.contains(273.15));
    seen.add(list.name().isEmpty());
    assertThat(list.toArray()).hasSize(5);
    assertThatThrownBy(() -> list.get(5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.set(0, "much too long for it"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not fit");
    assertThatThrownBy(() -> list.set(0, 'c')).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(list::unlink)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("alone may unlink");
    list.close();
    assertThatThrownBy(() -> list.get(0)).isInstanceOf(IllegalStateException.class);
    assertThat(list.size()).isEqualTo(5);
    return seen;
  }

  @Test
  void list_isTheVerySame() throws Exception {
    ShareableList list = ShareableList.of("howdy", 273.15, 100, true, null);

    List<Object> seen = pool.apply(LentListTest::useList, list);

    assertThat(seen)
        .containsExactly("howdy", 273.15, 100, true, null, "howdy", "8six", 2, 4, 1, true, false);
    assertThat(list).containsExactly("Jahr", 273.15, 100, true, null);
    list.unlink();
  }

  static List<Object> makeOwn(String name) throws Exception {
    return new ArrayList<>(ShareableList.create(name, List.of("own")));
  }

  static Object firstOf(ShareableList list) {
    return list.get(0);
  }

  @Test
  void listOfTheSameNameThere_isNotTakenForIt() throws Exception {
    String name = "list-" + UUID.randomUUID();
    ShareableList list = ShareableList.create(name, List.of("of the program"));
    assertThat(pool.apply(LentListTest::makeOwn, name)).containsExactly("own");
    assertThat(pool.apply(LentListTest::firstOf, list)).isEqualTo("of the program");
    list.unlink();
  }

  static int sizeOfAll(ShareableList list) {
    return Arrays.stream(list.toArray())
        .mapToInt(item -> ((String) item).length())
        .sum();
  }

  @Test
  void list_ofMuchText_isReadWhole() throws Exception {
    List<String> items =
        IntStream.range(0, 60).mapToObj(i -> "x".repeat(100_000)).toList();
    ShareableList list = ShareableList.create(items);
    assertThat(pool.apply(LentListTest::sizeOfAll, list)).isEqualTo(6_000_000);
    list.unlink();
  }
}
