package io.troupe.internal.process.launch;

import io.troupe.internal.code.ProtobufStart;
import io.troupe.proto.BootRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM reads on its standard input when it boots: first what lets Protobuf start at once,
 * then its record, which is a message of Protobuf's.
 */
public final class BootInput {
  private BootInput() {}

  /** Writes it all. */
  public static void write(BootRecord boot, OutputStream out) throws IOException {
    byte[] quick = ProtobufStart.quickClass();
    DataOutputStream data = new DataOutputStream(out);
    data.writeShort(quick.length);
    data.write(quick);
    boot.writeDelimitedTo(data);
    data.flush();
  }

  /** Reads it all, and lets Protobuf start. Returns null if it ends early. */
  public static @Nullable BootRecord read(InputStream in) throws IOException {
    try {
      DataInputStream data = new DataInputStream(in);
      byte[] quick = new byte[data.readUnsignedShort()];
      data.readFully(quick);
      ProtobufStart.use(quick);
    } catch (EOFException e) {
      return null;
    }
    return BootRecord.parseDelimitedFrom(in);
  }
}
