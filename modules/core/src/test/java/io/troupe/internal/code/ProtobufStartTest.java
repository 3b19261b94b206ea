package io.troupe.internal.code;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.ByteString;
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

  /** As from a host whose Protobuf is another, and in a process whose Protobuf has started. */
  @Test
  void use_ofNothing_orTooLate_leavesProtobufAsItIs() {
    ByteString before = ByteString.copyFromUtf8("before");

    assertThatCode(() -> ProtobufStart.use(new byte[0])).doesNotThrowAnyException();
    assertThatCode(() -> ProtobufStart.use(ProtobufStart.quickClass())).doesNotThrowAnyException();

    assertThat(before.concat(ByteString.copyFromUtf8(" after")).toStringUtf8())
        .isEqualTo("before after");
  }
}
