package io.troupe.internal.manager;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes of a whole container by code that cannot cross: computed here, done there if nothing has changed meanwhile. */
final class Optimistic {
  private Optimistic() {}

  /**
   * Changes it, after as many attempts as it takes.
   *
   * @param change makes of a content what adds the new content to a call
   */
  static void change(Remote remote, Function<List<@Nullable Object>, UnaryOperator<Call>> change) {
    boolean done = false;
    while (!done) {
      List<@Nullable Object> versioned = remote.call(Call.of("versioned"));
      UnaryOperator<Call> items = change.apply(versioned.subList(1, versioned.size()));
      done = remote.test(items.apply(Call.of("replaceIf").value(versioned.get(0))));
    }
  }
}
