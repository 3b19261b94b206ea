package io.troupe.internal.cluster.consensus;

import io.troupe.internal.cluster.gateway.Gateway;
import io.troupe.internal.cluster.gateway.Line;
import io.troupe.internal.log.Log;
import io.troupe.proto.ConsensusMail;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The post among nodes: a line with each that has mail for this one, or this one for it, by the
 * gateway of one of both. Thread-safe.
 */
public final class LinePost implements Post, Gateway.Correspondence {
  private static final Log log = Log.of(LinePost.class);

  private final String self;
  private final Supplier<List<Peer>> peers;
  private final Dialer dialer;
  private final Map<String, Correspondent> correspondents = new ConcurrentHashMap<>();
  private volatile @Nullable Recipient recipient;
  private volatile boolean closed;

  /** Makes a line with a node. */
  public interface Dialer {
    /**
     * Blocks until it is made.
     *
     * @param node host and port of its gateway
     * @param from the address of this node
     * @param to that of the other one
     */
    Line dial(String node, String from, String to) throws IOException;
  }

  /**
   * @param self the address of this node
   * @param peers the nodes
   */
  public LinePost(String self, Supplier<List<Peer>> peers, Dialer dialer) {
    this.self = self;
    this.peers = peers;
    this.dialer = dialer;
  }

  /** Begins to hand on what arrives. */
  public void open(Recipient recipient) {
    this.recipient = recipient;
  }

  @Override
  public void send(String peer, ConsensusMail.Builder mail) {
    ConsensusMail made = mail.setFrom(self).build();
    if (peer.equals(self)) {
      deliver(made);
    } else if (!closed) {
      correspondent(peer).send(made.toByteArray());
    }
  }

  @Override
  public void prepare(String peer) {
    if (!peer.equals(self) && !closed) {
      correspondent(peer).prepare();
    }
  }

  private Correspondent correspondent(String peer) {
    return correspondents.computeIfAbsent(peer, key -> new Correspondent(new Lines(peer)));
  }

  @Override
  public boolean isFor(String address) {
    return address.equals(self) && recipient != null && !closed;
  }

  @Override
  public void arrived(String from, Line line) {
    correspondent(from).use(line);
    if (closed) {
      close();
    }
  }

  private void deliver(ConsensusMail mail) {
    Recipient known = recipient;
    try {
      if (known != null) {
        known.receive(mail);
      }
    } catch (RuntimeException e) {
      log.warn("A mail of {} could not be taken", mail.getFrom(), e);
    }
  }

  /** How one node is reached, and what comes of it. */
  private final class Lines implements Correspondent.Far {
    private final String peer;

    Lines(String peer) {
      this.peer = peer;
    }

    @Override
    public Line dial() throws IOException {
      String node = peers.get().stream()
          .filter(each -> each.address().equals(peer))
          .map(Peer::name)
          .findFirst()
          .orElseThrow(() -> new IOException("there is no node " + peer));
      return dialer.dial(node, self, peer);
    }

    @Override
    public void take(byte[] mail) throws IOException {
      deliver(ConsensusMail.parseFrom(mail));
    }

    @Override
    public void lost() {
      if (peers.get().stream().noneMatch(each -> each.address().equals(peer))) {
        correspondents.remove(peer);
      }
      Recipient known = recipient;
      if (known != null && !closed) {
        known.lost(peer);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    correspondents.values().forEach(Correspondent::close);
  }
}
