package io.troupe.internal.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.proto.BootRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootInputTest {
  private static final BootRecord RECORD =
      BootRecord.newBuilder().setAddress("address").setProcess(7).build();

  private static byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BootInput.write(RECORD, out);
    return out.toByteArray();
  }

  @Test
  void read_isWhatWasWritten() throws IOException {
    assertThat(BootInput.read(new ByteArrayInputStream(written()))).isEqualTo(RECORD);
  }

  /** The host died before it had written all that comes first. */
  @Test
  void read_ofWhatEndsEarly_isNull() throws IOException {
    byte[] written = written();

    assertThat(BootInput.read(new ByteArrayInputStream(new byte[0]))).isNull();
    assertThat(BootInput.read(new ByteArrayInputStream(Arrays.copyOf(written, 100))))
        .isNull();
  }
}
