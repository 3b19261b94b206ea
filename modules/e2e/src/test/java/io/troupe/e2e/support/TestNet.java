package io.troupe.e2e.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of hosts, each in a network namespace of its own, that a test can cut and spoil. The
 * namespaces are held by processes that end with this JVM, and vanish with them.
 */
public final class TestNet implements AutoCloseable {
  private static final String PREFIX = "10.77.0.";

  /** What holds the namespace that connects the others. */
  private final Process hub;

  private final List<Host> hosts = new ArrayList<>();

  private TestNet(Process hub) {
    this.hub = hub;
  }

  /** A host, whose processes run behind a command. */
  public record Host(int number, Process holder) {
    /** Returns its only address. */
    public String address() {
      return PREFIX + number;
    }

    /** Returns what a command has in front to run there. */
    public List<String> front() {
      return List.of("nsenter", "-t", Long.toString(holder.pid()), "-n", "--");
    }
  }

  /** Returns why there can be none; empty if there can. */
  public static String whyNot() throws InterruptedException {
    try (TestNet tried = open(1)) {
      tried.cut(tried.host(1));
      return TestNode.canBeApart() ? "" : "no mount namespaces";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Makes one. */
  public static TestNet open(int hosts) throws IOException, InterruptedException {
    TestNet net = new TestNet(namespace());
    try {
      net.inHub("ip link add br0 type bridge && ip link set br0 up");
      for (int number = 1; number <= hosts; number++) {
        net.add(number);
      }
      return net;
    } catch (IOException | InterruptedException | RuntimeException e) {
      net.close();
      throw e;
    }
  }

  /** Returns what holds a new one. */
  private static Process namespace() throws IOException {
    Process holder = new ProcessBuilder("unshare", "-n", "sh", "-c", "echo there && exec cat")
        .redirectErrorStream(true)
        .start();
    int first = holder.getInputStream().read();
    if (first != 't') {
      throw new IOException("no network namespaces: "
          + (char) first
          + new String(holder.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }
    return holder;
  }

  private void add(int number) throws IOException, InterruptedException {
    Host host = new Host(number, namespace());
    hosts.add(host);
    String port = port(host);
    inHub("ip link add " + port + " type veth peer name eth0 netns "
        + host.holder().pid() + " && ip link set " + port + " master br0 up");
    in(
        host,
        "ip link set lo up && ip addr add " + host.address()
            + "/24 dev eth0 && ip link set eth0 up");
  }

  private static String port(Host host) {
    return "p" + host.number();
  }

  /** @param number from 1 on */
  public Host host(int number) {
    return hosts.get(number - 1);
  }

  /** Has nothing more come to a host, or from it. */
  public void cut(Host host) throws IOException, InterruptedException {
    inHub("bridge link set dev " + port(host) + " state 0");
  }

  /** The end of {@link #cut}. */
  public void connect(Host host) throws IOException, InterruptedException {
    inHub("bridge link set dev " + port(host) + " state 3");
  }

  /** Has nothing of what a host sends come to any other, while it hears them. */
  public void mute(Host host) throws IOException, InterruptedException {
    for (Host other : hosts) {
      if (!other.equals(host)) {
        in(host, "ip route add blackhole " + other.address());
      }
    }
  }

  /** The end of {@link #mute}. */
  public void unmute(Host host) throws IOException, InterruptedException {
    for (Host other : hosts) {
      if (!other.equals(host)) {
        in(host, "ip route del blackhole " + other.address());
      }
    }
  }

  /** Makes the way to a host slow, with little room to wait there. */
  public void spoil(Host host) throws IOException, InterruptedException {
    inHub("tc qdisc add dev " + port(host) + " root tbf rate 1mbit burst 4kb latency 50ms");
  }

  /** The end of {@link #spoil}. */
  public void mend(Host host) throws IOException, InterruptedException {
    inHub("tc qdisc del dev " + port(host) + " root");
  }

  private void inHub(String script) throws IOException, InterruptedException {
    in(new Host(0, hub), script);
  }

  private static void in(Host host, String script) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(host.front());
    command.addAll(List.of("sh", "-c", script));
    Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (run.waitFor() != 0) {
      throw new IOException("cannot " + script + ": " + said.strip());
    }
  }

  @Override
  public void close() {
    hosts.forEach(host -> host.holder().destroyForcibly());
    hub.destroyForcibly();
  }
}
