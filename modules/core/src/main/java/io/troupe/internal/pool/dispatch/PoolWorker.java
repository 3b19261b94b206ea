package io.troupe.internal.pool.dispatch;

import io.troupe.internal.wait.ResultSource;
import java.util.List;

/**
 * A worker as its pool sees it. One incarnation: a replacement is another object, and what this one
 * still says concerns no other. Thread-safe; no method throws because the worker is gone.
 */
public interface PoolWorker extends ResultSource {

  String name();

  /** Returns the number of its process, 0 while it is not known. */
  long pid();

  /** Returns the id of the task that it runs, 0 when it runs none. */
  long runningTask();

  /** Returns its resident memory in bytes, 0 when unknown. */
  long residentBytes();

  /** Sends tasks behind those it has. One caller at a time; may block until it takes them. */
  void send(List<PoolTask> tasks);

  /** Asks for tasks back. Each that has not begun is answered by a withdrawn outcome. */
  void withdraw(List<PoolTask> tasks);

  /** Interrupts the task, if it runs. */
  void interrupt(long task);

  /** Lets it finish what it has, and end. */
  void stop();

  /** Asks it to end at once. */
  void terminate();

  /** Ends it. */
  void kill();
}
