package io.troupe.e2e.support;

import java.lang.ref.Reference;
import org.awaitility.Awaitility;

/** What nobody keeps. */
public final class Garbage {
  private Garbage() {}

  /** Collects garbage until {@code reference} is cleared. */
  public static void awaitCollected(Reference<?> reference) {
    Awaitility.await().atMost(Scratch.PATIENCE).until(() -> {
      System.gc();
      return reference.refersTo(null);
    });
  }
}
