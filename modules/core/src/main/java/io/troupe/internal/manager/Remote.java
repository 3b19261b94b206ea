package io.troupe.internal.manager;

import io.troupe.TroupeException;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagedItem;
import io.troupe.proto.ManagedReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A managed object as its façades reach it from this process. Thread-safe. */
public final class Remote {
  private final ObjectRef object;

  Remote(ObjectRef object) {
    this.object = object;
  }

  ObjectRef object() {
    return object;
  }

  boolean isSame(Remote other) {
    return object == other.object;
  }

  /** Carries a call out and returns the items of its answer, decoded. Blocks, and is not interrupted. */
  List<@Nullable Object> call(Call call) {
    try {
      return take(ask(call).joinReading());
    } catch (RuntimeException | Error e) {
      call.lost();
      throw e;
    }
  }

  /** As {@link #call}; an interrupt withdraws the call, and waits for its end, which is then soon. */
  List<@Nullable Object> callInterruptibly(Call call) throws InterruptedException {
    try {
      return take(get(ask(call)));
    } catch (RuntimeException | Error | InterruptedException e) {
      call.lost();
      throw e;
    }
  }

  /** Begins a call that is answered later. */
  Answer begin(Call call) {
    try {
      return ask(call);
    } catch (RuntimeException | Error e) {
      call.lost();
      throw e;
    }
  }

  /** As {@link #call}, without waiting. */
  CompletionStage<List<@Nullable Object>> callAsync(Call call) {
    return answered(begin(call), call);
  }

  private CompletionStage<List<@Nullable Object>> answered(Answer answer, Call call) {
    return answer
        .stage()
        .whenComplete((frame, failure) -> {
          if (failure != null) {
            call.lost();
          }
        })
        .thenApplyAsync(this::take, Worker::run); // handles in it are opened, which may block
  }

  /** Sends a call that is not answered. What it throws there is lost. */
  void tell(Call call) {
    try {
      object.tell(call.frame());
    } catch (RuntimeException | Error e) {
      call.lost();
      throw e;
    }
  }

  private Frame get(Answer answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      object.withdraw(answer);
      Frame late = answer.join();
      if (late.hasRequestWithdrawn()) {
        throw e;
      }
      Thread.currentThread().interrupt();
      return late;
    }
  }

  private Answer ask(Call call) {
    if (object.isLocal() && Job.isUnderWay(object.object())) {
      throw new IllegalStateException(
          "A function that runs in a managed object uses that object itself, which cannot answer before it ends; use what the function is given");
    }
    object.fenceOthers(); // who finds what this call leaves here must not miss what was sent before
    return object.ask(call.frame());
  }

  private List<@Nullable Object> take(Frame answer) {
    if (!answer.hasManagedReturn()) {
      throw new TroupeException("A managed object answered by " + answer.getBodyCase());
    }
    List<ManagedItem> items = answer.getManagedReturn().getItemsList();
    if (items.size() == 1 && !items.get(0).getLive()) {
      return plain(items.get(0));
    }
    return takeAll(items, answer.getCorrelation());
  }

  private static List<@Nullable Object> plain(ManagedItem item) {
    List<@Nullable Object> values = new ArrayList<>(1);
    values.add(TroupeRuntime.current().payloads().decode(item.getPayload()));
    return values;
  }

  private List<@Nullable Object> takeAll(List<ManagedItem> items, long correlation) {
    List<@Nullable Object> values = new ArrayList<>(items.size());
    boolean live = false;
    for (ManagedItem item : items) {
      values.add(TroupeRuntime.current().payloads().decode(item.getPayload()));
      live |= item.getLive();
    }
    if (live) {
      object.tell(Frame.newBuilder()
          .setManagedReceipt(ManagedReceipt.newBuilder().setCorrelation(correlation)));
    }
    return values;
  }

  /** Carries a call out whose answer is one value, or none for null. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"
  }) // The façade knows its types.
  <T extends @Nullable Object> T get(Call call) {
    return (T) single(call(call));
  }

  /** Returns the one value of an answer, or null for none. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"
  }) // The façade knows its types.
  <T extends @Nullable Object> T single(List<@Nullable Object> values) {
    return (T) (values.isEmpty() ? null : values.get(0));
  }

  boolean test(Call call) {
    return this.<Boolean>get(call);
  }

  int count(Call call) {
    return this.<Integer>get(call);
  }

  @Override
  public String toString() {
    return object.toString();
  }
}
