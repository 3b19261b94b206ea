package io.troupe.internal.payload.codec;

import io.troupe.PayloadException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A value cannot cross. On its way out each container adds where it holds the value, so that the
 * path costs nothing while all goes well.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN_AT_EACH_END = 8;

  private final String reason;
  private final transient Deque<String> path = new ArrayDeque<>();

  public Refusal(String reason) {
    this(reason, null);
  }

  public Refusal(String reason, @Nullable Throwable cause) {
    super(reason, cause, false, false);
    this.reason = reason;
  }

  /** Adds the part of its container in which the refused value stands. */
  public Refusal at(String part) {
    path.addFirst(part);
    return this;
  }

  public PayloadException toPayloadException() {
    String where = where();
    return new PayloadException(where.isEmpty() ? reason : where + ": " + reason, getCause());
  }

  /** Returns the path, outermost part first; the middle of a very long one is left out. */
  private String where() {
    if (path.size() <= 2 * SHOWN_AT_EACH_END) {
      return String.join(", ", path);
    }
    StringBuilder text = new StringBuilder();
    int index = 0;
    for (Iterator<String> parts = path.iterator(); parts.hasNext(); index++) {
      String part = parts.next();
      if (index < SHOWN_AT_EACH_END || index >= path.size() - SHOWN_AT_EACH_END) {
        text.append(text.length() == 0 ? "" : ", ").append(part);
      } else if (index == SHOWN_AT_EACH_END) {
        text.append(", …");
      }
    }
    return text.toString();
  }
}
