package io.troupe.internal.process.launch;

import io.troupe.Output;
import io.troupe.internal.logs.LogProperties;
import io.troupe.internal.logs.host.LogLevels;
import io.troupe.spi.ProcessLauncher;
import io.troupe.spi.ProcessSite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a process must be started with. A spare fits when everything but output is equal to its own.
 *
 * @param jvmOptions options in the order of the command line, after the inherited ones
 * @param environment variables added to, or replacing those of, this process
 * @param directory working directory; null for this process's own
 * @param executable the {@code java} to run; null for this process's own
 * @param launcher what starts its JVM; null for the program's standard
 * @param site where its JVM runs; null for here
 * @param output where standard output and standard error go
 * @param logs what its loggers let through, if its log events come here; null if they do not
 */
public record ChildSpec(
    List<String> jvmOptions,
    Map<String, String> environment,
    @Nullable Path directory,
    @Nullable Path executable,
    @Nullable ProcessLauncher launcher,
    @Nullable ProcessSite site,
    Output output,
    @Nullable LogLevels logs) {

  private static volatile boolean forwardsLogs = System.getProperty(LogProperties.MEMORY) != null;

  public ChildSpec {
    jvmOptions = List.copyOf(jvmOptions);
    environment = Map.copyOf(environment);
  }

  /**
   * Returns whether a JVM started as {@code other} wants can serve this one: output and levels can
   * change later.
   */
  public boolean startsLike(ChildSpec other) {
    return jvmOptions.equals(other.jvmOptions)
        && environment.equals(other.environment)
        && Objects.equals(directory, other.directory)
        && Objects.equals(executable, other.executable)
        && Objects.equals(launcher, other.launcher)
        && Objects.equals(site, other.site)
        && (logs == null) == (other.logs == null);
  }

  /**
   * Sets whether processes hand their logs to this one; those of a process that does so itself do
   * unless told otherwise.
   */
  public static void forwardLogsByDefault(boolean forward) {
    forwardsLogs = forward;
  }

  /**
   * Returns levels of its own for one that hands its log to this process, if that is the default;
   * else null.
   */
  public static @Nullable LogLevels logsByDefault() {
    return forwardsLogs ? LogLevels.create() : null;
  }

  /** Returns the same with other JVM options. */
  public ChildSpec withJvmOptions(List<String> options) {
    return new ChildSpec(options, environment, directory, executable, launcher, site, output, logs);
  }

  /** Returns the same for another place. */
  public ChildSpec withSite(ProcessSite place) {
    return new ChildSpec(
        jvmOptions, environment, directory, executable, launcher, place, output, logs);
  }

  /** A child with nothing of its own. */
  public static ChildSpec standard() {
    return new ChildSpec(List.of(), Map.of(), null, null, null, null, Output.INHERITED, null);
  }
}
