package io.troupe.internal.process.launch;

import static java.util.Objects.requireNonNull;

import io.troupe.Output;
import io.troupe.internal.logs.host.LogLevels;
import io.troupe.spi.ProcessLauncher;
import io.troupe.spi.ProcessSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link ChildSpec} while the program says what is to be in it. Not thread-safe. */
public final class ChildOptions {
  private final List<String> jvmOptions = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Path directory;
  private @Nullable Path executable;
  private @Nullable ProcessLauncher launcher;
  private @Nullable ProcessSite site;
  private Output output = Output.INHERITED;
  private @Nullable LogLevels logs = ChildSpec.logsByDefault();

  /** Adds options. */
  public void jvmOptions(List<String> options) {
    jvmOptions.addAll(options);
  }

  /** Adds a variable. */
  public void environment(String name, String value) {
    environment.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
  }

  public void directory(Path value) {
    directory = requireNonNull(value, "directory");
  }

  public void executable(Path value) {
    executable = requireNonNull(value, "executable");
  }

  public void launcher(ProcessLauncher value) {
    launcher = requireNonNull(value, "launcher");
  }

  public void site(ProcessSite value) {
    site = requireNonNull(value, "site");
  }

  public @Nullable ProcessSite site() {
    return site;
  }

  public void output(Output value) {
    output = requireNonNull(value, "output");
  }

  public Output output() {
    return output;
  }

  public void forwardLogs(boolean forward) {
    logs = forward ? LogLevels.create() : null;
  }

  /** Returns the levels of its loggers; null if its log does not come here. */
  public @Nullable LogLevels logs() {
    return logs;
  }

  public ChildSpec spec() {
    return new ChildSpec(
        jvmOptions, environment, directory, executable, launcher, site, output, logs);
  }
}
