package io.troupe.internal.payload;

import io.troupe.RemoteException;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.codec.ProgramLoaders;
import io.troupe.internal.payload.failure.FailureDecoder;
import io.troupe.internal.payload.failure.FailureEncoder;
import io.troupe.proto.Failure;
import java.util.function.Consumer;

/** Turns what was thrown into data and back; neither direction ever fails. Thread-safe. */
public final class Failures {
  private final Codecs codecs;

  private Failures(Codecs codecs) {
    this.codecs = codecs;
  }

  /** Returns failures that use the class loading and serialisation settings of {@code payloads}. */
  public static Failures standard(Payloads payloads) {
    return new Failures(payloads.codecs());
  }

  /**
   * Encodes a throwable with its causes and suppressed ones, even where its methods throw.
   *
   * @param origin where it happened: {@code "pid 4711 (PoolWorker-2)"}
   */
  public Failure encode(Throwable throwable, String origin) {
    try {
      return new FailureEncoder(codecs).encode(throwable).setOrigin(origin).build();
    } catch (RuntimeException | Error e) {
      String name = throwable.getClass().getName();
      return Failure.newBuilder()
          .setClassName(name)
          .setText(name + " (it could not be described: " + e.getClass().getName() + ")")
          .setOrigin(origin)
          .build();
    }
  }

  /**
   * Rebuilds a throwable on this thread, or on another one where a class of it must be asked for at
   * the host: for threads that read a link, which would wait for themselves.
   *
   * @param taker given what {@link #decode(Failure)} returns
   */
  public void decode(Failure failure, Consumer<Throwable> taker) {
    if (isAtHand(failure)) {
      taker.accept(decode(failure));
    } else {
      Thread thread = new Thread(() -> taker.accept(decode(failure)), "troupe-failure");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** What a serialised form consists of is not known before it is read. */
  private static boolean isAtHand(Failure failure) {
    return !ProgramLoaders.mayAskHost(failure.getClassName())
        && (failure.getSerialized().isEmpty() || !ProgramLoaders.hasHost())
        && (!failure.hasCause() || isAtHand(failure.getCause()))
        && failure.getSuppressedList().stream().allMatch(Failures::isAtHand);
  }

  /**
   * Rebuilds a throwable: one of the same class and message and cause with a {@link
   * io.troupe.RemoteStackTrace} among its suppressed ones, or a {@link RemoteException} that names
   * the class.
   */
  public Throwable decode(Failure failure) {
    try {
      return new FailureDecoder(codecs).thrown(failure);
    } catch (RuntimeException | Error e) {
      RemoteException unknown =
          new RemoteException(failure.getClassName(), failure.getText(), null);
      unknown.addSuppressed(e);
      return unknown;
    }
  }
}
