package io.troupe.subprocess;

import io.troupe.internal.subprocess.ProgramPipe;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One or several programs, each of which reads what the one before writes, from their start to
 * their end. Used once.
 */
final class Run {
  /** A killed program ends at once, unless it is not ours to kill. */
  private static final Duration DEATH = Duration.ofSeconds(5);

  private final List<Command> commands;
  private final @Nullable Duration timeout;
  private final byte[] input; // only the first has any
  private final List<Stage> stages = new ArrayList<>();
  private final Exchange exchange = new Exchange();

  Run(List<Command> commands, @Nullable Duration timeout) {
    this.commands = commands;
    this.timeout = timeout;
    input = commands.get(0).options().input();
  }

  List<Completed> completed() throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(timeout);
    boolean done = false;
    try {
      start();
      connect();
      if (timeout != null && !join(deadline)) {
        throw expired(timeout);
      }
      if (timeout == null) {
        join(Deadline.NEVER);
      }
      for (Stage stage : stages) {
        stage.throwFailure();
      }
      done = true;
      return stages.stream().map(Stage::completed).toList();
    } finally {
      if (!done) {
        stages.forEach(stage -> stage.program().killTree());
      }
      for (Stage stage : stages) {
        stage.abandon();
      }
    }
  }

  private void start() throws IOException {
    ProgramPipe before = null;
    for (int i = 0; i < commands.size(); i++) {
      Launch launch = new Launch(commands.get(i));
      if (before != null) {
        launch.from(before, stages.get(i - 1).program().process());
      }
      if (i + 1 < commands.size()) {
        launch.toNext();
      }
      stages.add(Stage.start(launch, commands.get(i)));
      before = launch.after();
    }
  }

  private void connect() {
    for (Stage stage : stages) {
      stage.connect(exchange, input);
      stage.connectServed(exchange);
      stage.feed();
    }
  }

  private boolean join(Deadline deadline) throws IOException, InterruptedException {
    if (!exchange.run(deadline)) {
      return false;
    }
    for (Stage stage : stages) {
      if (!stage.program().waitFor(deadline)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The output that programs wrote before they were killed is still there, even if others hold the
   * other end.
   */
  private TimeoutExpiredException expired(Duration limit) throws IOException, InterruptedException {
    stages.forEach(stage -> stage.program().killTree());
    Deadline death = Deadline.after(DEATH);
    for (Stage stage : stages) {
      stage.program().waitFor(death);
    }
    exchange.drain();
    Stage last = stages.get(stages.size() - 1);
    return new TimeoutExpiredException(
        List.copyOf(last.command().args()), limit, last.capturedOutput(), last.capturedError());
  }
}
