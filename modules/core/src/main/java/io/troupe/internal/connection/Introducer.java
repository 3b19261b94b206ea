package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.proto.PipeHandle;
import io.troupe.proto.PipeNotice;
import io.troupe.proto.PipeOpen;
import io.troupe.proto.PipeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Introduces the holders of the pipes that this process made to each other, on one thread and one socket. It sees no message
 * but the few that come before anybody reads. Thread-safe.
 */
final class Introducer {
  private static final Logger log = LoggerFactory.getLogger(Introducer.class);
  private static final int BACKLOG = 512;

  private final UnixDomainSocketAddress address;
  private final ServerSocketChannel server;
  private final Selector selector;
  // Guarded by this, as is every introduction.
  private final Map<Long, Introduction> introductions = new HashMap<>();
  private long pipes;

  private Introducer() throws IOException {
    address = RuntimeDirectory.ofThisJvm().newAddress();
    selector = Selector.open();
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address, BACKLOG);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Returns the one of this process, started by the first call. */
  static Introducer ofThisProcess() {
    return Holder.INSTANCE;
  }

  private static final class Holder {
    static final Introducer INSTANCE = start();

    private static Introducer start() {
      try {
        Introducer introducer = new Introducer();
        Thread thread = new Thread(introducer::run, "troupe-introducer");
        thread.setDaemon(true);
        thread.start();
        return introducer;
      } catch (IOException e) {
        throw new UncheckedIOException(
            "the socket on which pipes are introduced could not be opened", e);
      }
    }
  }

  String address() {
    return address.toString();
  }

  /** Whether the pipe was made by this process. */
  static boolean introduces(PipeHandle handle) {
    return handle.getIntroducer().equals(ofThisProcess().address());
  }

  /** Begins a pipe whose ends nobody holds but this process. */
  synchronized Introduction introduce() {
    Introduction made = new Introduction(++pipes, Proofs.newKey());
    introductions.put(made.pipe(), made);
    return made;
  }

  synchronized void issue(Introduction pipe, int end, long ticket) {
    pipe.issue(end, ticket);
  }

  /** A handle of a pipe of this process will never be opened. */
  synchronized void voidTicket(PipeHandle handle) {
    Introduction pipe = introductions.get(handle.getPipe());
    if (pipe != null) {
      pipe.voidTicket(handle.getEnd(), handle.getTicket());
      forgetIfOver(pipe);
    }
  }

  synchronized void closeByMaker(Introduction pipe, int end) {
    pipe.closeByMaker(end);
    forgetIfOver(pipe);
  }

  private void forgetIfOver(Introduction pipe) {
    if (pipe.isOver()) {
      introductions.remove(pipe.pipe());
    }
  }

  private void run() {
    while (selector.isOpen()) {
      try {
        selector.select();
        selector.selectedKeys().forEach(this::serve);
        selector.selectedKeys().clear();
      } catch (IOException | RuntimeException e) {
        log.error("introducing the holders of a pipe failed", e);
      }
    }
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof Guest guest) {
      serve(guest);
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      SocketChannel channel = server.accept();
      if (channel != null) {
        Wire wire = SocketWire.of(channel);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        Guest guest = new Guest(wire, key);
        key.attach(guest);
        guest.challenge();
      }
    } catch (IOException e) {
      log.warn("a holder of a pipe could not connect", e);
    }
  }

  private synchronized void serve(Guest guest) {
    try {
      guest.push();
      guest.source().fill();
      takeAll(guest);
    } catch (IOException e) {
      log.warn("a holder of a pipe was refused: {}", e.getMessage());
      guest.source().abandon();
    }
    if (guest.source().ended()) {
      leave(guest);
    }
  }

  private void takeAll(Guest guest) throws IOException {
    Source source = guest.source();
    for (byte[] next = takeNext(source); next != null; next = takeNext(source)) {
      take(guest, next);
    }
  }

  private static byte @Nullable [] takeNext(Source source) throws IOException {
    return source.begun() ? source.take() : null;
  }

  private void take(Guest guest, byte[] message) throws IOException {
    PipeOpen opened = guest.opened();
    if (opened == null) {
      open(guest, PipeOpen.parseFrom(message));
    } else {
      answer(guest, opened, PipeRequest.parseFrom(message));
    }
  }

  private void open(Guest guest, PipeOpen request) throws IOException {
    Introduction pipe = introductions.get(request.getPipe());
    if (pipe == null) {
      log.debug("process {} came too late: pipe {} is closed", request.getPid(), request.getPipe());
      guest.source().abandon();
      return;
    }
    if (request.getEnd() < 0 || request.getEnd() > 1 || !guest.open(request, pipe.key())) {
      throw new IOException("wrong proof for the pipe " + request.getPipe());
    }
    if (guest.isReader()) {
      pipe.claim(request.getEnd(), guest);
    } else {
      pipe.join(request.getEnd(), guest, request.getTicket());
    }
  }

  private void answer(Guest guest, PipeOpen opened, PipeRequest request)
      throws InvalidProtocolBufferException {
    Introduction pipe = introductions.get(opened.getPipe());
    if (pipe == null) {
      guest.tell(PipeNotice.newBuilder().setBroken(true).build());
      return;
    }
    int end = opened.getEnd();
    switch (request.getRequestCase()) {
      case ISSUE -> pipe.issue(end, request.getIssue());
      case VOID -> pipe.voidTicket(end, request.getVoid());
      case OFFER -> guest.tell(pipe.offer(end, guest, request.getOffer()));
      case ASK -> guest.tell(pipe.offer(end, guest, (ByteString) null));
      case LEAVE -> letGo(guest, opened, pipe);
      case HAND_BACK -> pipe.takeBack(end, guest, request.getHandBack());
      case REQUEST_NOT_SET -> throw new InvalidProtocolBufferException("an unknown request");
    }
  }

  private void letGo(Guest guest, PipeOpen opened, Introduction pipe) {
    pipe.leave(opened.getEnd(), guest);
    forgetIfOver(pipe);
    guest.tell(PipeNotice.newBuilder().setLeft(true).build());
  }

  private void leave(Guest guest) {
    PipeOpen opened = guest.opened();
    if (opened != null) {
      Introduction pipe = introductions.get(opened.getPipe());
      if (pipe != null) {
        pipe.leave(opened.getEnd(), guest);
        forgetIfOver(pipe);
      }
    }
    guest.leave();
  }
}
