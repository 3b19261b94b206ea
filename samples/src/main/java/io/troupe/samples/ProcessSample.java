package io.troupe.samples;

import io.troupe.Process;

/**
 * Starts a function in a process of its own and waits for its end.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * p = Process(target=greet, args=('Bob',))
 * p.start()
 * p.join()
 * }</pre>
 *
 * <p>Run it with {@code samples/run process}. It prints, with other numbers:
 *
 * <pre>
 * Parent process 4200 starts a child.
 * Hello Bob, this is process 4242, child of 4200.
 * Child 4242 ended with exit code 0.
 * </pre>
 */
public final class ProcessSample {
  private ProcessSample() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.printf("Parent process %d starts a child.%n", Process.current().pid());

    Process child = Process.of(ProcessSample::greet, "Bob").start();
    child.join();

    System.out.printf(
        "Child %d ended with exit code %d.%n", child.pid(), child.exitCode().orElseThrow());
  }

  /** Runs in the child: another JVM, with memory of its own. */
  static void greet(String name) {
    long pid = Process.current().pid();
    long parent = Process.parent().orElseThrow().pid();
    System.out.printf("Hello %s, this is process %d, child of %d.%n", name, pid, parent);
  }
}
