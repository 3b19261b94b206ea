package io.troupe.cluster;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.cluster.gateway.KeyMaker;
import io.troupe.internal.cluster.gateway.KeyRing;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The key of a node or of a program: a file with a certificate of the cluster's. All that nodes and
 * programs say to each other is encrypted; connections without such a key are refused.
 * Immutable; it does not cross to other processes.
 *
 * <p>The holder of a program's key can start processes on every node, as the user that runs the
 * node; the holder of a node's key can also run a node. Keep the files secret: nothing but their
 * permissions protects them.
 */
public final class ClusterKeys {
  private final KeyRing ring;

  private ClusterKeys(KeyRing ring) {
    this.ring = ring;
  }

  /**
   * Makes the keys of a new cluster: {@code node.key} and {@code program.key}, which only this user
   * can read. Takes a second or two.
   *
   * @param directory made if it is not there
   * @throws java.nio.file.FileAlreadyExistsException if one of the files is there already
   * @throws IOException if they cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static void create(Path directory) throws IOException, InterruptedException {
    requireNonNull(directory, "directory");
    KeyMaker.write(directory.resolve("node.key"), directory.resolve("program.key"));
  }

  /**
   * Reads a key.
   *
   * @throws IOException if the file cannot be read, or is no key of a cluster
   */
  public static ClusterKeys load(Path file) throws IOException {
    return new ClusterKeys(KeyRing.read(requireNonNull(file, "file")));
  }

  KeyRing ring() {
    return ring;
  }

  @Override
  public String toString() {
    return ring.toString();
  }
}
