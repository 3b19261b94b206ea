package io.troupe.ps;

/**
 * The memory of a process, in bytes. Figures that the system does not tell are zero.
 *
 * @param rss resident: in the machine's memory now, pages that are shared with others included
 * @param vms virtual: all that is mapped, used or not
 * @param shared the part of the resident memory that may be shared
 * @param text the program's code
 * @param data heap and stack, as reserved
 */
public record MemoryInfo(long rss, long vms, long shared, long text, long data) {

  /** Returns how much of a machine's memory is resident; 0 where that is not known. */
  double percentOf(long total) {
    return total == 0 ? 0 : 100.0 * rss / total;
  }

  /**
   * The memory of a process as its pages tell; to count them takes the kernel milliseconds where
   * they are many.
   *
   * @param uss unique: what would be free if the process ended now
   * @param pss proportional: each shared page divided by the number of its users, so that sums over
   *     processes are true
   * @param swap moved out to disk
   */
  public record Full(long uss, long pss, long swap) {}
}
