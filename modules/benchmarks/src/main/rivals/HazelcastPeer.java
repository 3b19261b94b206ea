import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Member;
import com.hazelcast.collection.IQueue;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.core.IExecutorService;
import com.hazelcast.map.IMap;
import com.hazelcast.replicatedmap.ReplicatedMap;
import com.hazelcast.spi.exception.TargetDisconnectedException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The counterpart of ClusterRows in Hazelcast: a client, three members in JVMs of their own, and rounds as of compare.py:
 * "name count" on standard input, "ok nanoseconds" on standard output. Everything is as it comes out of the box, but for the
 * search for members, which are named. Ends, with its members, when its input does.
 */
public final class HazelcastPeer {
  private static final String CLUSTER = "compare-" + ProcessHandle.current().pid();
  private static final String VALUE = "x".repeat(100);
  private static final int KEYS = 100;
  private static final int CHUNKS = 8;

  private final Map<String, Process> members = new HashMap<>(); // by host:port
  private final HazelcastInstance client;
  private final IExecutorService executor;
  private final IMap<Integer, Object> map;
  private final Map<String, Round> rounds = new HashMap<>();

  private interface Round {
    long run(int count) throws Exception;
  }

  private interface Step {
    void run(int number) throws Exception;
  }

  private HazelcastPeer() throws Exception {
    for (int i = 0; i < 3; i++) {
      startMember();
    }
    ClientConfig config = new ClientConfig();
    config.setClusterName(CLUSTER);
    config.setProperty("hazelcast.logging.type", "none");
    config.getNetworkConfig().addAddress(members.keySet().toArray(String[]::new));
    config.getConnectionStrategyConfig().getConnectionRetryConfig().setClusterConnectTimeoutMillis(60_000);
    client = HazelcastClient.newHazelcastClient(config);
    await(() -> client.getCluster().getMembers().size() == 3);
    executor = client.getExecutorService("executor");
    map = client.getMap("map");
    addCalls();
    addObjects();
    rounds.put("cluster.kill.node", count -> times(count, this::killNode));
    rounds.put("failover.kill", count -> times(count, this::killOwner));
    rounds.put("cluster.join", count -> times(count, this::join));
  }

  private void addCalls() {
    rounds.put("cluster.pool.apply", count -> repeat(count, number -> check(executor.submit(new Same(number)).get() == number)));
    rounds.put("cluster.pool.applyAsync", this::submitAll);
    rounds.put("cluster.pool.map", this::mapAll);
  }

  private void addObjects() {
    IQueue<byte[]> queue = client.getQueue("queue");
    rounds.put("cluster.queue", count -> {
      long begin = System.nanoTime();
      executor.submit(new Producer(count));
      for (int i = 0; i < count; i++) {
        check(queue.take().length == 100);
      }
      return System.nanoTime() - begin;
    });
    for (int key = 0; key < KEYS; key++) {
      map.put(key, key);
    }
    IMap<Integer, Integer> puts = client.getMap("puts"), locks = client.getMap("locks");
    IMap<Integer, String> texts = client.getMap("texts");
    ReplicatedMap<Integer, String> replicated = client.getReplicatedMap("replicated");
    rounds.put("cluster.dict.get", count -> repeat(count, number -> check(map.get(number % KEYS).equals(number % KEYS))));
    rounds.put("cluster.dict.set", count -> repeat(count, number -> puts.put(number % KEYS, number)));
    Step cycle = number -> {
      locks.lock(1);
      locks.unlock(1);
    };
    rounds.put("cluster.lock", count -> repeat(count, cycle));
    rounds.put("failover.lock", count -> repeat(count, cycle));
    rounds.put("failover.write", count -> repeat(count, number -> texts.put(number % KEYS, VALUE)));
    rounds.put("failover.write.x16", count -> atOnce(16, count, number -> texts.put(number % KEYS, VALUE)));
    rounds.put("replicated.write", count -> repeat(count, number -> replicated.put(number % KEYS, VALUE)));
    rounds.put("replicated.write.x16", count -> atOnce(16, count, number -> replicated.put(number % KEYS, VALUE)));
  }

  /** Returns what it was given. */
  private record Same(int number) implements Callable<Integer>, Serializable {
    @Override
    public Integer call() {
      return number;
    }
  }

  /** Returns the numbers of a chunk, each passed through a function. */
  private record Chunk(int[] numbers) implements Callable<int[]>, Serializable {
    @Override
    public int[] call() throws Exception {
      int[] results = new int[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        results[i] = new Same(numbers[i]).call();
      }
      return results;
    }
  }

  /** Puts items of 100 bytes into the queue, at a member. */
  private static final class Producer implements Runnable, Serializable, HazelcastInstanceAware {
    private static final long serialVersionUID = 1L;

    private final int count;
    private transient HazelcastInstance member;

    Producer(int count) {
      this.count = count;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
      member = instance;
    }

    @Override
    public void run() {
      IQueue<byte[]> queue = member.getQueue("queue");
      byte[] item = new byte[100];
      for (int i = 0; i < count; i++) {
        queue.add(item);
      }
    }
  }

