package io.troupe.ps;

import java.time.Duration;

/**
 * The processor time that a process has used. Figures that the system does not tell are zero.
 *
 * @param user in the program itself
 * @param system in the kernel on its behalf
 * @param childrenUser of its children that have ended and were waited for
 * @param childrenSystem the same in the kernel
 * @param ioWait waiting for block devices
 */
public record CpuTimes(
    Duration user,
    Duration system,
    Duration childrenUser,
    Duration childrenSystem,
    Duration ioWait) {

  /** Returns the time of the process itself, in the program and in the kernel. */
  public Duration total() {
    return user.plus(system);
  }
}
