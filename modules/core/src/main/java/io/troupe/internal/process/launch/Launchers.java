package io.troupe.internal.process.launch;

import io.troupe.ProcessStartException;
import io.troupe.spi.ProcessLauncher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Starts JVMs with the launcher that a process wants, else with the one that the program names,
 * else here. Thread-safe.
 */
public final class Launchers {
  private static final ProcessLauncher LOCAL = ProcessBuilder::start;

  /** Looked for when the first process starts. */
  private @Nullable ProcessLauncher standard;

  /** Returns whether starting such a process runs no code of the program, which might block. */
  public boolean startsLocally(ChildSpec spec) {
    return launcherOf(spec) == LOCAL;
  }

  /**
   * Starts a JVM.
   *
   * @throws ProcessStartException if the launcher throws anything
   */
  public Process start(ProcessBuilder jvm, ChildSpec spec) {
    ProcessLauncher launcher = launcherOf(spec);
    try {
      return Objects.requireNonNull(launcher.launch(jvm), "the launcher returned no process");
    } catch (IOException | RuntimeException e) {
      String through = launcher == LOCAL ? "" : " through " + launcher;
      throw new ProcessStartException("cannot start a JVM" + through + ": " + reason(e), e);
    } catch (OutOfMemoryError e) { // of the thread that waits for its end
      throw new ProcessStartException("cannot start a JVM: " + e.getMessage(), e);
    }
  }

  private static String reason(Exception e) {
    return e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
  }

  private ProcessLauncher launcherOf(ChildSpec spec) {
    return spec.launcher() != null ? spec.launcher() : standard();
  }

  private synchronized ProcessLauncher standard() {
    if (standard == null) {
      standard = find();
    }
    return standard;
  }

  private static ProcessLauncher find() {
    List<ProcessLauncher> named = load(ServiceLoader.load(ProcessLauncher.class));
    if (named.size() > 1) {
      throw new ProcessStartException("more than one process launcher is named in "
          + "META-INF/services: " + named + "; keep one");
    }
    return named.isEmpty() ? LOCAL : named.get(0);
  }

  private static List<ProcessLauncher> load(ServiceLoader<ProcessLauncher> loader) {
    try {
      List<ProcessLauncher> found = new ArrayList<>();
      loader.forEach(found::add);
      return found;
    } catch (ServiceConfigurationError e) {
      throw new ProcessStartException("the process launcher cannot be used: " + e.getMessage(), e);
    }
  }
}
