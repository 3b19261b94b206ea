package io.troupe.internal.process.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of JVMs that did not start, by what they printed. */
@Timeout(10)
class StartFailuresTest {

  @Test
  void said_jvmCrashed_isTheSignalAndTheReport() {
    assertThat(StartFailures.said(List.of(
            "#",
            "# A fatal error has been detected by the Java Runtime Environment:",
            "#",
            "#  SIGBUS (0x7) at pc=0x00007f698a0bab42, pid=6780, tid=6783",
            "#",
            "# JRE version:  (17.0.15+6) (build )",
            "# Problematic frame:",
            "# V  [libjvm.so+0x6bab42]  SharedClassPathEntry::validate(bool) const+0x22",
            "#",
            "# An error report file with more information is saved as:",
            "# /tmp/crash.log",
            "#")))
        .isEqualTo(
            "SIGBUS (0x7) at pc=0x00007f698a0bab42, pid=6780, tid=6783; more is in /tmp/crash.log");
  }

  @Test
  void said_anException_isItsFirstLineAndItsLastCause() {
    assertThat(StartFailures.said(List.of(
            "Listening for transport dt_socket at address: 5005",
            "Exception in thread \"main\" java.lang.ExceptionInInitializerError",
            "\tat java.base/java.lang.Class.forName0(Native Method)",
            "Caused by: java.lang.IllegalStateException: one",
            "\tat Main.<clinit>(Main.java:1)",
            "Caused by: java.io.IOException: two",
            "\t... 1 more")))
        .isEqualTo("Exception in thread \"main\" java.lang.ExceptionInInitializerError\n"
            + "Caused by: java.io.IOException: two");
  }

  @Test
  void said_jvmRefusesAnOption_isWhichOne() {
    assertThat(StartFailures.said(List.of(
            "Unrecognized VM option 'Nothing'",
            "Error: Could not create the Java Virtual Machine.",
            "Error: A fatal exception has occurred. Program will exit.")))
        .isEqualTo("Unrecognized VM option 'Nothing'");
  }

  @Test
  void said_jvmCannotBegin_isWhy() {
    assertThat(StartFailures.said(List.of(
            "Error occurred during initialization of VM",
            "Cannot create VM thread. Out of system resources.")))
        .isEqualTo("Error occurred during initialization of VM\n"
            + "Cannot create VM thread. Out of system resources.");
  }

  @Test
  void said_somethingElse_isTheLastTwoLines() {
    assertThat(StartFailures.said(List.of("one", "two", "three"))).isEqualTo("two\nthree");
    assertThat(StartFailures.said(List.of())).isEmpty();
  }
}
