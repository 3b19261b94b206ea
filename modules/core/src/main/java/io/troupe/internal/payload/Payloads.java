package io.troupe.internal.payload;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.internal.payload.border.PayloadCheck;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.codec.PayloadReader;
import io.troupe.internal.payload.codec.PayloadWriter;
import io.troupe.internal.payload.codec.Refusal;
import io.troupe.internal.payload.codec.SerialSettings;
import io.troupe.internal.payload.codec.Types;
import io.troupe.internal.payload.collection.ListCodecs;
import io.troupe.proto.ListKind;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into encoded Payload messages and back. What is reached more than once in a value
 * arrives once, and shared. Thread-safe.
 */
public final class Payloads {
  private final StandardCodecs codecs;

  private Payloads(StandardCodecs codecs) {
    this.codecs = codecs;
  }

  /**
   * Returns payloads with the codecs that {@link ServiceLoader} finds through the thread's context
   * class loader when the first value comes that may be theirs, and with the settings that the
   * system properties give.
   *
   * @throws PayloadException if a setting is not valid
   */
  public static Payloads standard() {
    return of(Extensions.of(Types.loader()), SerialSettings.ofSystemProperties());
  }

  static Payloads of(Extensions extensions, SerialSettings serial) {
    return new Payloads(new StandardCodecs(extensions, serial));
  }

  /**
   * Returns payloads that know these codecs too, before those of the program: the handles of
   * queues, locks and the like.
   *
   * @throws PayloadException if two codecs have one name
   */
  public Payloads with(PayloadCodec<?>... handles) {
    return of(codecs.extensions().with(List.of(handles)), codecs.serial());
  }

  /**
   * Encodes a value.
   *
   * @throws PayloadException if it cannot cross; the message says which part of it, why, and what
   *     to do
   */
  public ByteString encode(@Nullable Object value) {
    return encodePayload(out -> out.content(value));
  }

  /**
   * Encodes arguments as a list payload.
   *
   * @throws PayloadException as {@link #encode}
   */
  public ByteString encodeArguments(@Nullable Object... arguments) {
    return encodeItems(arguments, index -> "argument " + (index + 1));
  }

  /**
   * Encodes items as a list payload, for a list of any class.
   *
   * @throws PayloadException as {@link #encode}
   */
  public ByteString encodeList(List<?> items) {
    return encodeItems(items.toArray(), index -> "item at index " + index);
  }

  private ByteString encodeItems(@Nullable Object[] items, PayloadWriter.PartName part) {
    return encodePayload(out -> ListCodecs.write(ListKind.ARRAY_LIST, items, part, out));
  }

  private ByteString encodePayload(PayloadWriter.Content content) {
    return encoding(again -> PayloadWriter.payload(codecs, again, content));
  }

  /**
   * Decodes a value.
   *
   * @throws PayloadException if the bytes are no payload, or the value cannot be made in this
   *     process
   */
  public @Nullable Object decode(ByteString payload) {
    return decoding(payload, PayloadReader::content);
  }

  /**
   * Decodes arguments.
   *
   * @throws PayloadException as {@link #decode}, and if the payload is no list
   */
  public @Nullable Object[] decodeArguments(ByteString payload) {
    return decodeList(payload).toArray();
  }

  /**
   * Decodes a list payload; the list is the caller's own.
   *
   * @throws PayloadException as {@link #decode}, and if the payload is no list
   */
  @SuppressWarnings("unchecked")
  public List<@Nullable Object> decodeList(ByteString payload) {
    if (decode(payload) instanceof List<?> items) {
      return (List<@Nullable Object>) items;
    }
    throw new PayloadException("A payload holds another value where a list is due");
  }

  /**
   * Returns whether values of a class cross by a codec that was added: Troupe's handles, and types
   * of the program's.
   */
  public boolean hasCodec(Class<?> type) {
    return codecs.isAdded(type);
  }

  /**
   * Finds a class by its name, as when it stands in a payload.
   *
   * @throws PayloadException if this process does not have it
   */
  public Class<?> load(String className) {
    return codecs.types().load(className);
  }

  /**
   * Returns what looks through payloads of a program beyond this machine.
   *
   * @param allowed the classes that the program allows by name
   * @param owner the runtime whose objects may be spoken of; 0 for none
   */
  public PayloadCheck border(AllowedClasses allowed, long owner) {
    return new PayloadCheck(codecs, allowed, owner);
  }

  Codecs codecs() {
    return codecs;
  }

  /** Has what goes wrong while a user's values are taken apart become a PayloadException. */
  <T> T encoding(Encoding<T> encoding) {
    Departure.Mark before = Departure.mark();
    try {
      try {
        return encoding.run(before::giveUpSince);
      } catch (StackOverflowError e) {
        before.giveUpSince();
        return DeepStack.call(() -> encoding.run(before::giveUpSince));
      }
    } catch (Refusal e) {
      throw e.toPayloadException();
    } catch (PayloadException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new PayloadException(
          "The value is nested too deeply for a thread's stack; send a list instead of a chain", e);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (ConcurrentModificationException e) {
      throw new PayloadException(
          "The value was changed while it was encoded; send a copy that nothing else changes", e);
    } catch (IOException | RuntimeException | Error e) {
      throw new PayloadException("The value cannot cross: " + e, e);
    }
  }

  /** Has what goes wrong while bytes are put together become a PayloadException. */
  @Nullable
  Object decoding(ByteString bytes, Decoding decoding) {
    try {
      try {
        return decoding.run(new PayloadReader(codecs, bytes));
      } catch (StackOverflowError e) {
        return DeepStack.callNullable(() -> decoding.run(new PayloadReader(codecs, bytes)));
      }
    } catch (Refusal e) {
      throw e.toPayloadException();
    } catch (PayloadException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new PayloadException("A payload is nested too deeply for a thread's stack", e);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      throw new PayloadException("A payload cannot be decoded: " + e, e);
    }
  }

  @FunctionalInterface
  interface Encoding<T> {
    /**
     * Encodes.
     *
     * @param again to be called before anything is encoded a second time
     */
    T run(Runnable again) throws IOException;
  }

  @FunctionalInterface
  interface Decoding {
    @Nullable
    Object run(PayloadReader reader) throws IOException;
  }
}
