package io.troupe.spi;

import io.troupe.internal.process.launch.CommandPrefix;
import java.io.IOException;
import java.util.List;

/**
 * Says where and how the JVM of a process is started: by default here, as it is. A launcher of a
 * program's own can put a command in front that changes its priority, its processors, its limits or
 * its control group, and then becomes the JVM:
 *
 * <pre>{@code
 * Pool.builder().processes(4).launcher(ProcessLauncher.through("nice", "-n", "5")).start();
 * Process.of(Main::work).launcher(ProcessLauncher.through("taskset", "-c", "0"));
 * ProcessLauncher.through("sh", "-c", "ulimit -n 256; exec \"$@\"", "sh");
 * }</pre>
 *
 * <p>One process is given its launcher by {@link io.troupe.Process#launcher}, the workers of a pool
 * by {@link io.troupe.PoolBuilder#launcher}. For all others a program names one in
 * {@code META-INF/services/io.troupe.spi.ProcessLauncher}, which its processes use for their own
 * children, too; it must have a public constructor without parameters.
 *
 * <p><b>What a launcher must keep.</b> The process that it returns must be the JVM itself: what a
 * launcher puts in front must {@code exec} its command, as {@code nice}, {@code taskset},
 * {@code setpriv}, {@code env}, {@code chrt} and {@code ionice} do and {@code timeout} and
 * {@code sudo} do not; else the pid and the memory figures are those of the command in between, and
 * a warning says so. The JVM must run as the same user on this machine, see this machine's process
 * ids and file system, and keep its standard input, output and error as pipes to this JVM: it is
 * told its key through the first.
 *
 * <p>Implementations must be thread-safe, and should be equal where they do the same: a process is
 * taken from a spare only if the spare's launcher is equal to its own.
 */
@FunctionalInterface
public interface ProcessLauncher {

  /**
   * Starts the JVM. Called on the thread that starts a process, or on one that may block for the
   * workers of pools and for spares.
   *
   * @param jvm the command, environment and directory of the JVM, not yet started; a launcher may
   *     change it
   * @return the started JVM; never null
   * @throws IOException if it cannot be started; the start of the process then fails with a
   *     {@link io.troupe.ProcessStartException}
   */
  java.lang.Process launch(ProcessBuilder jvm) throws IOException;

  /**
   * Returns a launcher that puts words in front of the command. Two with the same words are equal.
   *
   * @param words a command that ends by {@code exec}uting its further arguments; at least one
   * @throws IllegalArgumentException if there are no words
   */
  static ProcessLauncher through(String... words) {
    return new CommandPrefix(List.of(words));
  }
}
