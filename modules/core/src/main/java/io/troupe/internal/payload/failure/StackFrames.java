package io.troupe.internal.payload.failure;

import io.troupe.proto.StackFrame;

/** Frames of a stack as data, and back. */
public final class StackFrames {
  private StackFrames() {}

  public static StackFrame encode(StackTraceElement frame) {
    StackFrame.Builder builder = StackFrame.newBuilder()
        .setDeclaringClass(frame.getClassName())
        .setMethod(frame.getMethodName())
        .setLine(frame.getLineNumber());
    if (frame.getFileName() != null) {
      builder.setFile(frame.getFileName());
    }
    if (frame.getModuleName() != null) {
      builder.setModule(frame.getModuleName());
    }
    return builder.build();
  }

  public static StackTraceElement decode(StackFrame frame) {
    return new StackTraceElement(
        null,
        frame.hasModule() ? frame.getModule() : null,
        null,
        frame.getDeclaringClass(),
        frame.getMethod(),
        frame.hasFile() ? frame.getFile() : null,
        frame.getLine());
  }
}