  /** Sleeps for so long, at a member. */
  private record Sleep(long millis) implements Callable<Boolean>, Serializable {
    @Override
    public Boolean call() throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(millis);
      return true;
    }
  }

  private long submitAll(int count) throws Exception {
    long begin = System.nanoTime();
    List<Future<Integer>> submitted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      submitted.add(executor.submit(new Same(i)));
    }
    for (int i = 0; i < count; i++) {
      check(submitted.get(i).get() == i);
    }
    return System.nanoTime() - begin;
  }

  private long mapAll(int count) throws Exception {
    List<Integer> items = IntStream.range(0, count).boxed().toList(); // as for Troupe: a list comes in, a list goes out
    long begin = System.nanoTime();
    List<Future<int[]>> submitted = new ArrayList<>();
    int size = (count + CHUNKS - 1) / CHUNKS;
    for (int from = 0; from < count; from += size) {
      List<Integer> chunk = items.subList(from, Math.min(from + size, count));
      submitted.add(executor.submit(new Chunk(chunk.stream().mapToInt(Integer::intValue).toArray())));
    }
    List<Integer> results = new ArrayList<>(count);
    for (Future<int[]> chunk : submitted) {
      for (int number : chunk.get()) {
        results.add(number);
      }
    }
    long nanos = System.nanoTime() - begin;
    check(results.size() == count && results.get(count - 1) == count - 1);
    return nanos;
  }

  /** A task that sleeps at a member that is killed; sent anew, and short, as soon as its loss is known. */
  private long killNode() throws Exception {
    Member victim = client.getCluster().getMembers().iterator().next();
    Future<Boolean> lost = executor.submitToMember(new Sleep(3_600_000), victim);
    check(executor.submitToMember(new Sleep(0), victim).get()); // the other has begun, too
    long begin = System.nanoTime();
    members.remove(addressOf(victim)).destroyForcibly();
    try {
      lost.get();
      throw new IllegalStateException("the task was not lost");
    } catch (ExecutionException e) {
      executor.submit(new Sleep(0)).get();
    }
    long nanos = System.nanoTime() - begin;
    replace();
    return nanos;
  }

  private long killOwner() throws Exception {
    map.put(1, "before");
    Member owner = client.getPartitionService().getPartition(1).getOwner();
    long begin = System.nanoTime();
    members.remove(addressOf(owner)).destroyForcibly();
    try {
      map.put(1, "after");
    } catch (TargetDisconnectedException e) { // it may have its effect, so it is not sent again by itself
      map.put(1, "after");
    }
    long nanos = System.nanoTime() - begin;
    replace();
    return nanos;
  }

  private void replace() throws Exception {
    await(() -> client.getCluster().getMembers().size() == 2);
    startMember();
    await(() -> client.getCluster().getMembers().size() == 3);
    map.put(1, 1);
  }

  private long join() throws Exception {
    long begin = System.nanoTime();
    String address = startMember();
    await(() -> client.getCluster().getMembers().size() == 4);
    long nanos = System.nanoTime() - begin;
    members.remove(address).destroy();
    await(() -> client.getCluster().getMembers().size() == 3);
    return nanos;
  }

  private static String addressOf(Member member) {
    return member.getAddress().getHost() + ":" + member.getAddress().getPort();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalStateException("a wrong result");
    }
  }

  private static long times(int count, Callable<Long> one) throws Exception {
    long nanos = 0;
    for (int i = 0; i < count; i++) {
      nanos += one.call();
    }
    return nanos;
  }

  private static long repeat(int count, Step step) throws Exception {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      step.run(i);
    }
    return System.nanoTime() - begin;
  }

  private static long atOnce(int width, int count, Step step) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(width);
    List<Callable<Long>> parts = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      parts.add(() -> repeat(count / width, step));
    }
    long begin = System.nanoTime();
    for (Future<Long> part : threads.invokeAll(parts)) {
      part.get();
    }
    long nanos = System.nanoTime() - begin;
    threads.shutdown();
    return nanos;
  }

  /** Starts one, and waits until it has joined the others. */
  private String startMember() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), HazelcastPeer.class.getName(), CLUSTER));
    command.addAll(members.keySet());
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader said = process.inputReader();
    String address = said.readLine();
    check(address != null); // else it has ended at once
    members.put(address, process);
    return address;
  }

  /** A member: says where it is, and ends when its input does. */
  private static void beMember(List<String> arguments) throws Exception {
    Config config = new Config();
    config.setClusterName(arguments.get(0));
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(arguments.subList(1, arguments.size()));
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    System.out.println(addressOf(member.getCluster().getLocalMember()));
    while (System.in.read() >= 0) {
      // Nothing is said; the other JVM lives.
    }
    Runtime.getRuntime().halt(0);
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      beMember(List.of(arguments));
      return;
    }
    HazelcastPeer peer = new HazelcastPeer();
    System.out.println("up");
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      try {
        System.out.println("ok " + peer.rounds.get(words[0]).run(Integer.parseInt(words[1])));
      } catch (Exception e) {
        System.out.println("failed: " + e);
      }
    }
    peer.members.values().forEach(Process::destroyForcibly);
    Runtime.getRuntime().halt(0);
  }
}
