package io.troupe.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.troupe.connection.AuthenticationException;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.ClientHello;
import io.troupe.proto.ListenerHello;
import io.troupe.proto.ListenerVerdict;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KeyExchangeTest {
  private static final byte[] KEY = {1, 2, 3};

  private Wire clientWire;
  private Wire listenerWire;
  private Dialogue client;
  private Dialogue listener;

  @BeforeEach
  void connect() throws IOException {
    SocketChannel[] pair = SocketPair.open();
    clientWire = SocketWire.of(pair[0]);
    listenerWire = SocketWire.of(pair[1]);
    client = new Dialogue(clientWire, Deadline.after(Duration.ofSeconds(10)));
    listener = new Dialogue(listenerWire, Deadline.after(Duration.ofSeconds(10)));
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    listener.close();
    clientWire.close();
    listenerWire.close();
  }

  private static FutureTask<Void> start(Callable<Void> side) {
    FutureTask<Void> task = new FutureTask<>(side);
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private FutureTask<Void> listen() {
    return start(() -> {
      new KeyExchange(KEY).asListener(listener);
      return null;
    });
  }

  private static ListenerHello hello(ByteString nonce) {
    return ListenerHello.newBuilder()
        .setProtocol("troupe")
        .setVersion(1)
        .setKeyed(true)
        .setNonce(nonce)
        .build();
  }

  @Test
  @Tag("C186")
  void sameKey_bothSidesAgree() throws Exception {
    FutureTask<Void> listening = listen();
    new KeyExchange(KEY).asClient(client);
    listening.get();
  }

  @Test
  @Tag("C184")
  void bogusProofOfTheClient_isRefused() throws Exception {
    FutureTask<Void> listening = listen();
    client.hear(ListenerHello.parser());
    client.say(ClientHello.newBuilder()
        .setVersion(1)
        .setKeyed(true)
        .setNonce(KeyExchange.newNonce())
        .setMac(ByteString.copyFromUtf8("bogus"))
        .build());
    assertThat(client.hear(ListenerVerdict.parser()).getAccepted()).isFalse();
    assertThatThrownBy(listening::get).hasCauseInstanceOf(AuthenticationException.class);
  }

  @Test
  void proofOfTheClient_forAnotherChallenge_isRefused() throws Exception {
    FutureTask<Void> listening = listen();
    client.hear(ListenerHello.parser());
    ByteString nonce = KeyExchange.newNonce();
    client.say(ClientHello.newBuilder()
        .setVersion(1)
        .setKeyed(true)
        .setNonce(nonce)
        .setMac(
            KeyExchange.prove(ByteString.copyFrom(KEY), "client", KeyExchange.newNonce(), nonce))
        .build());
    assertThat(client.hear(ListenerVerdict.parser()).getAccepted()).isFalse();
    assertThatThrownBy(listening::get).hasMessageContaining("digest received");
  }

  @Test
  @Tag("C185")
  @Tag("X069")
  void listenerThatAcceptsAnything_isRefusedByTheClient() throws Exception {
    FutureTask<Void> rogue = start(() -> {
      listener.say(hello(KeyExchange.newNonce()));
      ByteString reflected = listener.hear(ClientHello.parser()).getMac();
      listener.say(
          ListenerVerdict.newBuilder().setAccepted(true).setMac(reflected).build());
      return null;
    });
    assertThatThrownBy(() -> new KeyExchange(KEY).asClient(client))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("does not know the key");
    rogue.get();
  }

  @Test
  void handshakeMessageOfManyMegabytes_isRefusedUnread() throws Exception {
    FutureTask<Void> listening = listen();
    client.hear(ListenerHello.parser());
    FutureTask<Void> flood = start(() -> {
      client.say(ClientHello.newBuilder()
          .setMac(ByteString.copyFrom(new byte[50 << 20]))
          .build());
      return null;
    });
    assertThatThrownBy(listening::get)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("handshake message");
    listenerWire.close();
    assertThatThrownBy(flood::get).hasCauseInstanceOf(IOException.class);
  }
}
