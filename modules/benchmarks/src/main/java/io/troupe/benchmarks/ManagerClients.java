package io.troupe.benchmarks;

import io.troupe.Process;
import io.troupe.benchmarks.comparison.Work;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.manager.Manager;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;

/** Has an object of a manager, in a process of its own, used by this process, or by several at once that wait for each round. */
final class ManagerClients implements Work {
  private final Manager manager = Manager.process();
  private final ManagedWork work;
  private final Object object;
  private final List<Process> processes = new ArrayList<>();
  private final List<Connection> clients = new ArrayList<>();

  private ManagerClients(ManagedWork work) {
    this.work = work;
    object = work.make(manager);
  }

  /** The work done by this process. */
  static ManagerClients one(ManagedWork work) {
    return new ManagerClients(work);
  }

  /** The work shared by eight processes. */
  static ManagerClients eight(ManagedWork work) throws Exception {
    ManagerClients clients = new ManagerClients(work);
    for (int i = 0; i < 8; i++) {
      Pipe pipe = Pipe.duplex();
      clients.clients.add(pipe.first());
      clients.processes.add(Process.of(ManagerClients::serve, pipe.second(), work, clients.object)
          .daemon(true)
          .start());
    }
    for (Connection client : clients.clients) {
      client.recv(); // is ready
    }
    return clients;
  }

  /** Runs in a client: does the work as many times as it is told, until nobody tells it any more. */
  static void serve(Connection control, ManagedWork work, Object object) throws Exception {
    control.send("ready");
    try {
      while (true) {
        work.repeat(object, control.recv(Integer.class));
        control.send("done");
      }
    } catch (EOFException e) {
      control.close();
    }
  }

  @Override
  public double round(int count) throws Exception {
    long begin = System.nanoTime();
    if (clients.isEmpty()) {
      work.repeat(object, count);
    } else {
      shared(count / clients.size());
    }
    return System.nanoTime() - begin;
  }

  private void shared(int each) throws Exception {
    for (Connection client : clients) {
      client.send(each);
    }
    for (Connection client : clients) {
      client.recv();
    }
  }

  @Override
  public void close() {
    clients.forEach(Connection::close);
    processes.forEach(Process::terminate);
    manager.close();
  }
}
