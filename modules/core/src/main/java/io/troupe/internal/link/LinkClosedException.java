package io.troupe.internal.link;

import io.troupe.TroupeException;
import org.jspecify.annotations.Nullable;

/** The other side of a link is gone, or this side closed it. */
public final class LinkClosedException extends TroupeException {
  private static final long serialVersionUID = 1L;

  public LinkClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
