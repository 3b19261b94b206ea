package io.troupe.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.PayloadException;
import io.troupe.connection.ConnectionOptions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.runtime.TroupeRuntime;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OptionsCodecTest {
  private final Payloads payloads = TroupeRuntime.current().payloads();

  @Test
  void keyOrTls_isNotEncoded() throws NoSuchAlgorithmException {
    ConnectionOptions keyed = ConnectionOptions.defaults().withKey(new byte[] {1, 2});
    ConnectionOptions secured = ConnectionOptions.defaults().withTls(SSLContext.getDefault());
    for (ConnectionOptions options : List.of(keyed, secured)) {
      assertThatThrownBy(() -> payloads.encode(List.of(options)))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("item at index 0")
          .hasMessageContaining("make them where they are used");
    }
  }

  @Test
  void theRest_crosses() {
    ConnectionOptions options = ConnectionOptions.defaults()
        .withTimeout(Duration.ofMillis(1500))
        .withAllowedClasses("com.example.*");
    assertThat(payloads.decode(payloads.encode(options))).isEqualTo(options);
    options = options.withCallTimeout(Duration.ofSeconds(3));
    assertThat(payloads.decode(payloads.encode(options))).isEqualTo(options);
  }
}
