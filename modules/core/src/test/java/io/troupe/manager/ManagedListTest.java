package io.troupe.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManagedListTest {
  private final Manager manager = Manager.start();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  @Tag("C085")
  void list_isAList() {
    ManagedList<Integer> list = manager.list(List.of(3, 1, 2));
    list.add(5);
    list.add(1, 9);
    list.addAll(List.of(7, 8));
    list.addAll(0, List.of(0));

    assertThat(list).containsExactly(0, 3, 9, 1, 2, 5, 7, 8).isInstanceOf(List.class);
    assertThat(list.get(2)).isEqualTo(9);
    assertThat(list.set(2, 4)).isEqualTo(9);
    assertThat(list.remove(2)).isEqualTo(4);
    assertThat(list.remove((Integer) 5)).isTrue();
    assertThat(list.remove((Integer) 5)).isFalse();
    assertThat(list.pop()).isEqualTo(8);
    assertThat(list.pop(0)).isEqualTo(0);
    assertThat(list.indexOf(1)).isEqualTo(1);
    assertThat(list.contains(7)).isTrue();
    assertThat(list.containsAll(List.of(1, 7))).isTrue();
    list.reverse();
    assertThat(list.snapshot()).containsExactly(7, 2, 1, 3);
    assertThat(list.snapshot(1, 3)).containsExactly(2, 1);
    list.sort();
    assertThat(list).containsExactly(1, 2, 3, 7);
    list.repeat(2);
    assertThat(list.count(7)).isEqualTo(2);
    assertThat(list.lastIndexOf(7)).isEqualTo(7);
    list.removeAll(List.of(7, 3));
    list.retainAll(List.of(1));
    assertThat(list).containsExactly(1, 1);
    assertThat(list.repeated(2)).containsExactly(1, 1, 1, 1);
    assertThat(list.concat(List.of(4))).containsExactly(1, 1, 4);
    list.clear();
    assertThat(list).isEmpty();
  }

  @Test
  void indexOutOfRange_isRefused() {
    ManagedList<String> list = manager.list(List.of("a"));

    assertThatThrownBy(() -> list.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.remove(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.set(1, "b")).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.add(2, "b")).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.addAll(2, List.of("b")))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.addAll(2, List.of()))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.snapshot(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> list.repeat(-1));
    list.clear();
    assertThatThrownBy(list::pop).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(list).isEmpty();
  }

  @Test
  @Tag("C086")
  void iterator_goesOverASnapshotOnce() {
    ManagedList<Integer> list = manager.list(List.of(1, 2));

    Iterator<Integer> iterator = list.iterator();
    list.set(0, 100);
    list.add(3);

    assertThat(iterator).toIterable().containsExactly(1, 2);
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> {
          Iterator<Integer> another = list.iterator();
          another.next();
          another.remove();
        })
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(list.stream().map(i -> i + 1)).containsExactly(101, 3, 4);
  }

  /** What cannot cross. */
  private static final class Calls {
    private int count;
  }

  @Test
  void functions_runAtTheOwner_orHereIfTheyCannotCross() {
    ManagedList<String> list = manager.list(List.of("pear", "fig", "apple"));
    Calls calls = new Calls();

    list.sort(Comparator.comparing(String::length));
    assertThat(list).containsExactly("fig", "pear", "apple");
    list.sort((a, b) -> b.compareTo(a));
    assertThat(list).containsExactly("pear", "fig", "apple");
    list.replaceAll(String::toUpperCase);
    list.replaceAll(text -> text + ++calls.count);
    assertThat(list).containsExactly("PEAR1", "FIG2", "APPLE3");
    assertThat(list.removeIf(text -> text.startsWith("F"))).isTrue();
    assertThat(list.removeIf(text -> calls.count == 0)).isFalse();
    assertThat(list.updateAt(0, text -> text + "!")).isEqualTo("PEAR1!");
    assertThat(list.compareAndSet(0, "x", "y")).isFalse();
    assertThat(list.compareAndSet(0, "PEAR1!", "y")).isTrue();
    assertThat(list.addTo(0, "z")).isEqualTo("yz");
    assertThat(list.<String>update(items -> items.remove(1))).isEqualTo("APPLE3");
    assertThat(list).containsExactly("yz");
  }

  @Test
  void subList_readsAndChangesByIndex() {
    ManagedList<Integer> list = manager.list(List.of(0, 1, 2, 3, 4, 5));

    List<Integer> middle = list.subList(1, 4);
    assertThat(middle).containsExactly(1, 2, 3);
    middle.set(0, 10);
    list.subList(3, 5).clear();

    assertThat(list).containsExactly(0, 10, 2, 5);
  }

  @Test
  @Tag("X076")
  void equality_isByContent_asForOtherLists() {
    ManagedList<Object> list = manager.list(Arrays.asList(1, null, List.of("a")));
    List<Object> plain = new ArrayList<>(Arrays.asList(1, null, List.of("a")));

    assertThat(list.equals(plain)).isTrue();
    assertThat(plain.equals(list)).isTrue();
    assertThat(list.hashCode()).isEqualTo(plain.hashCode());
    assertThat(list).hasToString("[1, null, [a]]").isEqualTo(manager.list(plain));
    assertThat(list.indexOf(List.of("a"))).isEqualTo(2);
    assertThat(list.indexOf(null)).isEqualTo(1);
  }

  @Test
  @Tag("C087")
  void nestedLists_changeByThemselves_evenOneInItself() {
    ManagedList<ManagedList<Integer>> outer = manager.list();
    for (int i = 0; i < 3; i++) {
      outer.add(manager.list(List.of(1, 2, i)));
    }
    outer.get(0).set(2, 55);

    assertThat(outer.get(0)).containsExactly(1, 2, 55);
    assertThat(outer.get(1).pop()).isEqualTo(1);
    assertThat(outer.get(2)).containsExactly(1, 2, 2);
    assertThat(outer.contains(outer.get(1))).isTrue();

    ManagedList<Object> self = manager.list();
    self.add(self);
    assertThat(((List<?>) self.get(0)).get(0).equals(self)).isTrue();
    assertThat(self.toString()).startsWith("[<managed object ");
  }
}
