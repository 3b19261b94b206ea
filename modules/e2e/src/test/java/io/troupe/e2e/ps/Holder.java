package io.troupe.e2e.ps;

import io.troupe.Process;

/** A program with a process that waits until the program is killed. */
final class Holder {
  private Holder() {}

  public static void main(String[] arguments) throws InterruptedException {
    Process.of(() -> Thread.sleep(Long.MAX_VALUE)).start().join();
  }
}
