package io.troupe.internal.link;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.troupe.proto.Frame;
import io.troupe.proto.LinkFrame;
import io.troupe.proto.Ping;
import io.troupe.proto.PoolFrame;
import io.troupe.proto.Task;
import io.troupe.proto.TaskBatch;
import java.util.Random;

/** Frames for tests. */
public final class Frames {
  private Frames() {}

  public static Frame ping(long correlation) {
    return Frame.newBuilder()
        .setCorrelation(correlation)
        .setLink(LinkFrame.newBuilder().setPing(Ping.getDefaultInstance()))
        .build();
  }

  static Frame bytes(long correlation, ByteString bytes) {
    return Frame.newBuilder()
        .setCorrelation(correlation)
        .setPool(PoolFrame.newBuilder()
            .setTasks(TaskBatch.newBuilder().addTasks(Task.newBuilder().setArguments(bytes))))
        .build();
  }

  public static Frame zeros(long correlation, int size) {
    return bytes(correlation, UnsafeByteOperations.unsafeWrap(new byte[size]));
  }

  public static Frame random(long correlation, int size) {
    byte[] bytes = new byte[size];
    new Random(correlation).nextBytes(bytes);
    return bytes(correlation, UnsafeByteOperations.unsafeWrap(bytes));
  }
}
