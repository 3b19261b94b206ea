package io.troupe.internal.boot;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.function.Task1;
import io.troupe.function.VoidTask0;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.worker.ChildContext;
import io.troupe.proto.BecomeProcess;
import io.troupe.proto.Exiting;
import io.troupe.proto.Frame;
import io.troupe.proto.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what a process does with its first work, so that the classes for it are loaded
 * before a program waits: in a spare, and in the JVM that makes the class archive.
 */
final class Rehearsal {
  private Rehearsal() {}

  static void run(ChildContext context) {
    perform(context, asReceived(target(context.functions(), context.payloads())).getTarget());
    VoidTask0 bow = Rehearsal::bow;
    live(context, context.functions().encode(bow).bytes());
    Exit.rehearse();
  }

  private static void bow() {
    // The shortest work there is.
  }

  /**
   * Does what a process does with {@code function} from the first frame to the last, without an
   * identity and without an exit.
   */
  static void live(ChildContext context, ByteString function) {
    ByteString arguments = context.payloads().encodeArguments();
    Target target =
        Target.newBuilder().setFunction(function).setArguments(arguments).build();
    BecomeProcess become = asReceived(target);
    Assignment.End end = new ProcessAssignment(become, new InterruptibleMain()).perform(context);
    Frame last = Frame.newBuilder()
        .setExiting(Exiting.newBuilder().setStatus(end.status()))
        .build();
    if (end.status() != 0 || last.toByteString().isEmpty()) {
      throw new IllegalStateException("the rehearsal failed");
    }
  }

  /** Returns work as a process gets it. */
  static Target target(Functions functions, Payloads payloads) {
    Task1<List<Integer>, Integer> act = List::size;
    List<Integer> props = new ArrayList<>(List.of(1, 2, 3));
    return Target.newBuilder()
        .setFunction(functions.encode(act).bytes())
        .setArguments(payloads.encodeArguments(props))
        .build();
  }

  private static BecomeProcess asReceived(Target target) {
    Frame frame = Frame.newBuilder()
        .setBecomeProcess(BecomeProcess.newBuilder().setTarget(target))
        .build();
    try {
      return Frame.parseFrom(frame.toByteString()).getBecomeProcess();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a frame of our own does not parse", e);
    }
  }

  private static void perform(ChildContext context, Target target) {
    Object function = context.functions().decode(target.getFunction());
    ByteString arguments = target.getArguments();
    try {
      Object result = Invocation.call(function, context.payloads().decodeArguments(arguments));
      ByteString returned = context.payloads().encode(result);
      requireNonNull(context.payloads().decode(returned));
    } catch (Exception e) {
      throw new IllegalStateException("the rehearsal failed", e);
    }
  }

  private static void requireNonNull(@Nullable Object result) {
    if (result == null) {
      throw new IllegalStateException("the rehearsal lost its result");
    }
  }
}
