package io.troupe.internal.link.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HmacTest {

  @Test
  void mac_anyMessage_isTheJdksHmac() throws Exception {
    Random random = new Random(1);
    for (int length = 0; length < 200; length++) {
      byte[] key = new byte[Hmac.KEY];
      byte[] message = new byte[length];
      random.nextBytes(key);
      random.nextBytes(message);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      assertThat(Hmac.mac(key, message)).isEqualTo(mac.doFinal(message));
    }
  }

  @Test
  void ofProcess_anyPartDiffers_differs() {
    byte[] key = new byte[Hmac.KEY];
    byte[] one = Hmac.nonce();
    byte[] two = Hmac.nonce();
    byte[] mac = Hmac.ofProcess(key, 1, one, two);
    assertThat(Hmac.equal(mac, Hmac.ofProcess(key, 1, one, two))).isTrue();
    assertThat(mac)
        .isNotEqualTo(Hmac.ofProcess(key, 2, one, two))
        .isNotEqualTo(Hmac.ofProcess(key, 1, two, one))
        .isNotEqualTo(Hmac.ofProcess(Hmac.nonce(), 1, one, two))
        .isNotEqualTo(Hmac.ofHost(key, 1, one, two));
  }
}
