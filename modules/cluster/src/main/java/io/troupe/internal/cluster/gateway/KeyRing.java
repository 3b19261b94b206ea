package io.troupe.internal.cluster.gateway;

import io.troupe.TroupeException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The keys of one member: its own certificate, and that of the authority that made all of the
 * cluster's. What a party is, a node or a program, is the name in the certificate. Immutable.
 */
public final class KeyRing {
  static final String NODE = "CN=troupe node";
  static final String PROGRAM = "CN=troupe program";

  private final X509Certificate certificate;
  private final Path file;
  private final KeyManager[] own;
  private final X509ExtendedTrustManager authority;

  private KeyRing(KeyFile keys, Path file) throws GeneralSecurityException, IOException {
    certificate = keys.own();
    this.file = file;
    // In memory, a store of the old kind is there at once, where others encrypt what they hold.
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    char[] none = new char[0];
    store.setKeyEntry("own", keys.key(), none, new Certificate[] {keys.own(), keys.authority()});
    store.setCertificateEntry("authority", keys.authority());
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, none);
    own = managers.getKeyManagers();
    authority = authority(store);
  }

  /**
   * Reads a file that {@link KeyMaker} wrote.
   *
   * @throws IOException if it cannot be read, or is none
   */
  public static KeyRing read(Path file) throws IOException {
    KeyFile keys = KeyFile.read(file);
    try {
      return new KeyRing(keys, file);
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot use the key " + file + ": " + e.getMessage(), e);
    }
  }

  /** Returns whether it is the key of a node. */
  public boolean isNode() {
    return name(certificate).equals(NODE);
  }

  /** Returns what trusts nodes alone. */
  public SSLContext trustingNodes() {
    return context(Set.of(NODE));
  }

  /** Returns what trusts nodes and programs. */
  public SSLContext trustingAll() {
    return context(Set.of(NODE, PROGRAM));
  }

  private SSLContext context(Set<String> names) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(own, new TrustManager[] {new Named(authority, names)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  private static X509ExtendedTrustManager authority(KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    for (TrustManager each : trust.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("no trust manager for certificates");
  }

  private TroupeException unusable(GeneralSecurityException e) {
    return new TroupeException("The key " + file + " cannot be used: " + e.getMessage(), e);
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  @Override
  public String toString() {
    return (isNode() ? "node key " : "program key ") + file;
  }

  /** Trusts what the authority signed, if it has one of the names. */
  private static final class Named extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager authority;
    private final Set<String> names;

    Named(X509ExtendedTrustManager authority, Set<String> names) {
      this.authority = authority;
      this.names = names;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      if (!names.contains(name(chain[0]))) {
        throw new CertificateException(
            "the key is that of " + name(chain[0]) + ", not of " + names);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      authority.checkClientTrusted(chain, type, engine);
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      authority.checkServerTrusted(chain, type, engine);
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      authority.checkClientTrusted(chain, type, socket);
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      authority.checkServerTrusted(chain, type, socket);
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      authority.checkClientTrusted(chain, type);
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      authority.checkServerTrusted(chain, type);
      check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return authority.getAcceptedIssuers();
    }
  }
}
