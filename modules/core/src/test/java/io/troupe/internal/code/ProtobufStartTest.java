package io.troupe.internal.code;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ProtobufStartTest {
  /** Fails when a new Protobuf asks otherwise: processes would still start, but slowly. */
  @Test
  void quickClass_isProtobufsOwn_butForTheNames() throws IOException {
    String own;
    try (InputStream in = MessageLite.class.getResourceAsStream("Android.class")) {
      own = new String(in.readAllBytes(), ISO_8859_1);
    }

    String quick = new String(ProtobufStart.quickClass(), ISO_8859_1);

    assertThat(quick)
        .isEqualTo(own.replace("libcore.io.Memory", "java.lang.Android")
            .replace("org.robolectric.Robolectric", "java.lang.NoSuchRobolectric"))
        .isNotEqualTo(own);
  }

  /** As in a host that has sent nothing, and in a process whose Protobuf has started already. */
  @Test
  void use_ofNothing_orTooLate_hasNoEffect() {
    ProtobufStart.use(new byte[0]);
    ProtobufStart.use(ProtobufStart.quickClass());
    ProtobufStart.use(ProtobufStart.quickClass());
  }
}
