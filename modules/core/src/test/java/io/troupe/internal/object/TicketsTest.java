package io.troupe.internal.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TicketsTest {
  private final Tickets tickets = new Tickets();

  @Test
  void spend_issued_isNotUnderWayAnyMore() {
    tickets.issue(7);
    assertThat(tickets.isUnderWay(7)).isTrue();
    tickets.spend(7);
    assertThat(tickets.isEmpty()).isTrue();
  }

  @Test
  void issue_spentBefore_isNotUnderWay() {
    tickets.spend(7);
    tickets.issue(7);
    assertThat(tickets.isEmpty()).isTrue();
  }

  @Test
  void spend_againAndAgain_countsOnce() {
    tickets.issue(7);
    for (int i = 0; i < 3; i++) {
      tickets.spend(7);
    }
    tickets.issue(8);
    assertThat(tickets.isUnderWay(8)).isTrue();
    assertThat(tickets.isUnderWay(7)).isFalse();
  }

  @Test
  void spend_manyNeverIssued_remembersTheLast() {
    for (long ticket = 1; ticket <= 5_000; ticket++) {
      tickets.spend(ticket);
    }
    tickets.issue(5_000);
    assertThat(tickets.isEmpty()).isTrue();
    tickets.issue(1);
    assertThat(tickets.isUnderWay(1)).isTrue();
  }
}
