package io.troupe.internal.cluster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.cluster.ReplicationException;
import io.troupe.internal.cluster.access.Access.Repeat;
import io.troupe.internal.cluster.call.FailoverCalls;
import io.troupe.internal.cluster.call.NodeGuide;
import io.troupe.internal.cluster.call.NotServingException;
import io.troupe.internal.cluster.call.OutcomeUnknownException;
import io.troupe.internal.cluster.call.ReplicaCalls;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which calls another node gets when one is about to end. */
class AccessTest {
  private final List<List<String>> asked = new ArrayList<>();
  private final NodeGuide guide = (place, lost) -> {
    asked.add(List.copyOf(lost));
    return new NodeGuide.Found(
        "node" + asked.size(), nothing(ReplicaCalls.class), nothing(FailoverCalls.class));
  };

  /** In place of what these tests do not call. */
  private static <T> T nothing(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(
        AccessTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
          throw new UnsupportedOperationException(method.getName());
        }));
  }

  @AfterEach
  void forget() {
    Access.forget(guide);
  }

  /** Fails once, and then returns at which call it did not. */
  private int call(Repeat repeat, Supplier<RuntimeException> failure) {
    int[] calls = {0};
    return Access.of(guide).call(guide, repeat, node -> {
      calls[0]++;
      if (calls[0] == 1) {
        throw failure.get();
      }
      return calls[0];
    });
  }

  @Test
  void call_nodeMayHaveDoneIt_isNotRepeatedWhereItMustNotBe() {
    assertThatThrownBy(() -> call(Repeat.NO, () -> new OutcomeUnknownException("ends")))
        .isInstanceOf(ReplicationException.class)
        .hasMessageContaining("node1 was lost during the call");
    assertThat(asked).hasSize(1);
  }

  @Test
  void call_nodeMayHaveDoneIt_isRepeatedElsewhereWhereItMayBe() {
    assertThat(call(Repeat.YES, () -> new OutcomeUnknownException("ends"))).isEqualTo(2);
    assertThat(asked).containsExactly(List.of(), List.of("node1"));
  }

  @Test
  void call_nodeHasNotDoneIt_isRepeatedElsewhere() {
    assertThat(call(Repeat.NO, () -> new NotServingException("ends"))).isEqualTo(2);
    assertThat(asked).containsExactly(List.of(), List.of("node1"));
  }
}
