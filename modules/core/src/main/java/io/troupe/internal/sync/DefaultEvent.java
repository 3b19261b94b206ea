package io.troupe.internal.sync;

import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.sync.cell.EventCell;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.Interrupts;
import io.troupe.proto.EventChange;
import io.troupe.proto.EventWait;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import io.troupe.proto.SyncStatus;
import io.troupe.sync.Event;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An event of any process. The cell is found when it is first needed. */
final class DefaultEvent implements Event, SyncObject {
  private final ObjectRef object;
  private final ClientEnd<Attachment> end;

  DefaultEvent(ObjectRef object) {
    this.object = object;
    this.end = new ClientEnd<>(nanos -> Attachment.to(object, nanos));
  }

  private static @Nullable EventCell cell(@Nullable Attachment attachment) {
    ByteBuffer memory = attachment == null ? null : attachment.memory();
    return memory == null ? null : new EventCell(memory);
  }

  // The memory lives as long as this does.
  @Override
  public void set() {
    object.objects().fence();
    try {
      Attachment attachment = end.soon();
      EventCell cell = cell(attachment);
      if (attachment == null || cell == null) {
        change(true);
      } else if (cell.set()) {
        attachment.owner().wake();
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void clear() {
    try {
      EventCell cell = cell(end.soon());
      if (cell == null) {
        change(false);
      } else {
        cell.clear();
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  // An owner that is silent does so when it goes on.
  private void change(boolean set) {
    EventChange change = EventChange.newBuilder().setSet(set).build();
    object.ask(SyncFrames.frame(SyncFrame.newBuilder().setEventChange(change))).settle();
  }

  @Override
  public boolean isSet() {
    try {
      EventCell cell = cell(end.getUnlessInterrupted());
      return EventCell.isSet(cell == null ? SyncFrames.query(object).getWord() : cell.word());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Returns whether it is set, even if the thread is interrupted; null if the owner is silent. */
  private @Nullable Boolean glance() {
    try {
      Attachment attachment = end.soon();
      EventCell cell = cell(attachment);
      if (cell != null) {
        return EventCell.isSet(cell.word());
      }
      SyncStatus status = attachment == null ? null : SyncFrames.glance(object);
      return status == null ? null : EventCell.isSet(status.getWord());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Returns how many wait at the actor. */
  int waiting() {
    return SyncFrames.query(object).getCount();
  }

  @Override
  public void await() throws InterruptedException {
    waitFor(Deadline.FOREVER);
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return waitFor(Deadline.nanos(timeout));
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return waitFor(unit.toNanos(time));
  }

  private boolean waitFor(long nanos) throws InterruptedException {
    Interrupts.check();
    if (nanos <= 0) {
      return Boolean.TRUE.equals(glance());
    }
    try {
      return end.within(nanos, (attachment, left) -> {
        EventCell cell = cell(attachment);
        return cell == null ? ask(EventWait.newBuilder(), left) : waitFor(cell, left);
      });
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
    long begin = System.nanoTime();
    return Patience.trying(cell::isSetSince, times, nanos)
        || ask(EventWait.newBuilder().setSeen(times), Deadline.left(nanos, begin));
  }

  private boolean ask(EventWait.Builder wish, long nanos) throws InterruptedException {
    SyncFrame.Builder frame = SyncFrame.newBuilder().setEventWait(wish);
    return object.ask(SyncFrames.frame(frame)).await(nanos, late -> {}) != null;
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
    Boolean set = glance();
    if (set == null) {
      return "Event[unknown: its owner does not answer]";
    }
    return set ? "Event[set]" : "Event[not set]";
  }
}
