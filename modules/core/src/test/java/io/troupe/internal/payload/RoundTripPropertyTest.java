package io.troupe.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.PayloadException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Round trips of random nested values; a failure reports its seed and the smallest value that fails. */
@Tag("X052")
class RoundTripPropertyTest {
  private static final Payloads PAYLOADS = Payloads.standard();

  record Node(Object left, Object right) {}

  @Property(tries = 2000)
  void roundTrip_anyValue_isEqualAndOfTheSameClass(@ForAll("values") Object value) {
    Object back = PAYLOADS.decode(PAYLOADS.encode(value));
    assertThat(back)
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .withComparatorForType(Double::compare, Double.class)
        .withComparatorForType(Float::compare, Float.class)
        .isEqualTo(value);
    assertThat((Object) back.getClass()).isEqualTo(value.getClass());
  }

  @Property(tries = 2000)
  void roundTrip_anyText_isEqual(@ForAll String value) {
    assertThat(PAYLOADS.decode(PAYLOADS.encode(value))).isEqualTo(value);
  }

  @Property(tries = 500)
  void roundTrip_anyZonedTime_isEqual(@ForAll long second, @ForAll int offset) {
    Instant instant = Instant.ofEpochSecond(
        Math.floorMod(second, 60_000_000_000_000_000L) - 30_000_000_000_000_000L);
    Object value = instant.atOffset(ZoneOffset.ofTotalSeconds(offset % 64_800));
    assertThat(PAYLOADS.decode(PAYLOADS.encode(value))).isEqualTo(value);
  }

  @Property(tries = 1000)
  void decode_anyPrefixOfAnything_isValueOrPayloadException(
      @ForAll("values") Object value, @ForAll int cut) {
    var bytes = PAYLOADS.encode(value);
    try {
      PAYLOADS.decode(bytes.substring(0, Math.floorMod(cut, bytes.size() + 1)));
    } catch (PayloadException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<Object> values() {
    return Arbitraries.lazyOf(this::leaves, this::leaves, this::leaves, this::containers);
  }

  private Arbitrary<Object> leaves() {
    return Arbitraries.oneOf(
        Arbitraries.integers().asGeneric(),
        Arbitraries.longs().asGeneric(),
        Arbitraries.doubles().asGeneric(),
        Arbitraries.bytes().asGeneric(),
        Arbitraries.strings().asGeneric(),
        Arbitraries.bigIntegers().asGeneric(),
        Arbitraries.of(
            true, false, '\uDC00', Float.NaN, UUID.randomUUID(), BigInteger.TEN, Optional.empty()),
        Arbitraries.integers().list().map(ArrayList::new),
        Arbitraries.longs().array(long[].class).asGeneric());
  }

  private Arbitrary<Object> containers() {
    Arbitrary<Object> items = Arbitraries.lazy(this::values);
    Arbitrary<List<Object>> lists = items.list().ofMaxSize(4);
    return Arbitraries.oneOf(
        lists.map(ArrayList::new),
        lists.map(List::copyOf),
        lists.map(l -> Arrays.asList(l.toArray())),
        lists.map(Collections::unmodifiableList),
        lists.map(List::toArray),
        Arbitraries.maps(Arbitraries.strings(), items).ofMaxSize(3).map(HashMap::new),
        Arbitraries.maps(Arbitraries.integers(), items)
            .ofMaxSize(3)
            .map(m -> new LinkedHashMap<Object, Object>(m)),
        Arbitraries.maps(Arbitraries.longs(), items).ofMaxSize(3).map(Map::copyOf),
        Arbitraries.strings().list().map(HashSet::new),
        items.map(Optional::of),
        items.tuple2().map(pair -> new Node(pair.get1(), pair.get2())));
  }
}
