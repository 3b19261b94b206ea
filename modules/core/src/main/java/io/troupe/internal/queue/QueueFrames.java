package io.troupe.internal.queue;

import io.troupe.proto.EndWindow;
import io.troupe.proto.Frame;
import io.troupe.proto.HandedItems;
import io.troupe.proto.PutWindow;
import io.troupe.proto.QueueContent;
import io.troupe.proto.QueueFrame;
import io.troupe.proto.QueueItem;
import io.troupe.proto.QueueSays;
import io.troupe.proto.QueueWord;
import io.troupe.proto.RecallBatches;
import java.util.List;

/** Frames of queues. */
final class QueueFrames {
  private QueueFrames() {}

  static Frame.Builder frame(QueueFrame.Builder body) {
    return Frame.newBuilder().setQueue(body);
  }

  static Frame.Builder items(List<Item> items) {
    HandedItems.Builder handed = HandedItems.newBuilder();
    for (Item item : items) {
      handed.addItems(item.payload());
    }
    return frame(QueueFrame.newBuilder().setHandedItems(handed));
  }

  static Frame.Builder window(long bytes) {
    return window(bytes, 0);
  }

  /** @param item the number of what was put; 0 for none */
  static Frame.Builder window(long bytes, long item) {
    PutWindow window = PutWindow.newBuilder().setBytes(bytes).setItem(item).build();
    return frame(QueueFrame.newBuilder().setPutWindow(window));
  }

  static Frame.Builder says(QueueWord word) {
    return frame(QueueFrame.newBuilder().setSays(QueueSays.newBuilder().setWord(word)));
  }

  static Frame.Builder recall(List<Long> batches) {
    return frame(QueueFrame.newBuilder()
        .setRecallBatches(RecallBatches.newBuilder().addAllBatches(batches)));
  }

  static Frame.Builder endWindow() {
    return frame(QueueFrame.newBuilder().setEndWindow(EndWindow.getDefaultInstance()));
  }

  static Frame.Builder size(long size) {
    return frame(QueueFrame.newBuilder().setContent(QueueContent.newBuilder().setSize(size)));
  }

  static Frame.Builder content(List<Item> items) {
    QueueContent.Builder content = QueueContent.newBuilder().setSize(items.size());
    for (Item item : items) {
      content.addItems(QueueItem.newBuilder().setId(item.id()).setItem(item.payload()));
    }
    return frame(QueueFrame.newBuilder().setContent(content));
  }
}
