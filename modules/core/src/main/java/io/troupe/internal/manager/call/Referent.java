package io.troupe.internal.manager.call;

import io.troupe.internal.payload.Payloads;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * What a managed object is at its owner: its state, the interface through which it is called, and
 * how calls are carried out. Used by one thread at a time, unless it is concurrent.
 */
public final class Referent {
  /** How calls are carried out. */
  public enum Trait {
    /** Each on a thread of its own, for all run code of the program. */
    RUNS_CODE,
    /** Several at the same time. */
    CONCURRENT,
    /** With an interrupt when the result is no longer wanted. */
    INTERRUPTIBLE
  }

  private final CallTable table;
  private final Object state;
  private final Set<Trait> traits;
  private final BiFunction<Object, Class<?>, Object> results;
  private final Runnable ending;

  private Referent(
      CallTable table,
      Object state,
      Set<Trait> traits,
      BiFunction<Object, Class<?>, Object> results,
      Runnable ending) {
    this.table = table;
    this.state = state;
    this.traits = traits;
    this.results = results;
    this.ending = ending;
  }

  /** Returns one of an interface of Troupe's, whose elements stay encoded. */
  public static <C> Referent of(Class<C> calls, C state, Trait... traits) {
    return new Referent(
        CallTable.of(calls), state, set(traits), (result, type) -> result, () -> {});
  }

  /**
   * Returns one of an interface of the program's.
   *
   * @param results gives what crosses in place of a result, by that and by what the method says it
   *     returns
   */
  public static Referent ofProgram(
      Class<?> type, Object target, BiFunction<Object, Class<?>, Object> results, Trait... traits) {
    return new Referent(CallTable.ofProgram(type), target, set(traits), results, () -> {});
  }

  private static Set<Trait> set(Trait... traits) {
    Set<Trait> set = EnumSet.noneOf(Trait.class);
    set.addAll(List.of(traits));
    return set;
  }

  /** Returns the same one, which is told when the object ends; {@code ending} must not block. */
  public Referent ending(Runnable ending) {
    return new Referent(table, state, traits, results, ending);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /**
   * Carries a call out. What it throws is thrown at the caller, and must leave the state as it was.
   *
   * @return completed unless the result comes later, while the object takes further calls; it is
   *     cancelled when it is no longer wanted
   */
  CompletableFuture<List<Element>> call(String name, List<Element> arguments, Payloads payloads)
      throws Throwable {
    CallTable.Shape shape = table.find(name);
    Object result = shape.invoke(state, arguments);
    if (result instanceof CompletableFuture<?> later && shape.isLater()) {
      CompletableFuture<List<Element>> answer =
          later.thenApply(element -> List.of((Element) element));
      answer.whenComplete((elements, failure) -> {
        if (answer.isCancelled()) {
          later.cancel(true);
        }
      });
      return answer;
    }
    Object crossing = result == null ? null : results.apply(result, shape.returned());
    return CompletableFuture.completedFuture(shape.answer(payloads, crossing));
  }

  void end() {
    ending.run();
  }
}
