package io.troupe.internal.connection;

import io.troupe.connection.ConnectionOptions;
import io.troupe.proto.OptionsValue;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.time.Duration;

/**
 * Carries options that hold no secret. A key would be in the payload of which the options are a
 * part, and lie in queues and managers with it. A program that wants a process to have the key
 * passes it as bytes.
 */
public final class OptionsCodec implements PayloadCodec<ConnectionOptions> {

  @Override
  public Class<ConnectionOptions> type() {
    return ConnectionOptions.class;
  }

  @Override
  public String name() {
    return "io.troupe.connection.ConnectionOptions";
  }

  @Override
  public byte[] encode(ConnectionOptions value) throws IOException {
    if (value.key() != null || value.tls() != null) {
      throw new IOException(
          "options with a key or with TLS belong to this process, so that no copy of the key lies about;"
              + " make them where they are used, of a key that reaches the other process as you decide");
    }
    Duration callTimeout = value.callTimeout();
    return OptionsValue.newBuilder()
        .setCallTimeout(callTimeout == null ? "" : callTimeout.toString())
        .setTimeout(value.timeout().toString())
        .addAllAllowedClasses(value.allowedClasses())
        .build()
        .toByteArray();
  }

  @Override
  public ConnectionOptions decode(byte[] data) throws IOException {
    OptionsValue value = OptionsValue.parseFrom(data);
    return ConnectionOptions.defaults()
        .withTimeout(Duration.parse(value.getTimeout()))
        .withCallTimeout(
            value.getCallTimeout().isEmpty() ? null : Duration.parse(value.getCallTimeout()))
        .withAllowedClasses(value.getAllowedClassesList().toArray(String[]::new));
  }
}
