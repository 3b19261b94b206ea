package io.troupe.internal.cluster.gateway;

import io.troupe.TroupeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
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
  /** What there is to know is in the file; a password beside it would protect nothing. */
  static final char[] PASSWORD = "troupe".toCharArray();

  static final String OWN = "own";
  static final String AUTHORITY = "authority";
  static final String NODE = "CN=troupe node";
  static final String PROGRAM = "CN=troupe program";

  private final KeyStore store;
  private final Path file;

  private KeyRing(KeyStore store, Path file) {
    this.store = store;
    this.file = file;
  }

  /**
   * Reads a file that {@link KeyMaker} wrote.
   *
   * @throws IOException if it cannot be read, or is none
   */
  public static KeyRing read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      load(store, in, file);
      if (!store.isKeyEntry(OWN) || !store.isCertificateEntry(AUTHORITY)) {
        throw new IOException(file + " is no key of a Troupe cluster");
      }
      return new KeyRing(store, file);
    } catch (GeneralSecurityException e) {
      throw new IOException("Cannot read the key " + file + ": " + e.getMessage(), e);
    }
  }

  private static void load(KeyStore store, InputStream in, Path file)
      throws IOException, GeneralSecurityException {
    try {
      store.load(in, PASSWORD);
    } catch (IOException e) {
      throw new IOException(file + " is no key of a Troupe cluster: " + e.getMessage(), e);
    }
  }

  /** Returns whether it is the key of a node. */
  public boolean isNode() {
    try {
      return store.getCertificate(OWN) instanceof X509Certificate own
          && name(own).equals(NODE);
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
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
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      KeyManager[] own = keys.getKeyManagers();
      context.init(own, new TrustManager[] {new Named(authority(), names)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  private X509ExtendedTrustManager authority() throws GeneralSecurityException {
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
