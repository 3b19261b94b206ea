package io.troupe.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.function.Task0;
import io.troupe.proto.Payload;
import io.troupe.spi.PayloadCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is reached more than once in a value arrives once, as Python's pickle has it. */
@Timeout(60)
class SharingTest {
  private static final Payloads PAYLOADS = Payloads.standard();
  private static final Functions FUNCTIONS = Functions.standard(PAYLOADS);

  record Pair(Object left, Object right) {}

  private static @Nullable Object cross(Object value) {
    return PAYLOADS.decode(PAYLOADS.encode(value));
  }

  private static List<Object> list(Object... items) {
    return new ArrayList<>(Arrays.asList(items));
  }

  @Test
  void roundTrip_listReachedTwice_isOneList() {
    List<Object> inner = list(1, "two");
    List<?> back = (List<?>) cross(list(inner, "between", inner));
    assertThat(back).isEqualTo(list(inner, "between", inner));
    assertThat(back.get(0)).isSameAs(back.get(2));
  }

  @Test
  void roundTrip_everyKindOfContainer_isShared() {
    for (Object shared : new Object[] {
      new Pair(1, 2),
      new int[] {1, 2},
      new Object[] {"x"},
      new HashMap<>(Map.of("k", "v")),
      "x".repeat(1_000)
    }) {
      Pair back = (Pair) cross(new Pair(list(shared), new Object[] {shared}));
      assertThat(((List<?>) back.left()).get(0)).isSameAs(((Object[]) back.right())[0]);
    }
  }

  @Test
  void roundTrip_sharedInsideShared_keepsAllTies() {
    List<Object> leaf = list("leaf");
    List<Object> branch = list(leaf, leaf);
    List<?> back = (List<?>) cross(list(leaf, branch, branch));
    assertThat(back.get(1)).isSameAs(back.get(2));
    assertThat(((List<?>) back.get(1)).get(0)).isSameAs(back.get(0));
    assertThat(((List<?>) back.get(1)).get(1)).isSameAs(back.get(0));
  }

  @Test
  void roundTrip_equalButDistinct_staysDistinct() {
    List<?> back = (List<?>) cross(list(list(1), list(1)));
    assertThat(back.get(0)).isEqualTo(back.get(1)).isNotSameAs(back.get(1));
  }

  @Test
  void roundTrip_arguments_areShared() {
    List<Object> shared = list(1);
    @Nullable
    Object[] back = PAYLOADS.decodeArguments(PAYLOADS.encodeArguments(shared, new Pair(shared, 2)));
    assertThat(((Pair) back[1]).left()).isSameAs(back[0]);
  }

  @Test
  void roundTrip_capturedValues_areShared() throws Exception {
    List<Object> shared = list(1);
    Pair pair = new Pair(shared, 2);
    Task0<Boolean> same = () -> pair.left() == shared;
    Task0<?> back = (Task0<?>) FUNCTIONS.decode(FUNCTIONS.encode(same).bytes());
    assertThat(back.call()).isEqualTo(true);
  }

