package io.troupe.internal.process;

import io.troupe.Process;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.BecomeProcess;
import io.troupe.proto.Frame;
import io.troupe.proto.Target;
import org.jspecify.annotations.Nullable;

/** Writes the frame that tells a child to be a process. Encoding happens here, on the thread of whoever starts it. */
final class BecomeFrames {
  private BecomeFrames() {}

  static Frame process(
      TroupeRuntime runtime, Process process, ProcessSettings settings, @Nullable Work work) {
    BecomeProcess.Builder become =
        BecomeProcess.newBuilder().setIdentity(Identities.ofProcess(settings));
    if (work == null) {
      become.setSubclass(SubclassFields.of(process, runtime.payloads()));
    } else {
      become.setTarget(target(runtime, work));
    }
    return Frame.newBuilder().setBecomeProcess(become).build();
  }

  private static Target target(TroupeRuntime runtime, Work work) {
    return Target.newBuilder()
        .setFunction(runtime.functions().encode(work.function()).bytes())
        .setArguments(runtime.payloads().encodeArguments(work.arguments()))
        .build();
  }
}
