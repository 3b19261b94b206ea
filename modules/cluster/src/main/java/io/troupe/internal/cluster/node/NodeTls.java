package io.troupe.internal.cluster.node;

import io.troupe.internal.cluster.gateway.KeyRing;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/** TLS between members, which trust the keys of nodes alone. */
final class NodeTls implements SSLEngineProvider {
  private final SSLContext nodes;

  NodeTls(KeyRing keys) {
    nodes = keys.trustingNodes();
  }

  @Override
  public SSLEngine createServerSSLEngine(String host, int port) {
    SSLEngine engine = nodes.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    return engine;
  }

  @Override
  public SSLEngine createClientSSLEngine(String host, int port) {
    SSLEngine engine = nodes.createSSLEngine();
    engine.setUseClientMode(true);
    return engine;
  }

  /** The context has verified it. */
  @Override
  public Option<Throwable> verifyClientSession(String host, SSLSession session) {
    return Option.empty();
  }

  @Override
  public Option<Throwable> verifyServerSession(String host, SSLSession session) {
    return Option.empty();
  }
}
