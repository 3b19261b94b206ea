package io.troupe.internal.actor;

import com.google.protobuf.ByteString;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.ActorEnded;
import io.troupe.proto.ActorFrame;
import io.troupe.proto.ActorHandle;
import io.troupe.proto.ActorMessage;
import io.troupe.proto.Failure;
import io.troupe.proto.Frame;
import io.troupe.proto.ProcessedMessages;
import io.troupe.proto.SpawnActor;
import io.troupe.proto.StopActor;
import io.troupe.proto.WatchActor;
import org.jspecify.annotations.Nullable;

/** Frames of actors. */
final class ActorFrames {
  private ActorFrames() {}

  private static Frame.Builder frame(ActorFrame.Builder body) {
    return Frame.newBuilder().setActor(body);
  }

  static Frame.Builder spawn(ByteString factory, String name) {
    return frame(ActorFrame.newBuilder()
        .setSpawn(SpawnActor.newBuilder().setFactory(factory).setName(name)));
  }

  static Frame.Builder spawned(ActorHandle handle) {
    return frame(ActorFrame.newBuilder().setSpawned(handle));
  }

  static ActorHandle handle(ObjectRef object, String name) {
    return ActorHandle.newBuilder().setObject(object.handle()).setName(name).build();
  }

  static Frame.Builder message(ByteString payload) {
    return message(payload, false);
  }

  /** @param counted whether the caller wants to hear when it was taken */
  static Frame.Builder message(ByteString payload, boolean counted) {
    return frame(ActorFrame.newBuilder()
        .setMessage(ActorMessage.newBuilder().setPayload(payload).setCounted(counted)));
  }

  static Frame.Builder processed(int count, long bytes) {
    return frame(ActorFrame.newBuilder()
        .setProcessed(ProcessedMessages.newBuilder().setCount(count).setBytes(bytes)));
  }

  static Frame.Builder watch() {
    return frame(ActorFrame.newBuilder().setWatch(WatchActor.getDefaultInstance()));
  }

  /** @param failure why; null where the actor stopped by itself */
  static Frame.Builder ended(@Nullable Failure failure) {
    ActorEnded.Builder ended = ActorEnded.newBuilder();
    if (failure != null) {
      ended.setFailure(failure);
    }
    return frame(ActorFrame.newBuilder().setEnded(ended));
  }

  static Frame.Builder stop() {
    return frame(ActorFrame.newBuilder().setStop(StopActor.getDefaultInstance()));
  }
}
