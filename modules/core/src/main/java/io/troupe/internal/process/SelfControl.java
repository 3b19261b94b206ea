package io.troupe.internal.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** This JVM. */
final class SelfControl extends FixedControl {

  @Override
  String subject() {
    return "the current process";
  }

  @Override
  public boolean join(@Nullable Duration timeout) {
    throw refused("joined");
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }
}
