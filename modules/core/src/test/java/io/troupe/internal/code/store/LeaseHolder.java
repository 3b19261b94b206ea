package io.troupe.internal.code.store;

import java.nio.file.Path;

/** A process that uses something in a cache, until it is killed. */
final class LeaseHolder {
  private LeaseHolder() {}

  public static void main(String[] args) throws Exception {
    CodeStore store = new CodeStore(Path.of(args[0]), 1 << 20);
    System.out.print(store.find(args[1], 600, "old.jar") == null ? "n" : "y");
    System.out.flush();
    Thread.sleep(Long.MAX_VALUE);
  }
}
