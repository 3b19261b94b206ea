package io.troupe.internal.object;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.ResultSource;
import io.troupe.internal.wait.SpinWait;
import io.troupe.proto.Failure;
import io.troupe.proto.Frame;
import io.troupe.proto.ObjectHandle;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An owner of objects as this runtime sees it: what was asked of it and is not answered yet.
 * Thread-safe.
 */
abstract class Owner {
  /** The correlation of news. */
  static final long NEWS = 1;

  /** The last request; even. */
  private final AtomicLong correlations = new AtomicLong();

  private final Map<Long, Answer> pending = new ConcurrentHashMap<>();
  private final Map<Long, Consumer<Frame>> listeners = new ConcurrentHashMap<>();

  /** Objects that are known to have ended, and that this runtime still refers to. */
  private final Set<Long> ended = ConcurrentHashMap.newKeySet();

  private final SpinWait spin = new SpinWait(Cores.gate());

  /** Returns the correlation of the answer to a request. */
  static long answerTo(long request) {
    return request + 1;
  }

  /** Returns whether a frame is what an owner says: an answer or news. */
  static boolean isFromOwner(Frame frame) {
    return (frame.getCorrelation() & 1) != 0;
  }

  /** Returns the process of the owner. */
  public abstract long pid();

  /** Returns the objects of this runtime. */
  abstract Objects objects();

  /** Returns the number of the owner's runtime. */
  abstract long owner();

  /** Sends a frame; blocks while there is no room, as {@link io.troupe.internal.link.Link#send}. */
  abstract void send(Frame frame);

  /**
   * Waits until sending would find room; returns whether it would, in time.
   */
  boolean awaitRoom(long nanos) throws InterruptedException {
    return true;
  }

  /** Returns a new handle of an object, which counts as a holder. */
  abstract ObjectHandle issue(ObjectRef reference);

  /** Takes back a handle that never arrived. */
  abstract void forget(long object, long ticket);

  /** This runtime no longer uses the object. Never blocks. */
  abstract void drop(long object);

  /** Returns why the object cannot be used, once it cannot. */
  abstract OwnerLostException lost(long object);

  /**
   * Checks a function before it is sent.
   *
   * @throws PayloadException if the owner is not on this machine and must not be sent it
   */
  void checkFunction(ByteString function) {
    // Processes of one machine trust each other.
  }

  /**
   * Returns how long this runtime lets calls of managed objects take, irrespective of their
   * manager; 0 for as long as that.
   */
  long callTimeoutNanos() {
    return 0;
  }

  abstract boolean isLocal();

  /**
   * Returns whether no object of the owner can be used any more: it is gone, or this runtime is
   * about to be.
   */
  abstract boolean isClosed();

  /** Sends a frame at once, even without room. No {@link Objects#fence} waits for it. */
  abstract void post(Frame frame);

  /**
   * Waits until what was sent has reached its objects; not if the owner is gone, or stopped, or the
   * thread is interrupted.
   *
   * @param nanos how long at most
   * @return whether it has, or there is no owner any more
   */
  abstract boolean fence(long nanos);

  /** Returns the link by which an answer will come in all likelihood; null if none is known. */
  abstract @Nullable ResultSource source();

  /** Spins for a moment, where that seems worthwhile; returns whether it is over. */
  boolean spin(BooleanSupplier over) {
    return spin.spin(over::getAsBoolean);
  }

  Answer ask(long object, Frame.Builder request) {
    Answer answer = new Answer(object, correlations.addAndGet(2), this);
    pending.put(answer.correlation(), answer);
    try {
      send(request.setTarget(object).setCorrelation(answer.correlation()).build());
    } catch (RuntimeException | Error e) {
      pending.remove(answer.correlation());
      throw e;
    }
    return answer;
  }

  /** Takes what the owner says. */
  void receive(Frame frame) {
    if (frame.getCorrelation() != NEWS) {
      answer(frame);
    } else if (frame.hasGone()) {
      ended.add(frame.getTarget());
      failAll(frame.getTarget());
      listeners.remove(frame.getTarget());
    } else {
      news(frame);
    }
  }

  private void answer(Frame frame) {
    Answer answer = pending.remove(frame.getCorrelation() - 1);
    if (answer == null) {
      return; // the object ended meanwhile
    }
    switch (frame.getBodyCase()) {
      case GONE -> {
        ended.add(answer.object());
        answer.fail(lost(answer.object()));
      }
      case REFUSED -> refuse(answer, frame.getRefused().getFailure());
      default -> answer.complete(frame);
    }
  }

  /**
   * A failure of a class that this process does not have yet is rebuilt on another thread. Who
   * waits for the answer may read the link by then, where nothing more comes: it must look again.
   */
  private void refuse(Answer answer, Failure failure) {
    Thread reading = Thread.currentThread();
    objects().failures().decode(failure, cause -> {
      answer.fail(cause);
      ResultSource source = source();
      if (source != null && Thread.currentThread() != reading) {
        source.wake();
      }
    });
  }

  void forgetAnswer(Answer answer) {
    pending.remove(answer.correlation(), answer);
  }

  private void news(Frame frame) {
    Consumer<Frame> listener = listeners.get(frame.getTarget());
    if (listener != null) {
      listener.accept(frame);
    }
  }

  void listen(long object, Consumer<Frame> listener) {
    listeners.put(object, listener);
  }

  /** Nothing here refers to an object any more. */
  void forgetObject(long object) {
    listeners.remove(object);
    ended.remove(object);
  }

  /** Returns whether an object is known to have ended. */
  boolean hasEnded(long object) {
    return ended.contains(object);
  }

  /** No answer will come for an object. */
  private void failAll(long object) {
    pending.values().stream().filter(answer -> answer.object() == object).forEach(this::fail);
  }

  /** No answer will come at all. */
  void failAll() {
    pending.values().forEach(this::fail);
  }

  private void fail(Answer answer) {
    if (pending.remove(answer.correlation(), answer)) {
      answer.fail(lost(answer.object()));
    }
  }
}
