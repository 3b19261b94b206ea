package io.troupe.internal.process;

import com.google.protobuf.ByteString;
import io.troupe.internal.log.StandardErrorLog;
import io.troupe.proto.Identity;

/** Who the children of this process are. */
public final class Identities {
  private Identities() {}

  /** Returns the identity of a new worker of a pool: a daemon. */
  public static Identity ofWorker(String name, boolean mayHaveChildren) {
    return ofChild(name, Self.nextChildPath(), Controls.current().authKey())
        .setDaemon(true)
        .setMayHaveChildren(mayHaveChildren)
        .build();
  }

  static Identity ofProcess(ProcessSettings settings) {
    return ofChild(settings.name(), settings.path(), settings.authKey())
        .setDaemon(settings.daemon())
        .setMayHaveChildren(settings.mayHaveChildren())
        .build();
  }

  private static Identity.Builder ofChild(String name, String path, byte[] authKey) {
    return Identity.newBuilder()
        .setName(name)
        .setPath(path)
        .setParentPid(ProcessHandle.current().pid())
        .setParentName(Self.identity().getName())
        .setLogToStderr(StandardErrorLog.level())
        .setAuthKey(ByteString.copyFrom(authKey));
  }
}
