package io.troupe.internal.worker;

import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.proto.DefineFunction;
import io.troupe.proto.Frame;
import io.troupe.proto.OutcomeBatch;
import io.troupe.proto.PoolFrame;
import io.troupe.proto.Task;
import io.troupe.proto.TaskBatch;
import io.troupe.proto.TaskOutcome;
import io.troupe.proto.Withdrawn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames that a host sends to a worker. Only sorts them; on the reader thread of the
 * link.
 */
final class WorkerFrames implements FrameHandler {
  private static final int MOST_REMEMBERED = 4096;

  private final Inbox<ReceivedTask> inbox;
  private final Link link;

  // All for the reader thread.
  private final Map<Integer, Definition> definitions = new HashMap<>();

  /**
   * Tasks withdrawn that were not here: they have ended, or they come behind the control frame that
   * overtook them.
   */
  private final Set<Long> withdrawnEarly = new LinkedHashSet<>();

  WorkerFrames(Inbox<ReceivedTask> inbox, Link link) {
    this.inbox = inbox;
    this.link = link;
  }

  @Override
  public void onFrame(Frame frame) {
    PoolFrame body = frame.getPool();
    switch (body.getBodyCase()) {
      case TASKS -> onTasks(body.getTasks());
      case WITHDRAW_TASKS -> onWithdraw(body.getWithdrawTasks().getTasksList());
      case INTERRUPT_TASK -> inbox.interrupt(body.getInterruptTask().getTask());
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
      received.add(new ReceivedTask(task, definition(task)));
    }
    if (!withdrawnEarly.isEmpty()) {
      giveBack(takeWithdrawn(received));
    }
    inbox.add(received);
  }

  private List<Long> takeWithdrawn(List<ReceivedTask> received) {
    List<Long> taken = new ArrayList<>();
    for (Iterator<ReceivedTask> all = received.iterator(); all.hasNext(); ) {
      long id = all.next().id();
      if (withdrawnEarly.remove(id)) {
        all.remove();
        taken.add(id);
      }
    }
    return taken;
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
    giveBack(taken.stream().map(ReceivedTask::id).toList());
    remember(wanted);
  }

  private void remember(Set<Long> missing) {
    withdrawnEarly.addAll(missing);
    while (withdrawnEarly.size() > MOST_REMEMBERED) {
      withdrawnEarly.remove(withdrawnEarly.iterator().next());
    }
  }

  /** Answers ahead of results, of which some may be large. */
  private void giveBack(List<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    OutcomeBatch.Builder batch = OutcomeBatch.newBuilder();
    for (long id : ids) {
      batch.addOutcomes(
          TaskOutcome.newBuilder().setTask(id).setWithdrawn(Withdrawn.getDefaultInstance()));
    }
    link.sendControl(
        Frame.newBuilder().setPool(PoolFrame.newBuilder().setOutcomes(batch)).build());
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    // The thread that reads the link ends the process.
  }
}
