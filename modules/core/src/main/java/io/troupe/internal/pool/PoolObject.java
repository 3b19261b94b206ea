package io.troupe.internal.pool;

import com.google.protobuf.ByteString;
import io.troupe.BrokenPoolException;
import io.troupe.Progress;
import io.troupe.WorkerInfo;
import io.troupe.function.Task0;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectMessage.CallerGone;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.payload.lambda.EncodedFunction;
import io.troupe.internal.pool.crew.PoolCore;
import io.troupe.internal.pool.crew.PoolEnd;
import io.troupe.internal.pool.crew.PoolHost;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.dispatch.TaskListener;
import io.troupe.internal.pool.dispatch.Terms;
import io.troupe.internal.pool.result.Lease;
import io.troupe.internal.pool.worker.EncodedOutcome;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.system.Role;
import io.troupe.internal.wait.SerialThread;
import io.troupe.internal.worker.TaskCall;
import io.troupe.proto.DefineFunction;
import io.troupe.proto.DropTasks;
import io.troupe.proto.Frame;
import io.troupe.proto.OutcomeBatch;
import io.troupe.proto.PoolCall;
import io.troupe.proto.PoolFrame;
import io.troupe.proto.PoolState;
import io.troupe.proto.Task;
import io.troupe.proto.TaskBatch;
import io.troupe.proto.TaskOutcome;
import io.troupe.proto.TaskShape;
import io.troupe.proto.TaskTerms;
import io.troupe.proto.WithdrawTasks;
import io.troupe.proto.Withdrawn;
import io.troupe.proto.WorkerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * The actor of a pool that other processes use: takes their tasks as they come, encoded, and sends
 * back how they ended. What may block has a thread of its own. The pool ends with it.
 */
final class PoolObject implements Role<ObjectMessage> {
  private final PoolCore pool;

  /** Keeps the pool, which others use. */
  private final Lease lease;

  private final long number;
  private final PoolHost host;
  private final String origin = "pid " + ProcessHandle.current().pid();
  private final SerialThread aside;
  private final Map<Caller, User> users = new HashMap<>();

  /**
   * @param pool held open by {@code lease}
   * @param number that of the object
   */
  PoolObject(PoolCore pool, Lease lease, long number) {
    this.pool = pool;
    this.lease = lease;
    this.number = number;
    host = pool.host();
    aside = new SerialThread(pool.name() + "-aside");
  }

  @Override
  public boolean onMessage(ObjectMessage message) {
    if (message instanceof Request request) {
      onRequest(request);
    } else if (message instanceof CallerGone gone) {
      onCallerGone(gone);
    } else {
      return false;
    }
    return true;
  }

  private void onRequest(Request request) {
    User user = users.computeIfAbsent(request.caller(), User::new);
    PoolFrame body = request.frame().getPool();
    switch (body.getBodyCase()) {
      case TASKS -> user.onTasks(body.getTasks());
      case DROP_TASKS -> user.onDrop(body.getDropTasks());
      case WITHDRAW_TASKS ->
        aside.execute(() -> request.reply(user.withdrawn(body.getWithdrawTasks())));
      case CALL -> onCall(request, body.getCall().getKind(), user);
      default ->
        request.reply(Refusals.encode(
            new IllegalArgumentException("not for a pool: " + request.frame().getBodyCase())));
    }
  }

  private void onCall(Request request, PoolCall.Kind kind, User user) {
    switch (kind) {
      case CLOSE -> {
        pool.shutdown();
        request.reply(
            frame(PoolFrame.newBuilder().setState(PoolState.newBuilder().setClosed(true))));
      }
      case TERMINATE -> terminate(request, PoolEnd.TERMINATE, user);
      case TERMINATE_ONLY -> terminate(request, PoolEnd.TERMINATE_ONLY, user);
      case KILL -> terminate(request, PoolEnd.KILL, user);
      case AWAIT_END -> pool.end().thenRun(() -> request.reply(state(List.of())));
      default -> aside.execute(() -> request.reply(state(pool.workers())));
    }
  }

  private void terminate(Request request, PoolEnd how, User user) {
    PoolState.Builder state = PoolState.newBuilder().setClosed(true);
    for (PoolTask task : pool.terminate(how)) {
      if (task.listener instanceof Submitted submitted && submitted.user() == user) {
        state.addWaiting(submitted.id());
      }
    }
    request.reply(frame(PoolFrame.newBuilder().setState(state)));
  }

  private Frame.Builder state(List<WorkerInfo> workers) {
    Progress progress = pool.progress();
    PoolState.Builder state = PoolState.newBuilder()
        .setClosed(pool.isClosed())
        .setTotal(progress.total())
        .setDone(progress.done())
        .setFailed(progress.failed())
        .setRunning(progress.running());
    for (WorkerInfo worker : workers) {
      WorkerState.Builder each = WorkerState.newBuilder()
          .setPid(worker.pid())
          .setName(worker.name())
          .setTasksDone(worker.tasksDone())
          .setResidentBytes(worker.residentBytes());
      worker.runningTask().ifPresent(each::setTask);
      state.addWorkers(each);
    }
    try {
      pool.checkOpen();
    } catch (BrokenPoolException e) {
      state.setBroken(host.failures().encode(e, origin));
    } catch (RejectedExecutionException e) {
      // It was closed, which says enough.
    }
    return frame(PoolFrame.newBuilder().setState(state));
  }

