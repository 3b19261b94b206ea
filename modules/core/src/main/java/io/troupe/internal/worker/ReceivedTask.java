package io.troupe.internal.worker;

import io.troupe.proto.Task;

/** A task that came, with the function that its slot meant when it came. */
record ReceivedTask(Task task, Definition definition) implements Inbox.Item {

  @Override
  public long id() {
    return task.getId();
  }
}
