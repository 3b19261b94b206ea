package io.troupe.internal.cluster.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;

/**
 * What is in the file of a key, as PEM: a private key, its certificate, and that of the authority
 * that made all of the cluster's. In clear, for a password beside it would protect nothing, and
 * takes a node a quarter of a second to undo. Immutable.
 *
 * @param key of an elliptic curve
 */
record KeyFile(PrivateKey key, X509Certificate own, X509Certificate authority) {
  private static final String KEY = "PRIVATE KEY";
  private static final String CERTIFICATE = "CERTIFICATE";

  /**
   * Reads one.
   *
   * @throws IOException if it cannot be read, or is none
   */
  static KeyFile read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    try {
      int second = text.indexOf(begin(CERTIFICATE)) + 1;
      return new KeyFile(
          key(block(text, KEY, 0)),
          certificate(block(text, CERTIFICATE, 0)),
          certificate(block(text, CERTIFICATE, second)));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IOException(file + " is no key of a Troupe cluster: " + e.getMessage(), e);
    }
  }

  private static PrivateKey key(byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static X509Certificate certificate(byte[] encoded) throws GeneralSecurityException {
    Certificate read = CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(encoded));
    return (X509Certificate) read;
  }

  /** Returns the first block of a kind that begins at {@code from} or behind it. */
  private static byte[] block(String text, String kind, int from) {
    int begin = text.indexOf(begin(kind), from);
    int end = text.indexOf(end(kind), Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      throw new IllegalArgumentException("there is no " + kind.toLowerCase(Locale.ROOT));
    }
    return Base64.getMimeDecoder().decode(text.substring(begin + begin(kind).length(), end));
  }

  private static String begin(String kind) {
    return "-----BEGIN " + kind + "-----";
  }

  private static String end(String kind) {
    return "-----END " + kind + "-----";
  }

  /** Returns what is to be in the file. */
  String text() throws GeneralSecurityException {
    return block(KEY, key.getEncoded())
        + block(CERTIFICATE, own.getEncoded())
        + block(CERTIFICATE, authority.getEncoded());
  }

  private static String block(String kind, byte[] encoded) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return begin(kind) + "\n" + body + "\n" + end(kind) + "\n";
  }

  /** A key is not to come into a log. */
  @Override
  public String toString() {
    return own.getSubjectX500Principal().getName();
  }
}
