package io.troupe.internal.payload;

import io.troupe.RemoteException;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.failure.FailureDecoder;
import io.troupe.internal.payload.failure.FailureEncoder;
import io.troupe.proto.Failure;

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
   * Rebuilds a throwable: one of the same class and message and cause with a {@link io.troupe.RemoteStackTrace} among its
   * suppressed ones, or a {@link RemoteException} that names the class.
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
