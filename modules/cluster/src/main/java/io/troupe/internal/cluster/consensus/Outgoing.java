package io.troupe.internal.cluster.consensus;

import io.microraft.RaftEndpoint;
import io.microraft.model.message.AppendEntriesRequest;
import io.microraft.model.message.RaftMessage;
import io.microraft.transport.Transport;
import io.troupe.proto.ConsensusMail;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a member says to others. A leader tells them after each entry that it is agreed on, which
 * most often the next one tells them, too: so that waits for a moment. Used by the thread of its
 * member alone.
 */
final class Outgoing implements Transport {
  private static final long NEWS_MILLIS = 5;

  private final Post post;
  private final RaftThread thread;
  private final Map<Endpoint, AppendEntriesRequest> news = new HashMap<>();

  Outgoing(Post post, RaftThread thread) {
    this.post = post;
    this.thread = thread;
  }

  @Override
  public void send(RaftEndpoint target, RaftMessage message) {
    Endpoint receiver = (Endpoint) target;
    if (message instanceof AppendEntriesRequest append) {
      if (isNews(append)) {
        hold(receiver, append);
        return;
      }
      news.remove(receiver);
    }
    post(receiver, message);
  }

  /** It has no entries, and no answer to it is waited for. */
  private static boolean isNews(AppendEntriesRequest append) {
    return append.getLogEntries().isEmpty() && append.getFlowControlSequenceNumber() == 0;
  }

  private void hold(Endpoint receiver, AppendEntriesRequest append) {
    if (news.isEmpty()) {
      thread.schedule(this::tellNews, NEWS_MILLIS, TimeUnit.MILLISECONDS);
    }
    news.put(receiver, append);
  }

  private void tellNews() {
    news.forEach(this::post);
    news.clear();
  }

  private void post(Endpoint receiver, RaftMessage message) {
    post.send(
        receiver.peer(), ConsensusMail.newBuilder().setRaft(RaftWriter.write(message, receiver)));
  }

  @Override
  public boolean isReachable(RaftEndpoint endpoint) {
    return true; // a leader that does not answer is replaced when its time is over
  }
}
