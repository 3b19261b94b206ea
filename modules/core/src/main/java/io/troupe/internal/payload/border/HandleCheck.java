package io.troupe.internal.payload.border;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.proto.ActorHandle;
import io.troupe.proto.ExtensionValue;
import io.troupe.proto.ManagedHandle;
import io.troupe.proto.ObjectHandle;
import io.troupe.proto.PoolHandle;
import io.troupe.proto.QueueHandle;
import io.troupe.proto.SyncHandle;
import java.io.IOException;

/**
 * Looks at handles. To open one is to connect with the process that it names, by the key that it
 * brings: one that names another than the manager would have this process trust any process that a
 * stranger names.
 *
 * @param owner the runtime whose objects may be spoken of; 0 for none
 */
record HandleCheck(long owner) {
  private static final String TROUPE = "troupe.";
  private static final String TROUPE_PACKAGE = "io.troupe.";

  /** The program's own codecs are its own affair. */
  void check(ExtensionValue value, PayloadCheck payloads) throws IOException {
    ByteString data = value.getData();
    switch (value.getCodec()) {
      case "io.troupe.Managed" -> check(ManagedHandle.parseFrom(data).getObject());
      case "troupe.Queue", "troupe.SimpleQueue" ->
        check(QueueHandle.parseFrom(data).getObject());
      case "troupe.Pool" -> check(PoolHandle.parseFrom(data).getObject());
      case "troupe.ActorRef" -> check(ActorHandle.parseFrom(data));
      case "troupe.StatusReply" -> payloads.payload(data);
      case "troupe.Sync" -> check(SyncHandle.parseFrom(data), payloads);
      default -> {
        if (value.getCodec().startsWith(TROUPE) || value.getCodec().startsWith(TROUPE_PACKAGE)) {
          throw refused();
        }
      }
    }
  }

  private void check(SyncHandle handle, PayloadCheck payloads) {
    SyncHandle each = handle;
    while (true) {
      check(each.getObject());
      if (!each.getBlock().isEmpty()) {
        throw refused(); // shared memory
      }
      if (!each.getBarrier().getAction().isEmpty()) {
        payloads.payload(each.getBarrier().getAction());
      }
      if (!each.hasLock()) {
        return;
      }
      each = each.getLock();
    }
  }

  /** Who asks is the other end of the link. */
  private void check(ActorHandle handle) {
    if (!handle.getAsker()) {
      check(handle.getObject());
    }
  }

  private void check(ObjectHandle handle) {
    if (owner == 0 || handle.getOwner() != owner) {
      throw refused();
    }
  }

  private static PayloadException refused() {
    return new PayloadException(
        "What belongs to one process or its machine, such as a queue, a lock, a connection or shared"
            + " memory, cannot cross a network; let the manager make it, for its objects can");
  }
}
