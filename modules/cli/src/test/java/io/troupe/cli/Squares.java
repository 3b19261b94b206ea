package io.troupe.cli;

import io.troupe.Pool;
import io.troupe.cluster.Cluster;
import io.troupe.spi.ProcessSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A program for a cluster: its tasks wait for a file. */
final class Squares {
  private Squares() {}

  static int square(int x, String go) throws Exception {
    Files.writeString(Path.of(go + ".begun"), "");
    while (!Files.exists(Path.of(go))) {
      Thread.sleep(20);
    }
    return x * x;
  }

  /** The second argument may name a role. */
  private static ProcessSite place(Cluster cluster, String... arguments) {
    return arguments.length < 2 || arguments[1].startsWith("-")
        ? cluster
        : cluster.role(arguments[1]);
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("arguments " + Arrays.toString(arguments));
    String go = arguments[0];
    try (Cluster cluster = Cluster.connect();
        Pool pool = Pool.builder().name("squares").on(place(cluster, arguments)).start()) {
      List<Integer> squares = pool.map(x -> square(x, go), List.of(1, 2, 3, 4, 5, 6), 1);
      System.out.println("squares " + squares);
    }
    System.exit(3);
  }
}
