package io.troupe.internal.link.handshake;

/**
 * What others know a runtime by.
 *
 * @param number random and never 0
 * @param pid of its process
 */
public record RuntimeId(long number, long pid) {

  /** Creates one for a new runtime of this process. */
  public static RuntimeId create() {
    return new RuntimeId(Hmac.newNumber(), ProcessHandle.current().pid());
  }
}
