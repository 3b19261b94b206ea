package io.troupe.internal.pool.worker;

import com.google.protobuf.ByteString;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.payload.lambda.EncodedFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values for processes: encoded functions and payloads. */
public final class EncodedValues implements Values {
  private final Payloads payloads;
  private final Functions functions;

  /**
   * The encodings of functions that capture nothing, by the class of the lambda, which says all
   * about them.
   */
  private final ClassValue<Slot> stateless = new ClassValue<>() {
    @Override
    protected Slot computeValue(Class<?> type) {
      return new Slot();
    }
  };

  private static final class Slot {
    volatile @Nullable EncodedFunction encoded;
  }

  public EncodedValues(Payloads payloads, Functions functions) {
    this.payloads = payloads;
    this.functions = functions;
  }

  @Override
  public Object function(Object function) {
    Slot slot = stateless.get(function.getClass());
    EncodedFunction known = slot.encoded;
    return known == null ? encode(function, slot) : known;
  }

  private EncodedFunction encode(Object function, Slot slot) {
    EncodedFunction encoded = functions.encode(function);
    if (encoded.stateless()) {
      slot.encoded = encoded;
    }
    return encoded;
  }

  @Override
  public Object arguments(List<@Nullable Object> arguments) {
    return payloads.encodeArguments(arguments.toArray());
  }

  @Override
  public Object items(List<?> items) {
    return payloads.encodeList(items);
  }

  @Override
  public int bytes(Object prepared) {
    return ((ByteString) prepared).size();
  }

  @Override
  public String describe(Object function) {
    return ((EncodedFunction) function).description();
  }
}
