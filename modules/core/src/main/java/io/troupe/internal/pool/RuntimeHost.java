package io.troupe.internal.pool;

import com.google.protobuf.ByteString;
import io.troupe.internal.process.Controls;
import io.troupe.internal.process.Self;
import io.troupe.internal.runtime.CpuGate;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.Identity;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** The runtime of this JVM, as pools need it. */
record RuntimeHost(TroupeRuntime runtime) implements PoolHost {

  static PoolHost current() {
    return new RuntimeHost(TroupeRuntime.current());
  }

  @Override
  public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
    return runtime.spawn(behavior, name);
  }

  @Override
  public ScheduledExecutorService timer() {
    return runtime.timer();
  }

  @Override
  public CpuGate cpu() {
    return runtime.cpu();
  }

  @Override
  public int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public Workers processes(PoolSettings settings) {
    Self.requireMayHaveChildren();
    return new ProcessWorkers(
        settings,
        runtime.children(),
        runtime.payloads(),
        runtime.functions(),
        runtime.failures(),
        name -> identity(name, settings.mayHaveChildren()));
  }

  private static Identity identity(String name, boolean mayHaveChildren) {
    return Identity.newBuilder()
        .setName(name)
        .setDaemon(true)
        .setMayHaveChildren(mayHaveChildren)
        .setPath(Self.nextChildPath())
        .setParentPid(ProcessHandle.current().pid())
        .setParentName(Self.identity().getName())
        .setAuthKey(ByteString.copyFrom(Controls.current().authKey()))
        .build();
  }

  @Override
  public void onClose(AutoCloseable resource) {
    runtime.onClose(resource);
  }

  @Override
  public void removeOnClose(AutoCloseable resource) {
    runtime.removeOnClose(resource);
  }
}
