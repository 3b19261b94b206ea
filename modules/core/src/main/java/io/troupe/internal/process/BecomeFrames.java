package io.troupe.internal.process;

import io.troupe.Process;
import io.troupe.proto.BecomeProcess;
import io.troupe.proto.Frame;
import io.troupe.proto.Target;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frame that tells a child to be a process. Encoding happens here, on the thread that
 * starts it.
 */
final class BecomeFrames {
  private BecomeFrames() {}

  static Frame process(
      Processes processes, Process process, ProcessSettings settings, @Nullable Work work) {
    BecomeProcess.Builder become =
        BecomeProcess.newBuilder().setIdentity(Identities.ofProcess(settings));
    if (work == null) {
      become.setSubclass(SubclassFields.of(process, processes.payloads()));
    } else {
      become.setTarget(target(processes, work));
    }
    return Frame.newBuilder().setBecomeProcess(become).build();
  }

  private static Target target(Processes processes, Work work) {
    return Target.newBuilder()
        .setFunction(processes.functions().encode(work.function()).bytes())
        .setArguments(processes.payloads().encodeArguments(work.arguments()))
        .build();
  }
}
