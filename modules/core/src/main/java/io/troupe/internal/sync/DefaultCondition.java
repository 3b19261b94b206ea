package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.sync.cell.Misuse;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.Interrupts;
import io.troupe.proto.ConditionResumed;
import io.troupe.proto.ConditionSignal;
import io.troupe.proto.ConditionWait;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import io.troupe.proto.SyncStatus;
import io.troupe.sync.Condition;
import io.troupe.sync.Lock;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A condition of any process: its waiters are at the actor, its lock is wherever that is. */
final class DefaultCondition implements Condition, SyncObject {
  private static final Log log = Log.of(DefaultCondition.class);

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
    waitInLine(Deadline.FOREVER);
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return waitInLine(Deadline.nanos(timeout));
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
    long begin = System.nanoTime();
    Own own = own(nanos);
    if (own == null) {
      return false; // and the lock is as it was
    }
    Interrupts.check();
    Answer answer = joinLine();
    if (!isInLine(Deadline.left(nanos, begin), answer)) {
      return false;
    }
    own.lock.releaseAll();
    boolean signalled = false;
    try {
      signalled = answer.await(Deadline.left(nanos, begin), late -> resumed(answer, true)) != null;
    } finally {
      reacquire(own, answer, signalled);
    }
    return signalled;
  }

  @Override
  public void awaitUninterruptibly() {
    Own own = own();
    Answer answer = joinLine();
    if (!object.isLocal()) {
      SyncFrames.askForStatus(object).join();
    }
    own.lock.releaseAll();
    try {
      answer.join();
    } finally {
      reacquire(own, answer, true);
    }
  }

  // Where this process dies before the last step, another waiter gets the signal.
  private void reacquire(Own own, Answer answer, boolean signalled) {
    own.lock.reacquire(own.count);
    if (signalled) {
      resumed(answer, false);
    }
  }

  private void resumed(Answer wait, boolean passOn) {
    try {
      ConditionResumed resumed = ConditionResumed.newBuilder()
          .setCorrelation(wait.correlation())
          .setPassOn(passOn)
          .build();
      object.post(SyncFrames.frame(SyncFrame.newBuilder().setConditionResumed(resumed)));
    } catch (OwnerLostException e) {
      log.debug("The signals went with their owner", e);
    }
  }

  /** The lock, and how often this thread holds it. */
  private record Own(LockClient lock, int count) {}

  private Own own() {
    LockClient client = lock.client();
    return own(client, client.holding());
  }

  /** Returns null if the owner of the lock does not answer in time. */
  private @Nullable Own own(long nanos) throws InterruptedException {
    long begin = System.nanoTime();
    LockClient client = lock.client(nanos);
    LockClient.Holding holding =
        client == null ? null : client.holding(Deadline.left(nanos, begin));
    return client == null || holding == null ? null : own(client, holding);
  }

  private static Own own(LockClient client, LockClient.Holding holding) {
    if (!holding.isMine()) {
      throw Misuse.notOwned();
    }
    return new Own(client, holding.count());
  }

  private Answer joinLine() {
    ConditionWait wait = ConditionWait.getDefaultInstance();
    return object.ask(SyncFrames.frame(SyncFrame.newBuilder().setConditionWait(wait)));
  }

  // The next holder of the lock may signal this thread: the actor must know by then that it waits,
  // and has answered the question only when it does.
  private boolean isInLine(long nanos, Answer wait) throws InterruptedException {
    if (object.isLocal()) {
      return true;
    }
    boolean inLine = false;
    try {
      inLine = SyncFrames.query(object, nanos) != null;
    } finally {
      if (!inLine) {
        wait.withdraw(late -> resumed(wait, true));
      }
    }
    return inLine;
  }

  @Override
  public void waitFor(BooleanSupplier predicate) throws InterruptedException {
    Own unused = own();
    while (!predicate.getAsBoolean()) {
      waitInLine(Deadline.FOREVER);
    }
  }

  @Override
  public boolean waitFor(BooleanSupplier predicate, Duration timeout) throws InterruptedException {
    long nanos = Deadline.nanos(timeout);
    long begin = System.nanoTime();
    if (own(nanos) == null) {
      return false;
    }
    boolean holds = predicate.getAsBoolean();
    for (long left = nanos; !holds && left > 0; holds = predicate.getAsBoolean()) {
      waitInLine(left);
      left = Deadline.left(nanos, begin);
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

  // The release of the lock waits until this has arrived, so that it reaches no thread that begins
  // to wait after it.
  @Override
  public void signal(int waiters) {
    if (waiters < 0) {
      throw new IllegalArgumentException("waiters must not be negative, was " + waiters);
    }
    Own unused = own();
    ConditionSignal signal = ConditionSignal.newBuilder().setCount(waiters).build();
    object.tell(SyncFrames.frame(SyncFrame.newBuilder().setConditionSignal(signal)));
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
    SyncStatus status = SyncFrames.glance(object);
    String waiting = status == null ? "unknown: its owner does not answer" : "" + status.getCount();
    return "Condition[" + lock + ", waiting=" + waiting + ']';
  }
}
