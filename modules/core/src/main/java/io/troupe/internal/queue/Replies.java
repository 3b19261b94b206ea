package io.troupe.internal.queue;

import io.troupe.proto.Done;
import io.troupe.proto.EndWindow;
import io.troupe.proto.Frame;
import io.troupe.proto.HandedItems;
import io.troupe.proto.PutWindow;
import io.troupe.proto.QueueContent;
import io.troupe.proto.QueueItem;
import io.troupe.proto.QueueSays;
import io.troupe.proto.QueueWord;
import io.troupe.proto.RecallBatches;
import io.troupe.proto.RequestWithdrawn;
import java.util.List;

/** What a queue tells its callers. */
final class Replies {
  private Replies() {}

  static Frame.Builder items(List<Item> items) {
    HandedItems.Builder handed = HandedItems.newBuilder();
    for (Item item : items) {
      handed.addItems(item.payload());
    }
    return Frame.newBuilder().setHandedItems(handed);
  }

  static Frame.Builder window(long bytes) {
    return Frame.newBuilder().setPutWindow(PutWindow.newBuilder().setBytes(bytes));
  }

  static Frame.Builder says(QueueWord word) {
    return Frame.newBuilder().setQueueSays(QueueSays.newBuilder().setWord(word));
  }

  static Frame.Builder done() {
    return Frame.newBuilder().setDone(Done.getDefaultInstance());
  }

  static Frame.Builder withdrawn() {
    return Frame.newBuilder().setRequestWithdrawn(RequestWithdrawn.getDefaultInstance());
  }

  static Frame.Builder recall(List<Long> batches) {
    return Frame.newBuilder().setRecallBatches(RecallBatches.newBuilder().addAllBatches(batches));
  }

  static Frame.Builder endWindow() {
    return Frame.newBuilder().setEndWindow(EndWindow.getDefaultInstance());
  }

  static Frame.Builder size(long size) {
    return Frame.newBuilder().setQueueContent(QueueContent.newBuilder().setSize(size));
  }

  static Frame.Builder content(List<Item> items) {
    QueueContent.Builder content = QueueContent.newBuilder().setSize(items.size());
    for (Item item : items) {
      content.addItems(QueueItem.newBuilder().setId(item.id()).setItem(item.payload()));
    }
    return Frame.newBuilder().setQueueContent(content);
  }
}
