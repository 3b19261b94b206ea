package io.troupe.internal.boot;

import io.troupe.Process;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.process.Self;
import io.troupe.internal.process.SubclassFields;
import io.troupe.internal.worker.ChildContext;
import io.troupe.proto.BecomeProcess;
import io.troupe.proto.Target;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** To be a {@link io.troupe.Process}: runs its target, or its own {@code run()}, once. */
final class ProcessAssignment implements Assignment {
  private final BecomeProcess become;
  private final InterruptibleMain main;

  ProcessAssignment(BecomeProcess become, InterruptibleMain main) {
    this.become = become;
    this.main = main;
  }

  @Override
  public End run(ChildContext context) {
    Self.become(become.getIdentity());
    return perform(context);
  }

  /** Runs the program's code as a process without an identity. */
  End perform(ChildContext context) {
    Narration.begin();
    End end = outcome(context);
    Narration.end(end);
    return end;
  }

  private End outcome(ChildContext context) {
    try {
      Callable<@Nullable Object> work = work(context);
      main.run(work);
      return new End(0, null);
    } catch (Throwable e) { // what the program throws ends the program, and is its result
      return failed(e, context.failures());
    }
  }

  /** Returns the program's code, with all that it needs: an interrupt is for the code alone. */
  private Callable<@Nullable Object> work(ChildContext context)
      throws ReflectiveOperationException {
    if (become.hasSubclass()) {
      Process process = SubclassFields.rebuild(become.getSubclass(), context.payloads());
      return new Running(process);
    }
    Target target = become.getTarget();
    Object function = context.functions().decode(target.getFunction());
    @Nullable Object[] arguments = context.payloads().decodeArguments(target.getArguments());
    return new Call(function, arguments);
  }

  private record Running(Process process) implements Callable<@Nullable Object> {
    @Override
    public @Nullable Object call() throws Exception {
      process.run();
      return null;
    }
  }

  private static final class Call implements Callable<@Nullable Object> {
    private final Object function;
    private final @Nullable Object[] arguments;

    Call(Object function, @Nullable Object[] arguments) {
      this.function = function;
      this.arguments = arguments;
    }

    @Override
    public @Nullable Object call() throws Exception {
      return Invocation.call(function, arguments);
    }
  }

  private End failed(Throwable failure, Failures failures) {
    System.err.println("Process " + become.getIdentity().getName() + ":");
    failure.printStackTrace();
    String origin = Self.origin();
    return new End(1, failures.encode(failure, origin));
  }
}
