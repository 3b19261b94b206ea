package io.troupe.internal.manager.call;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.troupe.internal.manager.call.Definitions.Definition;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.payload.lambda.EncodedFunction;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagedCall;
import io.troupe.proto.ManagedFrame;
import io.troupe.proto.ManagedItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call as it is sent: a method and encoded arguments. Not thread-safe; used once. */
public final class Call {
  private final Payloads payloads;
  private final Definitions definitions;
  private final ManagedCall.Builder call = ManagedCall.newBuilder();
  private List<Departure<?>> departures = new ArrayList<>(0);
  private final List<Definition> defined = new ArrayList<>(0);

  Call(Payloads payloads, Definitions definitions, String method) {
    this.payloads = payloads;
    this.definitions = definitions;
    call.setMethod(method);
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

  private ByteString encoded(@Nullable Object value) {
    Departure<ByteString> departure = Departure.of(() -> payloads.encode(value));
    departures.add(departure);
    call.addItems(ManagedItem.newBuilder()
        .setPayload(departure.value())
        .setLive(departure.isLive())
        .setHandles(departure.storable()));
    if (departure.isLive()) {
      call.setRunsCode(true); // what opens handles may block
    }
    return departure.value();
  }

  void element(Element element) {
    ByteString payload = element.payload();
    if (payload != null) {
      call.addItems(ManagedItem.newBuilder().setPayload(payload));
    } else {
      value(element.take());
    }
  }

  /** Adds a value that the object compares with others. */
  void key(Key key) {
    Object value = key.take();
    if (Scalars.isScalar(value)) {
      call.addItems(ManagedItem.newBuilder().setPayload(payloads.encode(value)));
    } else if (!Scalars.isScalar(encoded(value))) {
      call.setRunsCode(true);
    }
  }

  /** Adds a function that the object calls; null for none, where the object calls others. */
  void code(@Nullable Code<?> code) {
    call.setRunsCode(true);
    if (code == null) {
      value(null);
      return;
    }
    Departure<EncodedFunction> encoded = requireNonNull(code.encoded(), "encoded");
    departures.add(encoded);
    ManagedItem.Builder item = ManagedItem.newBuilder().setFunction(true);
    Definition definition = definitions.of(encoded.value());
    if (definition != null) {
      item.setSlot(definition.slot());
      defined.add(definition);
    }
    if (definition == null || !definition.isKnown()) {
      item.setPayload(encoded.value().bytes());
    }
    call.addItems(item);
  }

  ManagedCall.Builder message() {
    return call;
  }

  Frame.Builder frame() {
    return Frame.newBuilder().setManaged(ManagedFrame.newBuilder().setCall(call));
  }

  /** It was carried out, so that the owner knows its functions. */
  void arrived() {
    defined.forEach(Definition::known);
  }

  /**
   * It is not known yet whether it arrives: what went along is settled by the caller, who gets it.
   */
  List<Departure<?>> leave() {
    List<Departure<?>> left = departures;
    departures = List.of();
    return left;
  }

  /** It did not arrive, or not whole. */
  void lost() {
    departures.forEach(Departure::lost);
  }
}