  @Test
  void encode_theSameMegabyteManyTimes_isOneMegabyte() {
    byte[] megabyte = new byte[1 << 20];
    List<Object> pairs = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      pairs.add(new Pair(i, megabyte));
    }
    assertThat(PAYLOADS.encode(pairs).size()).isLessThan(2 << 20);
  }

  @Test
  void roundTrip_fortyDoublings_takeFortySteps() {
    Object doubled = list("x");
    for (int i = 0; i < 40; i++) {
      doubled = list(doubled, doubled);
    }
    ByteString bytes = PAYLOADS.encode(doubled);
    assertThat(bytes.size()).isLessThan(2_000);
    Object back = PAYLOADS.decode(bytes);
    for (int i = 0; i < 40; i++) {
      List<?> level = (List<?>) back;
      assertThat(level.get(0) == level.get(1)).isTrue(); // isSameAs would describe both on failure
      back = level.get(0);
    }
    assertThat(back).isEqualTo(list("x"));
  }

  @Test
  void roundTrip_listInItself_isACycle() {
    List<Object> cycle = list("first");
    cycle.add(cycle);
    List<?> back = (List<?>) cross(cycle);
    assertThat(back.get(0)).isEqualTo("first");
    assertThat(back.get(1) == back).isTrue();
  }

  @Test
  void roundTrip_mapInItself_isACycle() {
    for (Map<Object, Object> cycle : List.of(new HashMap<>(), new LinkedHashMap<>())) {
      cycle.put("me", cycle);
      Map<?, ?> back = (Map<?, ?>) cross(cycle);
      assertThat(back.get("me") == back).isTrue();
      assertThat(back.getClass()).isEqualTo(cycle.getClass());
    }
  }

  @Test
  void roundTrip_cycleEnteredFromSeveralSides_isKept() {
    List<Object> list = list();
    Map<Object, Object> map = new LinkedHashMap<>();
    list.add(map);
    map.put("list", list);
    for (List<Object> outer : List.of(list(list, map), list(map, list))) {
      List<?> back = (List<?>) cross(outer);
      Map<?, ?> there = (Map<?, ?>) (back.get(0) instanceof Map ? back.get(0) : back.get(1));
      List<?> here = (List<?>) (back.get(0) instanceof List ? back.get(0) : back.get(1));
      assertThat(here.get(0) == there).isTrue();
      assertThat(there.get("list") == here).isTrue();
    }
  }

  @Test
  void encode_cycleThroughARecord_isRefusedWhereverItIsEntered() {
    List<Object> list = list();
    Pair pair = new Pair(list, 1);
    list.add(pair);
    for (Object value : new Object[] {list, pair, list(list, pair), list(pair, list)}) {
      assertThatThrownBy(() -> PAYLOADS.encode(value))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("contains itself");
    }
  }

  @Test
  void encode_codecOfTheProgram_isAskedOnceAPassHoweverOftenAnObjectIsReached() {
    AtomicInteger encoded = new AtomicInteger();
    Payloads payloads = PAYLOADS.with(new CountingCodec(encoded));
    Thing thing = new Thing();
    List<?> back = (List<?>) payloads.decode(payloads.encode(list(thing, thing, thing)));
    assertThat(back.get(0)).isInstanceOf(Thing.class).isSameAs(back.get(2));
    assertThat(encoded.get()).isEqualTo(2); // once in each pass
  }

  @Test
  void departure_valueEncodedInTwoPasses_givesUpWhatTheFirstPassedOn() {
    List<String> givenUp = new ArrayList<>();
    Payloads payloads = PAYLOADS.with(new TicketCodec(givenUp));
    Thing thing = new Thing();
    Departure<ByteString> departure = Departure.of(() -> payloads.encode(list(thing, thing)));
    assertThat(givenUp).containsExactly("ticket 1");
    departure.lost();
    assertThat(givenUp).containsExactly("ticket 1", "ticket 2");
  }

  @Test
  void decode_numberWithoutAnObject_isAPayloadException() {
    byte[] bytes = Payload.newBuilder().setShared(3).build().toByteArray();
    assertThatThrownBy(() -> PAYLOADS.decode(ByteString.copyFrom(bytes)))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("shared object 3 of 0");
  }

  @Test
  void roundTrip_aThousandLevels_crossOnASmallStack() throws Exception {
    List<Object> chain = list("end");
    for (int i = 1; i < 1_000; i++) {
      chain = list(chain);
    }
    List<Object> deep = chain;
    List<Object> arrived = new ArrayList<>();
    Thread small = new Thread(null, () -> arrived.add(cross(deep)), "small stack", 160 << 10);
    small.start();
    small.join();
    Object level = arrived.get(0);
    for (int i = 1; i < 1_000; i++) {
      level = ((List<?>) level).get(0);
    }
    assertThat(level).isEqualTo(list("end"));
  }

  static final class Thing {}

  private record CountingCodec(AtomicInteger encoded) implements PayloadCodec<Thing> {
    @Override
    public String name() {
      return "thing";
    }

    @Override
    public Class<Thing> type() {
      return Thing.class;
    }

    @Override
    public byte[] encode(Thing value) {
      encoded.incrementAndGet();
      return new byte[0];
    }

    @Override
    public Thing decode(byte[] data) {
      return new Thing();
    }
  }

  /** Passes on a ticket with each encoding, as handles do. */
  private static final class TicketCodec implements PayloadCodec<Thing> {
    private final List<String> givenUp;
    private int tickets;

    TicketCodec(List<String> givenUp) {
      this.givenUp = givenUp;
    }

    @Override
    public String name() {
      return "ticket";
    }

    @Override
    public Class<Thing> type() {
      return Thing.class;
    }

    @Override
    public byte[] encode(Thing value) {
      String ticket = "ticket " + ++tickets;
      Departure.note(() -> givenUp.add(ticket));
      return new byte[0];
    }

    @Override
    public Thing decode(byte[] data) {
      return new Thing();
    }
  }
}
