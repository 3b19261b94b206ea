package io.troupe.internal.process;

import io.troupe.Output;
import io.troupe.Process;
import io.troupe.internal.logs.host.LogLevels;
import io.troupe.internal.option.Checks;
import io.troupe.internal.process.launch.ChildOptions;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.process.output.Captured;
import io.troupe.spi.ProcessLauncher;
import io.troupe.spi.ProcessSite;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.event.Level;

/** What a process is told about itself before it starts. Thread-safe. */
public final class ProcessSettings {
  private final String path;
  private final ChildOptions options = new ChildOptions();
  private String name;
  private boolean daemon;
  private boolean mayHaveChildren;
  private boolean interruptEnds;
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

  public synchronized void jvmOptions(List<String> added) {
    options.jvmOptions(added);
  }

  public synchronized void environment(String variable, String value) {
    options.environment(variable, value);
  }

  public synchronized void directory(Path value) {
    options.directory(value);
  }

  public synchronized void executable(Path value) {
    options.executable(value);
  }

  public synchronized void launcher(ProcessLauncher value) {
    options.launcher(value);
  }

  public synchronized void site(ProcessSite value) {
    options.site(value);
  }

  public synchronized void output(Output value) {
    options.output(value);
  }

  public synchronized Output output() {
    return options.output();
  }

  public synchronized void forwardLogs(boolean forward) {
    options.forwardLogs(forward);
  }

  /** Sets a level, before the start or after. */
  public synchronized void logLevel(String logger, Level level) {
    LogLevels logs = options.logs();
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
    return options.spec();
  }
}
