package io.troupe.subprocess;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.function.Consumer;

/** A destination of a program's output. Used by one thread at a time. */
interface Sink {
  /** Takes all that is in the buffer, whose array it may not keep. */
  void accept(ByteBuffer bytes) throws IOException;

  /** Nothing more comes. */
  default void end() throws IOException {}

  /** Keeps it. */
  final class Keeping implements Sink {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    @Override
    public void accept(ByteBuffer bytes) {
      all.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      bytes.position(bytes.limit());
    }

    byte[] bytes() {
      return all.toByteArray();
    }
  }

  /** Writes it to a stream of the program's. */
  record Writing(OutputStream stream) implements Sink {
    @Override
    public void accept(ByteBuffer bytes) throws IOException {
      stream.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      bytes.position(bytes.limit());
      stream.flush();
    }
  }

  /** Hands it to a consumer of the program's line by line. */
  final class Lines implements Sink {
    private final Text text;
    private final CharsetDecoder decoder;
    private final Consumer<? super String> consumer;
    private final CharBuffer decoded = CharBuffer.allocate(8192);
    private final StringBuilder line = new StringBuilder();
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean afterReturn;

    Lines(Text text, Consumer<? super String> consumer) {
      this.text = text;
      this.consumer = consumer;
      decoder = text.decoder();
    }

    @Override
    public void accept(ByteBuffer bytes) {
      ByteBuffer all = ByteBuffer.allocate(rest.remaining() + bytes.remaining());
      all.put(rest).put(bytes).flip();
      decode(all, false);
      rest = all; // the beginning of a character
    }

    @Override
    public void end() {
      decode(rest, true);
      if (!line.isEmpty()) {
        pass();
      }
    }

    private void decode(ByteBuffer bytes, boolean last) {
      CoderResult result;
      do {
        result = decoder.decode(bytes, decoded, last);
        throwIfError(result);
        if (last && result.isUnderflow()) {
          result = decoder.flush(decoded);
        }
        decoded.flip();
        split();
        decoded.clear();
      } while (result.isOverflow());
    }

    private void throwIfError(CoderResult result) {
      if (result.isError()) {
        try {
          result.throwException();
        } catch (CharacterCodingException e) {
          throw text.unreadable(e);
        }
      }
    }

    private void split() {
      while (decoded.hasRemaining()) {
        char next = decoded.get();
        if (next == '\r' || (next == '\n' && !afterReturn)) {
          pass();
        } else if (next != '\n') {
          line.append(next);
        }
        afterReturn = next == '\r';
      }
    }

    private void pass() {
      String whole = line.toString();
      line.setLength(0);
      consumer.accept(whole);
    }
  }
}
