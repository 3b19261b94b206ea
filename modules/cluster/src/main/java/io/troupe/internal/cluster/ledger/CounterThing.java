package io.troupe.internal.cluster.ledger;

import io.troupe.proto.CompareAndSet;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverCounterCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverSnapshot;

/** A number. */
final class CounterThing implements Thing {
  private long value;

  CounterThing(long value) {
    this.value = value;
  }

  @Override
  public FailoverResult apply(long index, FailoverCommand command) {
    FailoverCounterCommand change = command.getCounter();
    return switch (change.getChangeCase()) {
      case ADD -> add(change.getAdd());
      case COMPARE_AND_SET -> compareAndSet(change.getCompareAndSet());
      case CHANGE_NOT_SET -> Results.refused("an unknown command to a counter");
    };
  }

  private FailoverResult add(long amount) {
    try {
      value = Math.addExact(value, amount);
    } catch (ArithmeticException e) {
      return Results.NOT_DONE;
    }
    return Results.number(value);
  }

  private FailoverResult compareAndSet(CompareAndSet change) {
    if (value != change.getExpected()) {
      return Results.NOT_DONE;
    }
    value = change.getValue();
    return Results.DONE;
  }

  @Override
  public FailoverResult answer(FailoverQuery query) {
    return Results.number(value);
  }

  @Override
  public boolean isEmpty() {
    return value == 0;
  }

  @Override
  public void write(String name, FailoverSnapshot.Builder snapshot) {
    snapshot.addCounters(
        FailoverSnapshot.CounterState.newBuilder().setName(name).setValue(value));
  }
}
