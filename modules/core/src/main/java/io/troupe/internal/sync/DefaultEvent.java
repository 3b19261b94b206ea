package io.troupe.internal.sync;

import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.EventChange;
import io.troupe.proto.EventWait;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import io.troupe.proto.SyncQuery;
import io.troupe.proto.SyncState;
import io.troupe.sync.Event;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An event of any process. The cell is found when it is first needed. */
final class DefaultEvent implements Event, SyncObject {
  private final ObjectRef object;
  private volatile @Nullable Attachment attachment;

  DefaultEvent(ObjectRef object) {
    this.object = object;
  }

  private Attachment attachment() {
    Attachment known = attachment;
    return known != null ? known : attach();
  }

  private Attachment attach() {
    Attachment attached = Attachment.to(object);
    attachment = attached;
    return attached;
  }

  private @Nullable EventCell cell() {
    ByteBuffer memory = attachment().memory();
    return memory == null ? null : new EventCell(memory);
  }

  // The memory lives as long as this does.
  @Override
  public void set() {
    TroupeRuntime.current().objects().fence();
    try {
      EventCell cell = cell();
      if (cell == null) {
        change(true);
      } else if (cell.set()) {
        attachment().home().wake();
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void clear() {
    try {
      EventCell cell = cell();
      if (cell == null) {
        change(false);
      } else {
        cell.clear();
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private void change(boolean set) {
    object
        .ask(Frame.newBuilder().setEventChange(EventChange.newBuilder().setSet(set)))
        .join();
  }

  @Override
  public boolean isSet() {
    try {
      EventCell cell = cell();
      return EventCell.isSet(cell == null ? askWord() : cell.word());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private long askWord() {
    return query().getWord();
  }

  /** Returns how many wait at the actor. */
  int waiting() {
    return query().getCount();
  }

  private SyncState query() {
    return object
        .ask(Frame.newBuilder().setSyncQuery(SyncQuery.getDefaultInstance()))
        .join()
        .getSyncState();
  }

  @Override
  public void await() throws InterruptedException {
    waitFor(Waits.FOREVER);
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return waitFor(Waits.nanos(timeout));
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return waitFor(unit.toNanos(time));
  }

  private boolean waitFor(long nanos) throws InterruptedException {
    Waits.checkInterrupt();
    if (nanos <= 0) {
      return isSet();
    }
    try {
      EventCell cell = cell();
      return cell == null ? ask(EventWait.newBuilder(), nanos) : waitFor(cell, nanos);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private boolean waitFor(EventCell cell, long nanos) throws InterruptedException {
    long seen = cell.word();
    if (EventCell.isSet(seen)) {
      return true;
    }
    long times = EventCell.times(seen);
    return Patience.trying(cell::isSetSince, times, nanos)
        || ask(EventWait.newBuilder().setSeen(times), nanos);
  }

  private boolean ask(EventWait.Builder wish, long nanos) throws InterruptedException {
    return Waits.await(object, object.ask(Frame.newBuilder().setEventWait(wish)), nanos) != null;
  }

  @Override
  public SyncHandle toHandle() {
    return SyncHandle.newBuilder()
        .setKind(SyncKind.SYNC_KIND_EVENT)
        .setObject(object.handle())
        .build();
  }

  @Override
  public String toString() {
    return "Event[" + (isSet() ? "set" : "not set") + ']';
  }
}
