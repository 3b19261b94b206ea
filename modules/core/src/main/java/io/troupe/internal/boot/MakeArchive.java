package io.troupe.internal.boot;

import io.troupe.internal.process.launch.ClassArchive;

/** The main class of an installation step: makes the class archive now, instead of beside the first programs that run. */
public final class MakeArchive {
  private MakeArchive() {}

  public static void main(String[] args) throws InterruptedException {
    if (!ClassArchive.locate().create()) {
      System.err.println("No class archive was made; processes start without one, more slowly.");
    }
  }
}
