package io.troupe.internal.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.spi.SiteProcess.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharesTest {
  private final Map<String, Integer> held = new HashMap<>();
  private final List<Tenancy<String>> tenancies = new ArrayList<>();
  private final Set<String> busy = new HashSet<>();
  private final List<String> asked = new ArrayList<>();
  private long now;
  private final Shares<String> shares = new Shares<>(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private int held(String party) {
    return held.getOrDefault(party, 0);
  }

  /** Gives a party a slot for a worker, which is busy. */
  private void give(String party) {
    held.merge(party, 1, Integer::sum);
    String worker = party + held(party);
    busy.add(worker);
    tenancies.add(new Tenancy<>(
        party, () -> busy.contains(worker), wish -> asked.add(worker + " " + wish), () -> now));
  }

  /** Asks in vain, as one does twice a second. */
  private List<String> ask(String party) {
    asked.clear();
    shares.waits(party);
    shares.makeRoom(party, tenancies, this::held);
    return List.copyOf(asked);
  }

  private boolean isTurnOf(String party) {
    return shares.isTurnOf(party, 1, this::held);
  }

  @Test
  void makeRoom_idleWorker_isAsked_whenItHasBeenIdleForASecond() {
    give("a");
    give("a");
    busy.remove("a2");
    pass(Duration.ofMillis(900));
    held.put("b", 1);
    assertThat(ask("b")).isEmpty();
    pass(Duration.ofMillis(200));
    assertThat(ask("b")).containsExactly("a2 " + Wish.IF_IDLE);
  }

  @Test
  void makeRoom_allBusy_theRichestGivesOne_afterItsTask() {
    give("a");
    give("a");
    give("c");
    assertThat(ask("b")).hasSize(1).allMatch(each -> each.startsWith("a"));
    assertThat(asked.get(0)).endsWith(" " + Wish.AFTER_TASK);
  }

  @Test
  void makeRoom_oneHasBeenAsked_noneIsBeforeItHasHadTime() {
    give("a");
    give("a");
    give("a");
    assertThat(ask("b")).hasSize(1);
    pass(Duration.ofMillis(500));
    assertThat(ask("b")).isEmpty();
    pass(Duration.ofSeconds(2)); // its task is a long one
    String first = "a3";
    assertThat(ask("b")).hasSize(1).doesNotContain(first);
  }

  @Test
  void makeRoom_sharesAreFair_nobodyIsAsked() {
    give("a");
    give("a");
    held.put("b", 1);
    assertThat(ask("b")).isEmpty();
    pass(Duration.ofMinutes(1));
    assertThat(ask("b")).isEmpty();
  }

  @Test
  void makeRoom_fewerSlotsThanParties_theyTakeTurns() {
    give("a");
    assertThat(ask("b")).isEmpty();
    pass(Duration.ofSeconds(11));
    assertThat(ask("b")).containsExactly("a1 " + Wish.AFTER_TASK);
  }

  @Test
  void makeRoom_ofItsOwn_isNotAsked() {
    give("a");
    give("a");
    busy.clear();
    pass(Duration.ofMinutes(1));
    assertThat(ask("a")).isEmpty();
  }

  @Test
  void isTurnOf_fewestFirst_thenWhoWaitsLonger() {
    held.put("a", 2);
    held.put("b", 1);
    held.put("c", 1);
    shares.waits("a");
    pass(Duration.ofMillis(100));
    shares.waits("c");
    pass(Duration.ofMillis(100));
    shares.waits("b");

    assertThat(isTurnOf("a")).isFalse();
    assertThat(isTurnOf("b")).isFalse();
    assertThat(isTurnOf("c")).isTrue();
    assertThat(shares.isTurnOf("b", 2, this::held)).isTrue();
    shares.waitsNoMore("c");
    assertThat(isTurnOf("b")).isTrue();
    assertThat(isTurnOf("c")).isFalse(); // it begins to wait anew
  }

  @Test
  void isTurnOf_whoAsksNoMore_holdsUpNobody() {
    held.put("a", 2);
    shares.waits("b");
    assertThat(isTurnOf("a")).isFalse();
    pass(Duration.ofMillis(2_100));
    assertThat(isTurnOf("a")).isTrue();
  }
}
