package io.troupe;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception that was thrown in another process and cannot be rebuilt here. The
 * message is what {@code toString()} gave there; the {@linkplain RemoteStackTrace remote stack} is
 * the first suppressed exception.
 */
public final class RemoteException extends TroupeException {
  private static final long serialVersionUID = 1L;

  private final String remoteClass;

  public RemoteException(String remoteClass, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.remoteClass = remoteClass;
  }

  /**
   * Returns the name of the class that was thrown, for example
   * {@code com.example.DiskFullException}.
   */
  public String remoteClass() {
    return remoteClass;
  }
}
