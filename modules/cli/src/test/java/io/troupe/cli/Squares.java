package io.troupe.cli;

import io.troupe.Pool;
import io.troupe.cluster.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A program for a cluster: its tasks wait for a file. */
final class Squares {
  private Squares() {}

  static int square(int x, String go) throws InterruptedException {
    while (!Files.exists(Path.of(go))) {
      Thread.sleep(20);
    }
    return x * x;
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("arguments " + Arrays.toString(arguments));
    String go = arguments[0];
    try (Cluster cluster = Cluster.connect();
        Pool pool = Pool.builder().on(cluster).start()) {
      List<Integer> squares = pool.map(x -> square(x, go), List.of(1, 2, 3, 4, 5, 6), 1);
      System.out.println("squares " + squares);
    }
    System.exit(3);
  }
}
