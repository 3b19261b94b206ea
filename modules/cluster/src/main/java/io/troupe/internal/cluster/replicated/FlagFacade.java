package io.troupe.internal.cluster.replicated;

import static java.util.Objects.requireNonNull;

import io.troupe.cluster.Consistency;
import io.troupe.cluster.ReplicatedFlag;
import io.troupe.manager.Registration;
import java.util.Optional;

/** A flag, as it is used. */
record FlagFacade(SharedName object) implements ReplicatedFlag {
  @Override
  public boolean isOn() {
    return object.get(SharedName.ONLY).isPresent();
  }

  @Override
  public void switchOn() {
    object.put(SharedName.ONLY);
  }

  @Override
  public ReplicatedFlag with(Consistency consistency) {
    return new FlagFacade(object.with(consistency));
  }

  @Override
  public Registration onSwitchedOn(Runnable listener) {
    requireNonNull(listener, "listener");
    return Watcher.startFromNothing(object, new Once(listener));
  }

  /** A node that knows less may come after one that knows more. */
  private static final class Once implements Watcher.Listener {
    private final Runnable listener;
    private boolean told;

    Once(Runnable listener) {
      this.listener = listener;
    }

    @Override
    public void changed(String key, Optional<byte[]> value) {
      if (value.isPresent() && !told) {
        told = true;
        listener.run();
      }
    }
  }

  @Override
  public String toString() {
    return "ReplicatedFlag[" + object + "]";
  }
}
