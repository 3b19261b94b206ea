package io.troupe.subprocess;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The signals of POSIX, by their names. Python's {@code signal.Signals}. */
public enum Signal {
  SIGHUP(1),
  SIGINT(2),
  SIGQUIT(3),
  SIGILL(4),
  SIGTRAP(5),
  SIGABRT(6),
  SIGBUS(7, 10),
  SIGFPE(8),
  SIGKILL(9),
  SIGUSR1(10, 30),
  SIGSEGV(11),
  SIGUSR2(12, 31),
  SIGPIPE(13),
  SIGALRM(14),
  SIGTERM(15),
  SIGCHLD(17, 20),
  SIGCONT(18, 19),
  SIGSTOP(19, 17),
  SIGTSTP(20, 18),
  SIGTTIN(21),
  SIGTTOU(22),
  SIGURG(23, 16),
  SIGXCPU(24),
  SIGXFSZ(25),
  SIGVTALRM(26),
  SIGPROF(27),
  SIGWINCH(28),
  SIGIO(29, 23),
  SIGSYS(31, 12);

  private static final boolean MAC =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");

  private final int linux;
  private final int mac;

  Signal(int number) {
    this(number, number);
  }

  Signal(int linux, int mac) {
    this.linux = linux;
    this.mac = mac;
  }

  /** Returns the number of the signal on this system. */
  public int number() {
    return MAC ? mac : linux;
  }

  /** Returns the signal with a number, if it has a name here. */
  public static Optional<Signal> of(int number) {
    return Stream.of(values()).filter(each -> each.number() == number).findFirst();
  }
}
