package io.troupe.internal.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.CodeFrame;
import io.troupe.proto.FindCode;
import io.troupe.proto.FoundCode;
import io.troupe.proto.Frame;
import io.troupe.proto.ReadCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program beyond this machine that is trusted with objects has no business with the files of the
 * class path.
 */
@Timeout(60)
class BorderCodeTest {

  static Stream<CodeFrame> code() {
    return Stream.of(
        CodeFrame.newBuilder()
            .setFind(FindCode.newBuilder().setPath("secret.properties"))
            .build(),
        CodeFrame.newBuilder().setRead(ReadCode.newBuilder().setLength(1)).build(),
        CodeFrame.newBuilder()
            .setFound(FoundCode.newBuilder().setContent(ByteString.copyFromUtf8("x")))
            .build(),
        CodeFrame.getDefaultInstance());
  }

  @ParameterizedTest
  @MethodSource("code")
  void pass_code_isRefused(CodeFrame code) {
    try (TroupeRuntime runtime = TroupeRuntime.create()) {
      Border border = border(runtime);
      Frame frame =
          Frame.newBuilder().setTarget(2).setCorrelation(2).setCode(code).build();

      assertThatThrownBy(() -> border.pass(frame))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("no business beyond one machine");
    }
  }

  @Test
  void pass_whatHoldsAnObject_isAdmitted() {
    try (TroupeRuntime runtime = TroupeRuntime.create()) {
      Frame frame = Frame.newBuilder().setTarget(2).build();
      assertThat(border(runtime).pass(frame)).isEqualTo(frame);
    }
  }

  private static Border border(TroupeRuntime runtime) {
    return new Border(runtime.objects(), AllowedClasses.of(List.of()), 0, 0);
  }
}
