package io.troupe.internal.wait;

/** What methods that can be interrupted do first. */
public final class Interrupts {
  private Interrupts() {}

  /** Throws if this thread is interrupted, which it is no longer then. */
  public static void check() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
