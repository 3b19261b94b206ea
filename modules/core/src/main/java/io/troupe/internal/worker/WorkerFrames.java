package io.troupe.internal.worker;

import io.troupe.internal.link.FrameHandler;
import io.troupe.proto.DefineFunction;
import io.troupe.proto.Frame;
import io.troupe.proto.Outcome;
import io.troupe.proto.Task;
import io.troupe.proto.TaskBatch;
import io.troupe.proto.Withdrawn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the frames that a host sends to a worker. Only sorts them; on the reader thread of the link. */
final class WorkerFrames implements FrameHandler {
  private static final int MOST_REMEMBERED = 4096;

  private final Inbox<ReceivedTask> inbox;
  private final Outcomes outcomes;

  // All for the reader thread.
  private final Map<Integer, Definition> definitions = new HashMap<>();

  /** Tasks withdrawn that were not here: they have ended, or they come behind the control frame that overtook them. */
  private final Set<Long> withdrawnEarly = new LinkedHashSet<>();

  WorkerFrames(Inbox<ReceivedTask> inbox, Outcomes outcomes) {
    this.inbox = inbox;
    this.outcomes = outcomes;
  }

  @Override
  public void onFrame(Frame frame) {
    switch (frame.getBodyCase()) {
      case TASKS -> onTasks(frame.getTasks());
      case WITHDRAW_TASKS -> onWithdraw(frame.getWithdrawTasks().getTasksList());
      case INTERRUPT_TASK -> inbox.interrupt(frame.getInterruptTask().getTask());
      case STOP_WORKER -> inbox.end();
      default -> throw new IllegalStateException("not for a worker: " + frame.getBodyCase());
    }
  }

  private void onTasks(TaskBatch batch) {
    for (DefineFunction definition : batch.getDefinitionsList()) {
      definitions.put(definition.getSlot(), new Definition(definition.getFunction()));
    }
    List<ReceivedTask> received = new ArrayList<>(batch.getTasksCount());
    for (Task task : batch.getTasksList()) {
      if (withdrawnEarly.isEmpty() || !withdrawnEarly.remove(task.getId())) {
        received.add(new ReceivedTask(task, definition(task)));
      } else {
        giveBack(task.getId());
      }
    }
    inbox.add(received);
    if (received.size() < batch.getTasksCount()) {
      outcomes.flush();
    }
  }

  private Definition definition(Task task) {
    Definition definition = definitions.get(task.getFunction());
    if (definition == null) {
      throw new IllegalStateException("task " + task.getId() + " names a function that is unknown");
    }
    return definition;
  }

  private void onWithdraw(List<Long> ids) {
    Set<Long> wanted = new HashSet<>(ids);
    List<ReceivedTask> taken = inbox.withdraw(id -> ids.isEmpty() || wanted.remove(id));
    taken.forEach(task -> giveBack(task.id()));
    outcomes.flush();
    remember(wanted);
  }

  private void remember(Set<Long> missing) {
    withdrawnEarly.addAll(missing);
    while (withdrawnEarly.size() > MOST_REMEMBERED) {
      withdrawnEarly.remove(withdrawnEarly.iterator().next());
    }
  }

  private void giveBack(long id) {
    Outcome outcome = Outcome.newBuilder()
        .setTask(id)
        .setWithdrawn(Withdrawn.getDefaultInstance())
        .build();
    outcomes.add(outcome, System.nanoTime());
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    // Whoever reads the link ends the process.
  }
}
