package io.troupe.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ClusterKeysTest {
  @TempDir
  Path directory;

  @Test
  void keys_areValidForAMachineWhoseClockIsHoursOff() throws Exception {
    ClusterKeys.create(directory);
    for (String file : new String[] {"node.key", "program.key"}) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(directory.resolve(file))) {
        store.load(in, "troupe".toCharArray());
      }
      for (String alias : new String[] {"own", "authority"}) {
        X509Certificate certificate = (X509Certificate) store.getCertificate(alias);
        Instant now = Instant.now();
        certificate.checkValidity(Date.from(now.minus(Duration.ofHours(20))));
        certificate.checkValidity(Date.from(now.plus(Duration.ofHours(20))));
        assertThat(certificate.getNotAfter()).isAfter(Date.from(now.plus(Duration.ofDays(3_600))));
      }
    }
  }
}
