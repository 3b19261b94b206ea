package io.troupe.internal.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.proto.HolderRole;
import io.troupe.proto.PipeGranted;
import io.troupe.proto.PipeHandle;
import io.troupe.proto.PipeNotice;
import io.troupe.proto.WriterHello;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writers of the other end of a pipe: each process that sends connects here once. The introducer says whether there may
 * be others still.
 */
final class PipeFeed implements Feed {
  private static final Logger log = LoggerFactory.getLogger(PipeFeed.class);
  private static final int BACKLOG = 128;

  private final PipeHandle handle;
  private final Membership membership;
  private @Nullable Doorway doorway;
  private boolean peerHeld;

  private record Doorway(
      UnixDomainSocketAddress address, ServerSocketChannel server, Member reader) {

    void close() throws IOException {
      reader.leave();
      server.close();
      RuntimeDirectory.delete(address);
    }
  }

  PipeFeed(PipeHandle handle, Membership membership) {
    this.handle = handle;
    this.membership = membership;
  }

  @Override
  public void open(Inbox inbox) throws IOException, InterruptedException {
    membership.member();
    UnixDomainSocketAddress address = RuntimeDirectory.ofThisJvm().newAddress();
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(address, BACKLOG);
      server.configureBlocking(false);
      claim(inbox, address, server);
    } finally {
      if (doorway == null) {
        server.close();
        RuntimeDirectory.delete(address);
      }
    }
  }

  private void claim(Inbox inbox, UnixDomainSocketAddress address, ServerSocketChannel server)
      throws IOException, InterruptedException {
    Member reader = Member.open(handle, HolderRole.READER, address.toString());
    try {
      takeGrant(inbox, reader);
      inbox.watch(reader.wire().channel(), SelectionKey.OP_READ);
      inbox.watch(server, SelectionKey.OP_ACCEPT);
      doorway = new Doorway(address, server, reader);
      // News that came right behind the grant was read with it: no selector will tell of it.
      hearNews(reader);
    } finally {
      if (doorway == null) {
        reader.close();
      }
    }
  }

  private void takeGrant(Inbox inbox, Member reader) throws IOException, InterruptedException {
    PipeNotice answer = reader.awaitAnswer();
    if (!answer.hasGranted()) {
      throw new IOException("process " + answer.getOccupiedBy()
          + " receives from this end of the pipe already; only one process at a time can");
    }
    PipeGranted granted = answer.getGranted();
    peerHeld = granted.getPeerHeld();
    for (int i = 0; i < granted.getEarly(); i++) {
      inbox.addEarly(reader.awaitAnswer().getEarly().toByteArray());
    }
  }

  // News first, then writers: who was gone by the time of the news had connected before, so nobody
  // is overlooked.
  @Override
  public void advance(Inbox inbox) throws IOException {
    Doorway open = doorway;
    if (open != null) {
      hearNews(open.reader());
      letIn(inbox, open.server());
    }
  }

  private void hearNews(Member reader) throws InvalidProtocolBufferException {
    try {
      for (PipeNotice news = reader.poll(); news != null; news = reader.poll()) {
        peerHeld = news.getPeerHeld();
      }
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      log.debug("nobody introduces writers to this pipe any more", e);
      peerHeld = false;
      reader.close();
    }
  }

  private static void letIn(Inbox inbox, ServerSocketChannel server) throws IOException {
    for (SocketChannel writer = server.accept(); writer != null; writer = server.accept()) {
      inbox.add(new Source(SocketWire.of(writer)), true);
    }
  }

  @Override
  public boolean isDry() {
    return !peerHeld;
  }

  @Override
  public boolean admits(byte[] greeting) {
    Doorway open = doorway;
    try {
      WriterHello hello = WriterHello.parseFrom(greeting);
      return open != null
          && Proofs.isSame(
              hello.getMac(),
              HolderProof.ofWriter(handle.getKey(), open.address().toString(), hello.getNonce()));
    } catch (InvalidProtocolBufferException e) {
      log.warn("a stranger on the socket of a pipe was refused", e);
      return false;
    }
  }

  @Override
  public void retire(Source source) {
    source.wire().close();
  }

  // Somebody else may hold this end and receive after us. Where not, the introducer forgets what it
  // gets.
  @Override
  public void close(Sources sources) throws IOException {
    Doorway open = doorway;
    if (open != null) {
      handBack(open.reader(), sources);
      open.close();
    }
  }

  private void handBack(Member reader, Sources sources) {
    try {
      for (byte[] message : sources.drain(this)) {
        reader.handBack(message);
      }
    } catch (IOException e) {
      log.debug("nobody takes back what was not received", e);
    }
  }
}
