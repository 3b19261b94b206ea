package io.troupe.internal.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

/** A logger that lets events through by their level alone. */
public abstract class LevelLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  protected LevelLogger(String name) {
    this.name = name;
  }

  /** Returns whether events of a level are logged. */
  protected abstract boolean lets(Level level);

  @Override
  public final boolean isTraceEnabled() {
    return lets(Level.TRACE);
  }

  @Override
  public final boolean isDebugEnabled() {
    return lets(Level.DEBUG);
  }

  @Override
  public final boolean isInfoEnabled() {
    return lets(Level.INFO);
  }

  @Override
  public final boolean isWarnEnabled() {
    return lets(Level.WARN);
  }

  @Override
  public final boolean isErrorEnabled() {
    return lets(Level.ERROR);
  }

  @Override
  protected final @Nullable String getFullyQualifiedCallerName() {
    return null;
  }
}
