package io.troupe.internal.process.launch;

import io.troupe.Output;
import io.troupe.spi.ProcessLauncher;
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
 * @param output where standard output and standard error go
 */
public record ChildSpec(
    List<String> jvmOptions,
    Map<String, String> environment,
    @Nullable Path directory,
    @Nullable Path executable,
    @Nullable ProcessLauncher launcher,
    Output output) {

  public ChildSpec {
    jvmOptions = List.copyOf(jvmOptions);
    environment = Map.copyOf(environment);
  }

  /** Returns whether a JVM started as {@code other} wants can serve this one: output can change later. */
  public boolean startsLike(ChildSpec other) {
    return jvmOptions.equals(other.jvmOptions)
        && environment.equals(other.environment)
        && Objects.equals(directory, other.directory)
        && Objects.equals(executable, other.executable)
        && Objects.equals(launcher, other.launcher);
  }

  /** Returns the same with other JVM options. */
  public ChildSpec withJvmOptions(List<String> options) {
    return new ChildSpec(options, environment, directory, executable, launcher, output);
  }

  /** A child with nothing of its own. */
  public static ChildSpec standard() {
    return new ChildSpec(List.of(), Map.of(), null, null, null, Output.INHERITED);
  }
}
