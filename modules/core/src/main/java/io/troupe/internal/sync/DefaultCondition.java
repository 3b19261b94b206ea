package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.ConditionNotify;
import io.troupe.proto.ConditionWait;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import io.troupe.proto.SyncQuery;
import io.troupe.sync.Condition;
import io.troupe.sync.Lock;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A condition of any process: its waiters are at the actor, its lock is wherever that is. */
final class DefaultCondition implements Condition, SyncObject {
  private final ObjectRef object;
  private final DefaultLock lock;

  DefaultCondition(ObjectRef object, DefaultLock lock) {
    this.object = object;
    this.lock = lock;
  }

  @Override
  public Lock getLock() {
    return lock;
  }

  @Override
  public void await() throws InterruptedException {
    waitInLine(Waits.FOREVER);
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return waitInLine(Waits.nanos(timeout));
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return waitInLine(Math.max(0, unit.toNanos(time)));
  }

  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    long begin = System.nanoTime();
    waitInLine(Math.max(0, nanos));
    return nanos - (System.nanoTime() - begin);
  }

  @Override
  @SuppressWarnings("JavaUtilDate") // the JDK's interface has it
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    long millis = deadline.getTime() - System.currentTimeMillis();
    return waitInLine(Math.max(0, TimeUnit.MILLISECONDS.toNanos(millis)));
  }

  private boolean waitInLine(long nanos) throws InterruptedException {
    Mutex mutex = ownMutex();
    Waits.checkInterrupt();
    Answer answer = line();
    int count = mutex.releaseAll();
    try {
      return Waits.await(object, answer, nanos) != null;
    } finally {
      mutex.reacquire(count);
    }
  }

  @Override
  public void awaitUninterruptibly() {
    Mutex mutex = ownMutex();
    Answer answer = line();
    int count = mutex.releaseAll();
    try {
      answer.join();
    } finally {
      mutex.reacquire(count);
    }
  }

  private Mutex ownMutex() {
    Mutex mutex = lock.mutex();
    if (!mutex.isMine()) {
      throw Misuse.notOwned();
    }
    return mutex;
  }

  // Whoever gets the lock after us may signal us: the actor must know by then that we wait, and
  // has answered the question only when it does.
  private Answer line() {
    Answer answer =
        object.ask(Frame.newBuilder().setConditionWait(ConditionWait.getDefaultInstance()));
    if (!object.isLocal()) {
      object
          .ask(Frame.newBuilder().setSyncQuery(SyncQuery.getDefaultInstance()))
          .join();
    }
    return answer;
  }

  @Override
  public void waitFor(BooleanSupplier predicate) throws InterruptedException {
    ownMutex();
    while (!predicate.getAsBoolean()) {
      waitInLine(Waits.FOREVER);
    }
  }

  @Override
  public boolean waitFor(BooleanSupplier predicate, Duration timeout) throws InterruptedException {
    ownMutex();
    long nanos = Waits.nanos(timeout);
    long begin = System.nanoTime();
    boolean holds = predicate.getAsBoolean();
    for (long left = nanos; !holds && left > 0; holds = predicate.getAsBoolean()) {
      waitInLine(left);
      left = nanos == Waits.FOREVER ? nanos : nanos - (System.nanoTime() - begin);
    }
    return holds;
  }

  @Override
  public void signal() {
    signal(1);
  }

  @Override
  public void signalAll() {
    signal(Integer.MAX_VALUE);
  }

  // The release of the lock waits until this has arrived, so that it reaches nobody who begins to
  // wait after it.
  @Override
  public void signal(int waiters) {
    if (waiters < 0) {
      throw new IllegalArgumentException("waiters must not be negative, was " + waiters);
    }
    ownMutex();
    object.tell(
        Frame.newBuilder().setConditionNotify(ConditionNotify.newBuilder().setCount(waiters)));
  }

  @Override
  public SyncHandle toHandle() {
    return SyncHandle.newBuilder()
        .setKind(SyncKind.SYNC_KIND_CONDITION)
        .setObject(object.handle())
        .setLock(lock.toHandle())
        .build();
  }

  @Override
  public String toString() {
    int waiting = object
        .ask(Frame.newBuilder().setSyncQuery(SyncQuery.getDefaultInstance()))
        .join()
        .getSyncState()
        .getCount();
    return "Condition[" + lock + ", waiting=" + waiting + ']';
  }
}
