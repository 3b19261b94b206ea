package io.troupe.internal.process;

import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
  public CompletableFuture<ObjectRef> lasting(Objects here, long number) {
    return CompletableFuture.completedFuture(here.lasting(number));
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }
}
