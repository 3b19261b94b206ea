package io.troupe.internal.queue;

import io.troupe.OwnerLostException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.QueueFrame;
import java.lang.ref.WeakReference;

/** What a process keeps beside a queue, once for all its handles and threads. Thread-safe. */
final class QueueClient {
  private static final Log log = Log.of(QueueClient.class);

  private final ObjectRef queue;
  private final Intake intake;
  private final Outlet outlet;

  // Guarded by this.
  private int handles;

  private QueueClient(ObjectRef queue) {
    this.queue = queue;
    intake = new Intake(queue);
    outlet = new Outlet(queue);
  }

  /** Returns the one of this process. */
  static QueueClient of(ObjectRef queue) {
    return queue.companion(() -> new QueueClient(queue));
  }

  ObjectRef queue() {
    return queue;
  }

  Intake intake() {
    return intake;
  }

  Outlet outlet() {
    return outlet;
  }

  /** A handle was opened. */
  synchronized void opened() {
    if (handles++ == 0) {
      intake.open();
      listen(queue, new WeakReference<>(this));
    }
  }

  private static void listen(ObjectRef queue, WeakReference<QueueClient> client) {
    queue.listen(news -> {
      QueueClient self = client.get();
      if (self != null) {
        self.onNews(news.getQueue());
      }
    });
  }

  /** A handle was closed; with the last one, what travelled ahead goes back. */
  synchronized void closed() {
    if (--handles == 0) {
      try {
        intake.close();
      } catch (OwnerLostException e) {
        log.debug("Items went with their queue", e);
      }
    }
  }

  /** Runs on threads that must not block. */
  private void onNews(QueueFrame news) {
    switch (news.getBodyCase()) {
      case PUT_WINDOW -> outlet.granted(news.getPutWindow().getBytes());
      case RECALL_BATCHES -> intake.recall(news.getRecallBatches().getBatchesList());
      case END_WINDOW -> outlet.endWindow();
      default -> log.debug("News of a newer library: {}", news.getBodyCase());
    }
  }
}
