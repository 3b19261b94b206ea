package io.troupe.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.PayloadException;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExtensionsTest {
  /** Neither a record nor Serializable: only a codec can carry it. */
  static class Handle {
    final int number;

    Handle(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Handle h && h.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  static final class SpecialHandle extends Handle {
    SpecialHandle(int number) {
      super(number);
    }
  }

  record Message(Handle replyTo, String text) {}

  static final class Holder implements Serializable {
    private static final long serialVersionUID = 1L;
    final Handle handle;

    Holder(Handle handle) {
      this.handle = handle;
    }
  }

  private record HandleCodec(String name, boolean special) implements PayloadCodec<Handle> {
    @Override
    @SuppressWarnings("unchecked")
    public Class<Handle> type() {
      return (Class<Handle>) (Class<?>) (special ? SpecialHandle.class : Handle.class);
    }

    @Override
    public byte[] encode(Handle value) throws IOException {
      if (value.number < 0) {
        throw new IOException("negative");
      }
      return ByteBuffer.allocate(4).putInt(value.number).array();
    }

    @Override
    public Handle decode(byte[] data) {
      int number = ByteBuffer.wrap(data).getInt();
      return special ? new SpecialHandle(number) : new Handle(number);
    }
  }

  private record UuidCodec(String name) implements PayloadCodec<UUID> {
    @Override
    public Class<UUID> type() {
      return UUID.class;
    }

    @Override
    public byte[] encode(UUID value) {
      return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public UUID decode(byte[] data) {
      return new UUID(0, 0);
    }
  }

  private static final Payloads PAYLOADS =
      Payloads.standard().with(new HandleCodec("handle", false), new HandleCodec("special", true));

  @Test
  void roundTrip_handle_worksAnywhereInAValue() {
    Object value = new ArrayList<>(List.of(new Message(new Handle(3), "x"), new Handle(4)));
    assertThat(PAYLOADS.decode(PAYLOADS.encode(value))).isEqualTo(value);
    Holder back = (Holder) PAYLOADS.decode(PAYLOADS.encode(new Holder(new Handle(5))));
    assertThat(back.handle).isEqualTo(new Handle(5));
  }

  @Test
  void encode_subtype_usesTheMostSpecificCodec() {
    assertThat(PAYLOADS.decode(PAYLOADS.encode(new SpecialHandle(1))))
        .isExactlyInstanceOf(SpecialHandle.class);
    assertThat(PAYLOADS.decode(PAYLOADS.encode(new Handle(1)))).isExactlyInstanceOf(Handle.class);
  }

  @Test
  void encode_typeThatTroupeKnows_prefersTheCodec() {
    Payloads payloads = Payloads.standard().with(new UuidCodec("uuid"));
    assertThat(payloads.decode(payloads.encode(new UUID(1, 2)))).isEqualTo(new UUID(0, 0));
  }

  @Test
  void encode_codecThatFails_isRefusedWithPathAndCause() {
    assertThatThrownBy(() -> PAYLOADS.encodeArguments(new Message(new Handle(-1), "x")))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith(
            "argument 1, field `replyTo` of record ExtensionsTest.Message: the codec handle cannot encode")
        .hasRootCauseMessage("negative");
  }

  @Test
  void decode_codecMissingHere_isNamed() {
    assertThatThrownBy(() -> Payloads.standard().decode(PAYLOADS.encode(new Handle(1))))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("handle");
  }

  @Test
  void with_sameNameTwice_isRefused() {
    assertThatThrownBy(() -> PAYLOADS.with(new UuidCodec("handle")))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("Two payload codecs are named handle");
  }

  /** Found by ServiceLoader, so it is public. */
  public static final class FoundCodec implements PayloadCodec<Thread> {
    @Override
    public Class<Thread> type() {
      return Thread.class;
    }

    @Override
    public String name() {
      return "thread-name";
    }

    @Override
    public byte[] encode(Thread value) {
      return value.getName().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Thread decode(byte[] data) {
      return new Thread(new String(data, StandardCharsets.UTF_8));
    }
  }

  @Test
  void standard_codecListedAsAService_isFound(@TempDir Path directory) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(PayloadCodec.class.getName()), FoundCodec.class.getName());
    Thread back = withLoader(directory, () -> {
      Payloads payloads = Payloads.standard();
      return (Thread) payloads.decode(payloads.encode(new Thread("me")));
    });
    assertThat(back.getName()).isEqualTo("me");
  }

  @Test
  void standard_codecThatCannotBeMade_isNamedWheneverAValueMayBeIts(@TempDir Path directory)
      throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(PayloadCodec.class.getName()), "no.such.Codec");
    withLoader(directory, () -> {
      Payloads payloads = Payloads.standard();
      assertThat(payloads.decode(payloads.encode("text"))).isEqualTo("text");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> payloads.encode(new UUID(1, 2)))
            .isInstanceOf(PayloadException.class)
            .hasMessageContaining("no.such.Codec");
      }
      return payloads;
    });
  }

  private static <T> T withLoader(Path directory, Supplier<T> call) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return call.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
