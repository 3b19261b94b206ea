package io.troupe.internal.payload.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes Protobuf back to front: the last field first, then what stands before it. The length of a
 * nested message is therefore known when its tag is due, so that one pass and one copy of the data
 * are enough. Not thread-safe.
 */
public class WireWriter {
  private static final int FIRST_SIZE = 64;
  /** Some JVMs cannot make longer arrays. */
  private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int position = FIRST_SIZE;

  /** Returns how many bytes have been written; a nested message begins by remembering it. */
  public final int mark() {
    return bytes.length - position;
  }

  /** Ends a nested message, all of whose fields were written since {@code mark}. */
  public final void close(int field, int mark) {
    varint32(mark() - mark);
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }

  public final void bool(int field, boolean value) {
    uint32(field, value ? 1 : 0);
  }

  public final void uint32(int field, int value) {
    varint32(value);
    tag(field, WireFormat.WIRETYPE_VARINT);
  }

  public final void sint32(int field, int value) {
    uint32(field, CodedOutputStream.encodeZigZag32(value));
  }

  public final void sint64(int field, long value) {
    varint64(CodedOutputStream.encodeZigZag64(value));
    tag(field, WireFormat.WIRETYPE_VARINT);
  }

  public final void fixed32(int field, int value) {
    littleEndian(Integer.BYTES).putInt(value);
    tag(field, WireFormat.WIRETYPE_FIXED32);
  }

  public final void fixed64(int field, long value) {
    littleEndian(Long.BYTES).putLong(value);
    tag(field, WireFormat.WIRETYPE_FIXED64);
  }

  public final void string(int field, String value) {
    bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public final void bytes(int field, byte[] value) {
    raw(value);
    varint32(value.length);
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }

  /** Writes bytes as they are: fields that were encoded before. */
  public final void raw(byte[] value) {
    int start = claim(value.length);
    System.arraycopy(value, 0, bytes, start, value.length);
  }

  /** Writes a message whose class Protobuf generated. */
  public final void message(int field, MessageLite value) throws IOException {
    int size = value.getSerializedSize();
    int start = claim(size);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, start, size);
    value.writeTo(out);
    out.checkNoSpaceLeft();
    varint32(size);
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }

  /** Claims space for fixed-width items; {@link #close} puts length and tag in front. */
  public final ByteBuffer littleEndian(long size) {
    int start = claim(size);
    return ByteBuffer.wrap(bytes, start, (int) size).order(ByteOrder.LITTLE_ENDIAN);
  }

  public final void varint32(int value) {
    int at = claim(CodedOutputStream.computeUInt32SizeNoTag(value));
    put(value & 0xFFFF_FFFFL, bytes, at);
  }

  public final void varint64(long value) {
    int at = claim(CodedOutputStream.computeUInt64SizeNoTag(value));
    put(value, bytes, at);
  }

  /** Writes numbers in their order, without tags; {@code size} is the sum of their sizes. */
  public final void varints(int[] values, long size) {
    int at = claim(size);
    byte[] target = bytes;
    for (int value : values) {
      at = put(value & 0xFFFF_FFFFL, target, at);
    }
  }

  public final void varints(long[] values, long size) {
    int at = claim(size);
    byte[] target = bytes;
    for (long value : values) {
      at = put(value, target, at);
    }
  }

  private static int put(long value, byte[] target, int start) {
    int at = start;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    return at;
  }

  /**
   * Returns what was written. The writer must not be used any more, for the result may share its
   * memory.
   */
  public final ByteString finish() {
    int size = mark();
    return position > size
        ? ByteString.copyFrom(bytes, position, size)
        : UnsafeByteOperations.unsafeWrap(bytes, position, size);
  }

  private void tag(int field, int wireType) {
    varint32(field << 3 | wireType);
  }

  private int claim(long size) {
    if (size > position) {
      grow(size);
    }
    position -= (int) size;
    return position;
  }

  private void grow(long size) {
    long needed = mark() + size;
    if (needed > MAX_SIZE) {
      throw new Refusal(
          "a payload of more than 2 GiB cannot cross; split it, or use shared memory");
    }
    byte[] larger =
        new byte[(int) Math.min(MAX_SIZE, Math.max(needed + FIRST_SIZE, 2L * bytes.length))];
    int used = mark();
    System.arraycopy(bytes, position, larger, larger.length - used, used);
    position = larger.length - used;
    bytes = larger;
  }
}
