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
      byte[] key = new byte[1 + length];
      byte[] message = new byte[length];
      random.nextBytes(key);
      random.nextBytes(message);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      assertThat(Hmac.mac(key, message)).isEqualTo(mac.doFinal(message));
    }
  }

  @Test
  void prove_anyPartDiffers_differs() {
    byte[] key = new byte[Hmac.KEY];
    byte[] one = Hmac.newNonce();
    byte[] two = Hmac.newNonce();
    byte[] proof = Hmac.prove(key, "client", Hmac.part(1), one, two);
    assertThat(Hmac.isEqual(proof, Hmac.prove(key, "client", Hmac.part(1), one, two)))
        .isTrue();
    assertThat(proof)
        .isNotEqualTo(Hmac.prove(key, "client", Hmac.part(2), one, two))
        .isNotEqualTo(Hmac.prove(key, "client", Hmac.part(1), two, one))
        .isNotEqualTo(Hmac.prove(Hmac.newKey(), "client", Hmac.part(1), one, two))
        .isNotEqualTo(Hmac.prove(key, "server", Hmac.part(1), one, two));
  }

  @Test
  void prove_partsDividedOtherwise_differs() {
    byte[] key = new byte[Hmac.KEY];
    assertThat(Hmac.prove(key, "r", new byte[] {1, 2}, new byte[] {3}))
        .isNotEqualTo(Hmac.prove(key, "r", new byte[] {1}, new byte[] {2, 3}));
  }
}
