package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandshakeMacTest {

  @Test
  void mac_anyMessage_isTheJdksHmac() throws Exception {
    Random random = new Random(1);
    for (int length = 0; length < 200; length++) {
      byte[] key = new byte[HandshakeMac.KEY];
      byte[] message = new byte[length];
      random.nextBytes(key);
      random.nextBytes(message);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      assertThat(HandshakeMac.mac(key, message)).isEqualTo(mac.doFinal(message));
    }
  }

  @Test
  void ofProcess_anyPartDiffers_differs() {
    byte[] key = new byte[HandshakeMac.KEY];
    byte[] one = HandshakeMac.nonce();
    byte[] two = HandshakeMac.nonce();
    byte[] mac = HandshakeMac.ofProcess(key, 1, one, two);
    assertThat(HandshakeMac.equal(mac, HandshakeMac.ofProcess(key, 1, one, two)))
        .isTrue();
    assertThat(mac)
        .isNotEqualTo(HandshakeMac.ofProcess(key, 2, one, two))
        .isNotEqualTo(HandshakeMac.ofProcess(key, 1, two, one))
        .isNotEqualTo(HandshakeMac.ofProcess(HandshakeMac.nonce(), 1, one, two))
        .isNotEqualTo(HandshakeMac.ofHost(key, 1, one, two));
  }
}
