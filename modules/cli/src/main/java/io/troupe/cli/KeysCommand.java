package io.troupe.cli;

import io.troupe.cluster.ClusterKeys;
import java.io.IOException;
import java.nio.file.Path;

/** {@code troupe keys}. */
final class KeysCommand {
  private KeysCommand() {}

  static int run(Path directory) throws IOException, InterruptedException {
    ClusterKeys.create(directory);
    System.out.printf("""
        The keys of a new cluster:
          %s
            for `troupe node`: its holder can be a node, and do all that a program can
          %s
            for programs, `troupe run` and `troupe ps`: its holder can start processes on every node
        The files are the secret, and only you can read them. Copy each to the machines that need it,
        and to no others. They are valid for ten years; no third key of this cluster can be made.
        """, directory.resolve("node.key"), directory.resolve("program.key"));
    return 0;
  }
}
