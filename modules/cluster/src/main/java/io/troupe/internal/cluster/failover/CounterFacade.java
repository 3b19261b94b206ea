package io.troupe.internal.cluster.failover;

import io.troupe.cluster.FailoverCounter;
import io.troupe.proto.CompareAndSet;
import io.troupe.proto.FailoverCounterCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;

/** A counter, as it is used. */
record CounterFacade(AgreedName object) implements FailoverCounter {
  @Override
  public long add(long amount) {
    FailoverResult result = write(FailoverCounterCommand.newBuilder().setAdd(amount));
    if (!AgreedName.isDone(result)) {
      throw new ArithmeticException(
          "the counter '" + object + "' would be no long with " + amount + " more");
    }
    return result.getNumber();
  }

  private FailoverResult write(FailoverCounterCommand.Builder change) {
    return object.write(object.command().setCounter(change));
  }

  @Override
  public long value() {
    return object.read(FailoverQuery.newBuilder().setCounterValue(true)).getNumber();
  }

  @Override
  public boolean compareAndSet(long expected, long value) {
    CompareAndSet change =
        CompareAndSet.newBuilder().setExpected(expected).setValue(value).build();
    return AgreedName.isDone(write(FailoverCounterCommand.newBuilder().setCompareAndSet(change)));
  }

  @Override
  public String toString() {
    return "FailoverCounter[" + object + "]";
  }
}
