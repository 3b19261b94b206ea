package io.troupe.samples;

import io.troupe.Queue;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Hands work over a network: a server that shares a queue, and clients that take from it, in two commands.
 *
 * <p>Python's original, whose {@code QueueManager} both sides define:
 *
 * <pre>{@code
 * QueueManager.register("get_queue", callable=lambda: queue)
 * m = QueueManager(address=("", 50000), authkey=b"abracadabra")          # server
 * m = QueueManager(address=("host", 50000), authkey=b"abracadabra"); m.connect()   # client
 * }</pre>
 *
 * <p>Run {@code samples/run remote-manager server 50000} and, elsewhere, {@code samples/run remote-manager client
 * localhost 50000}. Without arguments it is both. On a real network both sides add TLS: {@code
 * ConnectionOptions.withTls}. The client prints:
 *
 * <pre>
 * Job 1: 1 squared is 1
 * Job 2: 2 squared is 4
 * Job 3: 3 squared is 9
 * The server knows 3 results: {1=1, 2=4, 3=9}
 * </pre>
 */
public final class RemoteManagerSample {
  private static final byte[] KEY = "abracadabra".getBytes(StandardCharsets.UTF_8);

  private RemoteManagerSample() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 0) {
      try (Manager manager = serve(0)) {
        work((InetSocketAddress) manager.address().orElseThrow());
      }
    } else if (args[0].equals("server")) {
      try (Manager manager = serve(Integer.parseInt(args[1]))) {
        System.out.println("Serves at " + manager.address().orElseThrow() + "; Ctrl-C ends it.");
        Thread.sleep(Long.MAX_VALUE);
      }
    } else {
      work(new InetSocketAddress(args[1], Integer.parseInt(args[2])));
    }
  }

  private static Manager serve(int port) throws IOException, InterruptedException {
    Manager manager = Manager.serve(new InetSocketAddress(port), KEY);
    Queue<Integer> jobs = manager.queue();
    ManagedMap<Integer, Integer> results = manager.dict();
    manager.register("jobs", Queue.class, () -> jobs); // the same one for all clients
    manager.register("results", ManagedMap.class, () -> results);
    for (int job = 1; job <= 3; job++) {
      jobs.put(job);
    }
    return manager;
  }

  @SuppressWarnings("unchecked") // as registered above
  private static void work(InetSocketAddress address) throws IOException, InterruptedException {
    try (Manager manager = Manager.connect(address, KEY)) {
      Queue<Integer> jobs = manager.create("jobs", Queue.class);
      ManagedMap<Integer, Integer> results = manager.create("results", ManagedMap.class);
      while (!jobs.isEmpty()) {
        int job = jobs.get();
        System.out.printf("Job %d: %d squared is %d%n", job, job, job * job);
        results.put(job, job * job);
      }
      System.out.printf("The server knows %d results: %s%n", results.size(), results);
    }
  }
}
