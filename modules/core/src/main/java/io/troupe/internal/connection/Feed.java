package io.troupe.internal.connection;

import java.io.IOException;

/** Where an inbox gets its sources from. Called under the lock of the inbox only. */
interface Feed {

  /** Registers with the inbox what there is to read. Called until it succeeds once. */
  void open(Inbox inbox) throws IOException, InterruptedException;

  /** Adds the sources that are new, without blocking, and takes in what else is known. */
  void advance(Inbox inbox) throws IOException;

  /** Whether no further source will come, as far as is known. */
  boolean isDry();

  /** Says whether the writer whose first message this is may go on. Asked only for sources added as strangers. */
  boolean admits(byte[] greeting);

  /** Takes back a source that has ended. */
  void retire(Source source);

  /** Ends it; {@code sources} hold what arrived and was not taken. */
  void close(Sources sources) throws IOException;
}
