package io.troupe.internal.manager;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagedCall;
import io.troupe.proto.ManagedItem;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a façade asks of its object: a method and encoded arguments. Not thread-safe; used once. */
final class Call {
  private final Payloads payloads = TroupeRuntime.current().payloads();
  private final ManagedCall.Builder call = ManagedCall.newBuilder();
  private final List<Departure<?>> departures = new ArrayList<>(0);

  private Call(String method) {
    call.setMethod(method);
  }

  static Call of(String method) {
    return new Call(method);
  }

  /**
   * Adds a value that the object only keeps.
   *
   * @throws io.troupe.PayloadException if it cannot cross
   */
  Call value(@Nullable Object value) {
    if (Scalars.isScalar(value)) {
      call.addItems(ManagedItem.newBuilder().setPayload(payloads.encode(value)));
    } else {
      encoded(value);
    }
    return this;
  }

  /** Adds a value that the object compares with others. */
  Call compared(@Nullable Object value) {
    if (Scalars.isScalar(value)) {
      call.addItems(ManagedItem.newBuilder().setPayload(payloads.encode(value)));
    } else if (!Scalars.isScalar(encoded(value))) {
      call.setRunsCode(true);
    }
    return this;
  }

  private ByteString encoded(@Nullable Object value) {
    try {
      Departure<ByteString> departure = Departure.of(() -> payloads.encode(value));
      departures.add(departure);
      call.addItems(
          ManagedItem.newBuilder().setPayload(departure.value()).setLive(departure.isLive()));
      if (departure.isLive()) {
        call.setRunsCode(true); // who opens handles may block
      }
      return departure.value();
    } catch (RuntimeException | Error e) {
      lost();
      throw e;
    }
  }

  /** Adds a function that the object calls. */
  Call function(Object function) {
    encoded(function);
    call.setRunsCode(true);
    return this;
  }

  /** Adds a function that the object calls, if it can cross; else the call is of no use. */
  boolean takes(Object function) {
    if (!(function instanceof Serializable)) {
      return false;
    }
    try {
      function(function);
      return true;
    } catch (PayloadException e) {
      return false; // as Comparator.comparing with a lambda, which cannot be seen before
    }
  }

  Call values(Collection<?> values) {
    values.forEach(this::value);
    return this;
  }

  Call allCompared(Collection<?> values) {
    values.forEach(this::compared);
    return this;
  }

  Call runsCode() {
    call.setRunsCode(true);
    return this;
  }

  Frame.Builder frame() {
    return Frame.newBuilder().setManagedCall(call);
  }

  /** It did not arrive, or not whole. */
  void lost() {
    departures.forEach(Departure::lost);
  }
}
