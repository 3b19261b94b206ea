package io.troupe.internal.pool.worker;

import io.troupe.Call;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.pool.dispatch.PoolWorker;
import io.troupe.internal.process.Children;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.proto.BecomeWorker;
import io.troupe.proto.Frame;
import io.troupe.proto.Identity;
import io.troupe.proto.Target;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starts processes as workers. */
public final class ProcessWorkers implements Workers {
  private static final int MOST_BOOTS_ELSEWHERE = 16;

  private final ChildSpec spec;
  private final Duration exitLimit;
  private final Children children;
  private final Payloads payloads;
  private final Failures failures;
  private final EncodedValues values;
  private final Function<String, Identity> identities;
  private final @Nullable Target initializer;
  private final Children.Reservation spare;

  /**
   * Encodes the initializer and tries the JVM options, on the thread that makes the pool. Keeps a
   * spare ready, which replaces a worker that is lost or recycled.
   *
   * @param identities makes the identity of a worker with such a name
   */
  public ProcessWorkers(
      PoolSettings settings,
      Children children,
      Payloads payloads,
      Functions functions,
      Failures failures,
      Function<String, Identity> identities) {
    spec = settings.workerSpec();
    exitLimit = settings.exitLimit();
    this.children = children;
    this.payloads = payloads;
    this.failures = failures;
    this.identities = identities;
    values = new EncodedValues(payloads, functions);
    initializer = encode(settings.initializer(), payloads, functions);
    if (!settings.spec().jvmOptions().isEmpty()) {
      children.check(spec);
    }
    spare = children.reserve(spec);
  }

  private static @Nullable Target encode(
      @Nullable Call<Void> initializer, Payloads payloads, Functions functions) {
    if (initializer == null) {
      return null;
    }
    return Target.newBuilder()
        .setFunction(functions.encode(initializer.function()).bytes())
        .setArguments(payloads.encodeArguments(initializer.arguments().toArray()))
        .build();
  }

  @Override
  public PoolWorker start(String name, WorkerEvents events) {
    ProcessWorker worker = new ProcessWorker(name, exitLimit, events, payloads, failures);
    worker.start(children.start(spec, name), become(name));
    return worker;
  }

  private Frame become(String name) {
    BecomeWorker.Builder become = BecomeWorker.newBuilder().setIdentity(identities.apply(name));
    if (initializer != null) {
      become.setInitializer(initializer);
    }
    return Frame.newBuilder().setBecomeWorker(become).build();
  }

  /**
   * The first one that has booted leaves a core to the next; all of them at once would keep each
   * other from working.
   */
  @Override
  public int bootsAtOnce() {
    if (spec.site() != null) {
      return MOST_BOOTS_ELSEWHERE;
    }
    return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }

  @Override
  public void close() {
    spare.close();
  }

  @Override
  public boolean runsCurrentThread() {
    return false;
  }

  @Override
  public Values values() {
    return values;
  }
}
