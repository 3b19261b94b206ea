package io.troupe.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ClusterKeysTest {
  @TempDir
  Path directory;

  @Test
  void keys_areValidForAMachineWhoseClockIsHoursOff() throws Exception {
    ClusterKeys.create(directory);
    for (String file : new String[] {"node.key", "program.key"}) {
      for (X509Certificate certificate : certificates(directory.resolve(file))) {
        Instant now = Instant.now();
        certificate.checkValidity(Date.from(now.minus(Duration.ofHours(20))));
        certificate.checkValidity(Date.from(now.plus(Duration.ofHours(20))));
        assertThat(certificate.getNotAfter()).isAfter(Date.from(now.plus(Duration.ofDays(3_600))));
      }
    }
  }

  /** By the JDK's own reader of such files, from the first certificate on. */
  private static List<X509Certificate> certificates(Path file) throws Exception {
    String text = Files.readString(file);
    String certificates = text.substring(text.indexOf("-----BEGIN CERTIFICATE"));
    List<X509Certificate> read = CertificateFactory.getInstance("X.509")
        .generateCertificates(
            new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
    assertThat(read).hasSize(2);
    return read;
  }

  @Test
  void keys_canBeReadByTheirOwnerAlone() throws Exception {
    ClusterKeys.create(directory);
    assertThat(Files.getPosixFilePermissions(directory.resolve("node.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no key",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
      })
  void load_ofSomethingElse_saysSo(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("else.key"), text);
    assertThatThrownBy(() -> ClusterKeys.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("else.key is no key of a Troupe cluster");
  }

  @Test
  void load_ofOneThatWasCutShort_saysSo() throws Exception {
    ClusterKeys.create(directory);
    String whole = Files.readString(directory.resolve("node.key"));
    int last = whole.lastIndexOf("-----BEGIN");
    Path file = Files.writeString(directory.resolve("half.key"), whole.substring(0, last));
    assertThatThrownBy(() -> ClusterKeys.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no certificate");
  }
}
