package io.troupe.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the JVMs of processes run that do not run beside this one: a cluster, which starts them on
 * its nodes. Given to {@link io.troupe.PoolBuilder#on} and {@link io.troupe.Process#on}.
 * Implementations must be thread-safe.
 */
public interface ProcessSite {

  /**
   * Returns how many processes there is room for in all, in use or not; at least 1. A pool that is
   * not told how many workers it shall have has so many.
   */
  int slots();

  /**
   * Returns this place as one pool uses it, whose workers may be asked to make room for others.
   * Returns this one unless an implementation has it otherwise.
   *
   * @param name of the pool, for messages
   */
  default ProcessSite forPool(String name) {
    return this;
  }

  /**
   * Starts a JVM that reads its boot record from its standard input, as every process does. Blocks
   * while there is no room for it.
   *
   * @throws IOException if none can be started
   * @throws InterruptedException if the thread is interrupted while there is no room
   */
  SiteProcess start(Order order) throws IOException, InterruptedException;

  /**
   * An order to start a process.
   *
   * @param name of the process, for messages
   * @param jvmOptions in the order of the command line, without a class path
   * @param classPath jars and directories of this machine that come before the program's own code
   * @param environment variables that are added to those that processes have there
   * @param directory the working directory there; empty for the usual one
   * @param bootRecord a {@code troupe.v1.BootRecord} without what is known only there: how the
   *     process reaches this program, and its board
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
  record Order(
      String name,
      List<String> jvmOptions,
      List<Path> classPath,
      Map<String, String> environment,
      Optional<Path> directory,
      byte[] bootRecord) {

    public Order {
      jvmOptions = List.copyOf(jvmOptions);
      classPath = List.copyOf(classPath);
      environment = Map.copyOf(environment);
    }
  }
}
