package io.troupe.internal.cluster.consensus;

import com.google.protobuf.ByteString;
import io.troupe.proto.ConsensusMail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Nodes of one JVM, with a post that may be cut. */
final class LocalNodes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final List<Peer> peers = new CopyOnWriteArrayList<>();
  private final Map<String, RaftConsensus> nodes = new ConcurrentHashMap<>();
  private final Map<String, ExecutorService> boxes = new ConcurrentHashMap<>();
  private final Map<String, Texts> machines = new ConcurrentHashMap<>();
  private final Set<String> cut = ConcurrentHashMap.newKeySet();
  private final Set<String> askedForVotes = ConcurrentHashMap.newKeySet();

  /** Starts one; the first founds the group. Returns its address. */
  String start() {
    String address = "local://node" + nodes.size() + "#1";
    Post post = new Post() {
      @Override
      public void send(String to, ConsensusMail.Builder mail) {
        if (mail.getRaft().hasPreVoteRequest()) {
          askedForVotes.add(address);
        }
        deliver(address, to, mail.setFrom(address).build().toByteString());
      }

      @Override
      public void prepare(String to) {}

      @Override
      public void close() {}
    };
    RaftConsensus node = new RaftConsensus(
        address, post, () -> machine(address), () -> List.copyOf(peers), PATIENCE);
    boxes.put(address, Executors.newSingleThreadExecutor());
    receivers.put(address, node);
    nodes.put(address, node);
    peers.add(new Peer(address, address, true));
    if (nodes.size() == 1) {
      node.found();
    }
    return address;
  }

  private final Map<String, Post.Recipient> receivers = new ConcurrentHashMap<>();

  private Texts machine(String address) {
    Texts machine = new Texts();
    machines.put(address, machine);
    return machine;
  }

  private void deliver(String from, String to, ByteString mail) {
    ExecutorService box = boxes.get(to);
    if (box != null && !cut.contains(from) && !cut.contains(to)) {
      box.execute(() -> receivers.get(to).receive(parsed(mail)));
    }
  }

  private static ConsensusMail parsed(ByteString mail) {
    try {
      return ConsensusMail.parseFrom(mail);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  RaftConsensus node(String address) {
    return nodes.get(address);
  }

  Texts machineOf(String address) {
    return machines.get(address);
  }

  boolean isMember(String address) {
    return machines.containsKey(address);
  }

  /** Returns whether it has asked for votes since it was asked this last. */
  boolean hasAskedForVotes(String address) {
    return askedForVotes.remove(address);
  }

  /** Nothing comes from it or reaches it any more. */
  void cut(String address) {
    cut.add(address);
  }

  void mend(String address) {
    cut.remove(address);
  }

  /** The cluster gives it up. */
  void remove(String address) {
    peers.removeIf(peer -> peer.address().equals(address));
  }

  @Override
  public void close() {
    nodes.values().forEach(RaftConsensus::close);
    boxes.values().forEach(ExecutorService::shutdown);
  }

  /** Keeps all texts in order; a question for any of them is answered with how many there are. */
  static final class Texts implements Machine {
    private final List<ByteString> texts = new ArrayList<>();

    @Override
    public synchronized ByteString apply(long index, ByteString command) {
      texts.add(command);
      return number();
    }

    private ByteString number() {
      return ByteString.copyFromUtf8(Integer.toString(texts.size()));
    }

    @Override
    public synchronized ByteString query(ByteString query) {
      return number();
    }

    synchronized List<ByteString> texts() {
      return List.copyOf(texts);
    }

    @Override
    public CompletableFuture<ByteString> settled(
        ByteString request, boolean readOnly, ByteString result) {
      return CompletableFuture.completedFuture(result);
    }

    @Override
    public Optional<ByteString> tick(long millis) {
      return Optional.empty();
    }

    @Override
    public synchronized ByteString snapshot() {
      ConsensusTexts written = new ConsensusTexts(texts);
      return written.bytes();
    }

    @Override
    public synchronized void restore(ByteString snapshot) {
      texts.clear();
      texts.addAll(ConsensusTexts.of(snapshot).texts());
    }
  }

  /** Texts of which none has a line end. */
  private record ConsensusTexts(List<ByteString> texts) {
    ByteString bytes() {
      return ByteString.copyFrom(
          texts.stream().map(each -> each.concat(ByteString.copyFromUtf8("\n"))).toList());
    }

    static ConsensusTexts of(ByteString bytes) {
      return new ConsensusTexts(
          bytes.toStringUtf8().lines().map(ByteString::copyFromUtf8).toList());
    }
  }
}