  private static Frame.Builder frame(PoolFrame.Builder body) {
    return Frame.newBuilder().setPool(body);
  }

  /** The ends of its tasks are not waited for any more. */
  private void onCallerGone(CallerGone gone) {
    User user = users.remove(gone.caller());
    if (user != null) {
      pool.abort(user.takeAll());
    }
  }

  @Override
  public void onEnd() {
    lease.target().terminate(PoolEnd.TERMINATE);
  }

  /** A process that uses the pool. */
  private final class User {
    private final Caller caller;

    /** For the actor only. */
    private final Map<Integer, EncodedFunction> functions = new HashMap<>();

    /** Those whose ends are to be told, by the numbers that their sender gave them. */
    private final Map<Long, PoolTask> tasks = new ConcurrentHashMap<>();

    User(Caller caller) {
      this.caller = caller;
    }

    private void onTasks(TaskBatch batch) {
      for (DefineFunction definition : batch.getDefinitionsList()) {
        functions.put(
            definition.getSlot(), EncodedFunction.received(definition.getFunction(), "a function"));
      }
      batch.getTasksList().forEach(this::submit);
    }

    private void submit(Task received) {
      PoolTask task = task(received);
      tasks.put(received.getId(), task);
      try {
        pool.dispatch().submitLater(task);
      } catch (RuntimeException e) { // the pool takes no more
        task.listener.ended(task, Outcome.failed(e));
      }
    }

    private PoolTask task(Task received) {
      EncodedFunction function = functions.get(received.getFunction());
      if (function == null) {
        throw new IllegalStateException("task " + received.getId() + " names an unknown function");
      }
      TaskTerms terms = received.getTerms();
      boolean threads = pool.settings().threads();
      ByteString arguments = received.getArguments();
      TaskShape shape = received.getShape();
      return new PoolTask(
          new Submitted(this, received.getId()),
          new Terms(
              threads ? decoding(function, shape, arguments) : function,
              threads ? TaskShape.CALL : shape,
              terms.getTimeoutNanos(),
              terms.getRetries(),
              terms.getName()),
          threads ? new Object[0] : arguments,
          threads ? 0 : arguments.size(),
          0,
          terms.getItems());
    }

    /** A thread is given what it can call. */
    private Task0<ByteString> decoding(
        EncodedFunction function, TaskShape shape, ByteString arguments) {
      return () -> {
        Object decoded = host.functions().decode(function.bytes());
        Object result =
            TaskCall.run(shape, decoded, TaskCall.arguments(shape, arguments, host.payloads()));
        return TaskCall.result(shape, result, host.payloads());
      };
    }

    private void onDrop(DropTasks drop) {
      List<PoolTask> dropped = new ArrayList<>();
      for (long id : drop.getTasksList()) {
        PoolTask task = tasks.remove(id);
        if (task != null) {
          dropped.add(task);
        }
      }
      if (drop.getRunning()) {
        pool.abort(dropped);
      } else {
        pool.takeBack(dropped);
      }
    }

    private Frame.Builder withdrawn(WithdrawTasks withdraw) {
      OutcomeBatch.Builder batch = OutcomeBatch.newBuilder();
      for (long id : withdraw.getTasksList()) {
        PoolTask task = tasks.get(id);
        if (task != null && pool.withdraw(task)) {
          tasks.remove(id);
          batch.addOutcomes(
              TaskOutcome.newBuilder().setTask(id).setWithdrawn(Withdrawn.getDefaultInstance()));
        }
      }
      return frame(PoolFrame.newBuilder().setOutcomes(batch));
    }

    private List<PoolTask> takeAll() {
      List<PoolTask> all = List.copyOf(tasks.values());
      tasks.clear();
      return all;
    }

    private void tell(long id, PoolTask task, Outcome<?> outcome) {
      if (tasks.remove(id) != null) {
        TaskOutcome told =
            encoded(outcome).setTask(id).setAttempts(task.attempts).build();
        OutcomeBatch.Builder batch =
            OutcomeBatch.newBuilder().addOutcomes(told).setAppetite(pool.appetite());
        caller.tell(number, frame(PoolFrame.newBuilder().setOutcomes(batch)));
      }
    }

    private TaskOutcome.Builder encoded(Outcome<?> outcome) {
      TaskOutcome asItCame = outcome instanceof EncodedOutcome encoded ? encoded.encoded() : null;
      if (asItCame != null) {
        return asItCame.toBuilder();
      }
      TaskOutcome.Builder builder = TaskOutcome.newBuilder();
      if (outcome.returned()) { // by a thread
        return builder.setReturned((ByteString) outcome.value());
      }
      Throwable failure = outcome.failure();
      return outcome.cancelled()
          ? builder.setCancelled(String.valueOf(failure.getMessage()))
          : builder.setThrown(host.failures().encode(failure, origin));
    }
  }

  /** A task that a user sent. */
  private record Submitted(User user, long id) implements TaskListener {
    @Override
    public void ended(PoolTask task, Outcome<?> outcome) {
      user.tell(id, task, outcome);
    }
  }
}
