package io.troupe.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ShareableListTest {
  private static final byte[] BYTES = {'H', 'o', 'W', 'd', 'Y'};

  private static ShareableList sample() throws IOException {
    return ShareableList.of("howdy", BYTES, -273.154, 100L, null, true, 42);
  }

  @Test
  @Tag("C169")
  @DisplayName("C169: items, formats, index and count")
  void of_items_areReadBack() throws IOException {
    ShareableList list = sample();
    assertThat(list).hasSize(7);
    assertThat(list.get(0)).isEqualTo("howdy");
    assertThat(list.get(1)).isEqualTo(BYTES);
    assertThat(list.subList(2, 7)).containsExactly(-273.154, 100L, null, true, 42);
    assertThat(IntStream.range(0, 7).mapToObj(list::format))
        .containsExactly("8s", "8s", "d", "q", "x", "?", "i");
    assertThat(list.count(42)).isOne();
    assertThat(list.count(BYTES.clone())).isOne();
    assertThat(list.count(43)).isZero();
    assertThat(list.indexOf(42)).isEqualTo(6);
    assertThat(list.indexOf(BYTES.clone())).isOne();
    assertThat(list.indexOf(null)).isEqualTo(4);
    assertThat(list.lastIndexOf("absent")).isEqualTo(-1);
    assertThat(list.contains(100L)).isTrue();
    assertThat(list.contains(100)).isFalse();
    list.unlink();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -8, 7, Integer.MAX_VALUE, Integer.MIN_VALUE})
  @Tag("X116")
  @Tag("C169")
  @DisplayName("X116, C169: an index outside is refused")
  void index_outside_isRefused(int index) throws IOException {
    ShareableList list = sample();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(index));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.set(index, 1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.format(index));
    list.unlink();
  }

  @Test
  @Tag("C169")
  @DisplayName("C169: a slot takes what fits, of any type, and refuses the rest without a trace")
  void set_fitsOrNot_changesOneSlotOrNone() throws IOException {
    ShareableList list = sample();
    assertThat(list.set(3, 42)).isEqualTo(100L);
    assertThat(list.set(4, "some")).isNull();
    assertThat(list.format(4)).isEqualTo("8s");
    assertThat(list.set(0, "12345678")).isEqualTo("howdy");
    list.set(0, "äöüß"); // 8 bytes of UTF-8
    assertThat(list.get(0)).isEqualTo("äöüß");
    for (Object tooLong : new Object[] {"123456789", "äöüßa", new byte[9], "\ud800four"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> list.set(0, tooLong))
          .withMessageContaining("does not fit");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.set(0, 'c'))
        .withMessageContaining("Character");
    assertThat(list.get(0)).isEqualTo("äöüß");
    assertThat(list.get(1)).isEqualTo(BYTES);
    list.unlink();
  }

  @Test
  @Tag("C169")
  void attach_byName_seesWrites() throws IOException {
    ShareableList list = sample();
    ShareableList attached = ShareableList.attach(list.name());
    attached.set(6, 43);
    list.set(0, "bye");
    assertThat(list.get(6)).isEqualTo(43);
    assertThat(attached.get(0)).isEqualTo("bye");
    ShareableList copy = ShareableList.create(list);
    copy.set(6, 44);
    assertThat(list.get(6)).isEqualTo(43);
    copy.unlink();
    list.unlink();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> ShareableList.attach(list.name()));
  }

  @Test
  @Tag("C169")
  void create_empty_isAnEmptyList() throws IOException {
    ShareableList list = ShareableList.of();
    assertThat(list).isEmpty();
    assertThat(ShareableList.attach(list.name())).isEmpty();
    list.unlink();
  }

  @Test
  @Tag("X117")
  @Tag("X118")
  @DisplayName("X117, X118: trailing NULs and long UTF-8 come back whole")
  void roundTrip_nulsAndWideText_isExact() throws IOException {
    List<Object> items = List.of("a\0\0", "\0", "", "☃".repeat(7), "😀😀😀", "half \udc00");
    ShareableList list = ShareableList.create(items);
    assertThat(list).isEqualTo(items);
    ShareableList bytes = ShareableList.of(new byte[] {1, 0, 0}, new byte[0]);
    assertThat((byte[]) bytes.get(0)).containsExactly(1, 0, 0);
    assertThat((byte[]) bytes.get(1)).isEmpty();
    list.unlink();
    bytes.unlink();
  }

  @Property(tries = 100)
  void roundTrip_anyItems_isExact(@ForAll("items") List<Object> items) throws IOException {
    ShareableList list = ShareableList.create(items);
    try {
      assertArrayEquals(items.toArray(), ShareableList.attach(list.name()).toArray());
      for (int i = 0; i < items.size(); i++) {
        list.set(i, items.get(i)); // an item always fits where it was
      }
      assertArrayEquals(items.toArray(), list.toArray());
    } finally {
      list.unlink();
    }
  }

  @Provide
  Arbitrary<List<Object>> items() {
    Arbitrary<Object> item = Arbitraries.oneOf(
        Arbitraries.just(null),
        Arbitraries.of(true, false),
        Arbitraries.integers().asGeneric(),
        Arbitraries.longs().asGeneric(),
        Arbitraries.doubles().asGeneric(),
        Arbitraries.of(Double.NaN, -0.0, Double.POSITIVE_INFINITY),
        Arbitraries.strings().all().asGeneric(),
        Arbitraries.bytes().array(byte[].class).asGeneric());
    return item.list().ofMaxSize(20);
  }

  @Test
  void getAndSet_oneSlotFromManyThreads_neverMixesItems() throws IOException {
    ShareableList list = ShareableList.of("0".repeat(2_000));
    IntStream.range(0, 2_000).parallel().forEach(i -> {
      if (i % 2 == 0) {
        list.set(0, String.valueOf(i % 10).repeat(1_000 + i % 10));
      } else {
        String seen = (String) list.get(0);
        assertThat(seen.chars().distinct().count()).isOne();
      }
    });
    list.unlink();
  }

  @Test
  void attach_otherMemory_isRefused() throws IOException {
    SharedMemory memory = SharedMemory.create(64);
    assertThatIOException()
        .isThrownBy(() -> ShareableList.attach(memory.name()))
        .withMessageContaining("not a ShareableList");
    memory.unlink();
  }

  @Test
  void create_itemOfAnotherType_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShareableList.create(Arrays.asList(1, new Object())))
        .withMessageContaining("java.lang.Object");
  }

  @Test
  void close_thenAccess_isRefused() throws IOException {
    ShareableList list = sample();
    list.close();
    list.close();
    assertThatIllegalStateException().isThrownBy(() -> list.get(0));
    assertThatIllegalStateException().isThrownBy(() -> list.set(0, 1));
    list.unlink();
  }

  @Test
  void add_isNotPossible() throws IOException {
    ShareableList list = sample();
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.add(1));
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.remove(0));
    list.unlink();
  }
}
