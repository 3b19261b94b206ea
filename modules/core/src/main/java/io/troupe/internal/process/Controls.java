package io.troupe.internal.process;

import io.troupe.Process;
import io.troupe.proto.Identity;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the right control behind each {@link Process}: a façade alone does not know what it stands
 * for. Static, as {@link Self} is: a JVM is one process, however many runtimes it has.
 */
public final class Controls {
  /** Set once, by the class initialiser of {@link Process}. */
  private static volatile @Nullable BiFunction<ProcessSettings, ProcessControl, Process> facade;

  private static volatile @Nullable Function<Process, ProcessControl> control;

  /** True on the thread that rebuilds a subclass in the process that it started. */
  private static final ThreadLocal<Boolean> REBUILDING = ThreadLocal.withInitial(() -> false);

  /** What a thread is that is a process. */
  private static final ThreadLocal<@Nullable Part> PART = new ThreadLocal<>();

  private static volatile @Nullable Process current;

  private Controls() {}

  /** Tells how a façade is made, and what is behind one, which only its own class can say. */
  public static void facade(
      BiFunction<ProcessSettings, ProcessControl, Process> constructor,
      Function<Process, ProcessControl> inside) {
    facade = constructor;
    control = inside;
  }

  /** Returns what is behind a façade. */
  public static ProcessControl of(Process process) {
    return Objects.requireNonNull(control, "set by Process").apply(process);
  }

  public static ProcessSettings settingsForSubclass() {
    return REBUILDING.get() ? ownSettings() : ProcessSettings.ofNew();
  }

  /**
   * Returns what is behind a subclass.
   *
   * @param processes asked for where the subclass is yet to be started
   */
  public static ProcessControl forSubclass(
      ProcessSettings settings, Supplier<Processes> processes) {
    return REBUILDING.get() ? new SelfControl() : new JvmControl(processes.get(), settings, null);
  }

  /** Runs {@code construction}, whose process is the one that this JVM is. */
  static Process rebuild(Construction construction) throws ReflectiveOperationException {
    REBUILDING.set(true);
    try {
      Process process = construction.construct();
      current = process;
      return process;
    } finally {
      REBUILDING.remove();
    }
  }

  /** Makes the façade of a process that {@code control} is behind. */
  static Process make(ProcessSettings settings, ProcessControl control) {
    try {
      MethodHandles.lookup().ensureInitialized(Process.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Process is public", e);
    }
    return Objects.requireNonNull(facade, "set by Process").apply(settings, control);
  }

  /** A process that is a thread, and the one that started it. */
  private record Part(Process process, Process parent) {}

  /** Runs {@code body}, on the calling thread, as what {@code process} does. */
  static void be(Process process, Process parent, Runnable body) {
    PART.set(new Part(process, parent));
    try {
      body.run();
    } finally {
      PART.remove();
    }
  }

  /** Returns the process that the calling thread is, else the one that this JVM is. */
  public static Process current() {
    Part part = PART.get();
    return part == null ? ofThisJvm() : part.process();
  }

  private static synchronized Process ofThisJvm() {
    if (current == null) {
      current = make(ownSettings(), new SelfControl());
    }
    return current;
  }

  /** Returns the process that started this one. */
  public static Optional<Process> parent() {
    Part part = PART.get();
    if (part != null) {
      return Optional.of(part.parent());
    }
    Identity self = Self.identity();
    if (!Self.isChild()) {
      return Optional.empty();
    }
    ProcessSettings settings =
        ProcessSettings.of(self.getParentName(), false, current().authKey());
    return Optional.of(make(settings, new ParentControl(self.getParentPid())));
  }

  private static ProcessSettings ownSettings() {
    Identity self = Self.identity();
    return ProcessSettings.of(self.getName(), self.getDaemon(), AuthKey.initial());
  }

  /** Makes an instance of a subclass. */
  interface Construction {
    Process construct() throws ReflectiveOperationException;
  }
}
