package io.troupe.internal.cluster.node;

import com.google.protobuf.ByteString;
import io.troupe.cluster.FailoverException;
import io.troupe.cluster.NodeInfo;
import io.troupe.internal.cluster.call.FailoverCalls;
import io.troupe.internal.cluster.call.FailoverSession;
import io.troupe.internal.cluster.call.NotServingException;
import io.troupe.internal.cluster.consensus.Consensus;
import io.troupe.internal.cluster.consensus.NoAgreementException;
import io.troupe.internal.log.Log;
import io.troupe.internal.manager.type.Ending;
import io.troupe.proto.FailoverCommand;
import java.util.List;
import java.util.function.Supplier;

/** The failover objects, as this node reaches them for programs and processes. Thread-safe. */
final class Failovers implements FailoverCalls {
  private static final Log log = Log.of(Failovers.class);

  private final Consensus consensus;
  private final Supplier<List<NodeInfo>> nodes;
  private volatile boolean closed;

  /** @param nodes the members as this node sees them */
  Failovers(Consensus consensus, Supplier<List<NodeInfo>> nodes) {
    this.consensus = consensus;
    this.nodes = nodes;
  }

  @Override
  public FailoverSession open(long session, long connection) {
    return new Connection(session, connection);
  }

  /** Refuses all calls from now on, so that callers go elsewhere. */
  void close() {
    closed = true;
  }

  /** What is asked of the consensus. */
  private interface Question {
    ByteString of(Consensus consensus) throws NoAgreementException, InterruptedException;
  }

  private byte[] ask(Question question) throws InterruptedException {
    if (closed) {
      throw new NotServingException("The node is about to end");
    }
    try {
      return question.of(consensus).toByteArray();
    } catch (NoAgreementException e) {
      if (closed) {
        throw new NotServingException("The node has ended");
      }
      throw new FailoverException("Refused, for " + e.getMessage() + "; this node knows "
          + nodes.get().stream()
              .map(node -> node.address() + " " + node.state())
              .toList()
          + ". A change may have its effect nevertheless, now or later");
    }
  }

  /** One process, by one of its connections. */
  private final class Connection implements FailoverSession, Ending {
    private final long session;
    private final long number;

    Connection(long session, long number) {
      this.session = session;
      this.number = number;
    }

    @Override
    public byte[] write(byte[] command) throws InterruptedException {
      return ask(each -> each.write(ByteString.copyFrom(command)));
    }

    @Override
    public byte[] read(byte[] query) throws InterruptedException {
      return ask(each -> each.read(ByteString.copyFrom(query)));
    }

    /** What the process holds must not wait until its session is found to be silent. */
    @Override
    public void onEnd() {
      Thread thread = new Thread(this::disconnect, "troupe-failover-end");
      thread.setDaemon(true);
      thread.start();
    }

    private void disconnect() {
      FailoverCommand end =
          FailoverCommand.newBuilder().setSession(session).setDisconnect(number).build();
      try {
        ask(each -> each.write(end.toByteString()));
      } catch (FailoverException | NotServingException e) {
        log.debug("A session ends only when it is found to be silent: {}", e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
