package io.troupe.internal.process;

import io.troupe.Output;
import io.troupe.Process;
import io.troupe.internal.logs.host.LogLevels;
import io.troupe.internal.option.Checks;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.process.output.Captured;
import io.troupe.spi.ProcessLauncher;
import io.troupe.spi.ProcessSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What a process is told about itself before it starts. Thread-safe. */
public final class ProcessSettings {
  private final String path;
  private final List<String> jvmOptions = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private String name;
  private boolean daemon;
  private boolean mayHaveChildren;
  private boolean interruptEnds;
  private @Nullable Path directory;
  private @Nullable Path executable;
  private @Nullable ProcessLauncher launcher;
  private @Nullable ProcessSite site;
  private Output output = Output.INHERITED;
  private @Nullable LogLevels logs = ChildSpec.logsByDefault();
  private int captureLimit = Captured.DEFAULT_LIMIT;
  private byte[] authKey;

  private ProcessSettings(String path, String name, boolean daemon, byte[] authKey) {
    this.path = path;
    this.name = name;
    this.daemon = daemon;
    this.authKey = authKey;
  }

  /** Settings of a new process, with the next name. */
  public static ProcessSettings ofNew() {
    String path = Self.nextChildPath();
    Process current = Controls.current();
    return new ProcessSettings(path, "Process-" + path, current.isDaemon(), current.authKey());
  }

  /** Settings of a process that runs already, as it knows them. */
  static ProcessSettings of(String name, boolean daemon, byte[] authKey) {
    return new ProcessSettings("", name, daemon, authKey);
  }

  /** Returns these settings for a change, which {@code control} must still allow. */
  public ProcessSettings change(ProcessControl control) {
    if (control.isStarted()) {
      throw new IllegalStateException(
          "process '" + name() + "' has already been started; its settings are fixed");
    }
    return this;
  }

  public synchronized void name(String value) {
    name = Objects.requireNonNull(value, "name");
  }

  public synchronized String name() {
    return name;
  }

  public synchronized void daemon(boolean value) {
    daemon = value;
  }

  public synchronized boolean daemon() {
    return daemon;
  }

  public synchronized void mayHaveChildren(boolean value) {
    mayHaveChildren = value;
  }

  synchronized boolean mayHaveChildren() {
    return mayHaveChildren;
  }

  public synchronized void interruptEnds(boolean value) {
    interruptEnds = value;
  }

  synchronized boolean interruptEnds() {
    return interruptEnds;
  }

  public synchronized void jvmOptions(List<String> options) {
    jvmOptions.addAll(options);
  }

  public synchronized void environment(String variable, String value) {
    environment.put(
        Objects.requireNonNull(variable, "name"), Objects.requireNonNull(value, "value"));
  }

  public synchronized void directory(Path value) {
    directory = Objects.requireNonNull(value, "directory");
  }

  public synchronized void executable(Path value) {
    executable = Objects.requireNonNull(value, "executable");
  }

  public synchronized void launcher(ProcessLauncher value) {
    launcher = Objects.requireNonNull(value, "launcher");
  }

  public synchronized void site(ProcessSite value) {
    site = Objects.requireNonNull(value, "site");
  }

  public synchronized void output(Output value) {
    output = Objects.requireNonNull(value, "output");
  }

  public synchronized Output output() {
    return output;
  }

  public synchronized void forwardLogs(boolean forward) {
    logs = forward ? LogLevels.create() : null;
  }

  /** Sets a level, before the start or after. */
  public synchronized void logLevel(String logger, Level level) {
    if (logs == null) {
      throw new IllegalStateException("the log of process '"
          + name
          + "' does not come here; call forwardLogs(true) before it starts");
    }
    logs.set(logger, level);
  }

  public synchronized void captureLimit(int characters) {
    Checks.positive("captureLimit", characters);
    captureLimit = characters;
  }

  synchronized int captureLimit() {
    return captureLimit;
  }

  public synchronized byte[] authKey() {
    return authKey.clone();
  }

  public synchronized void authKey(byte[] key) {
    authKey = key.clone();
  }

  String path() {
    return path;
  }

  synchronized ChildSpec spec() {
    return new ChildSpec(
        jvmOptions, environment, directory, executable, launcher, site, output, logs);
  }
}
