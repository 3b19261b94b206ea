package io.troupe.samples;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.QueueShutDownException;

/**
 * Lets a process write into a queue what another process reads from it.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * queue = Queue()
 * writer = Process(target=write, args=(queue,))
 * reader = Process(target=read, args=(queue,))
 * reader.start(); writer.start(); writer.join(); reader.terminate()
 * }</pre>
 *
 * <p>Run it with {@code samples/run queue}. It prints:
 *
 * <pre>
 * Process 4201 puts A.
 * Process 4202 gets A.
 * Process 4201 puts B.
 * Process 4201 puts C.
 * Process 4202 gets B.
 * Process 4202 gets C.
 * The queue is shut down and empty: the reader is done.
 * </pre>
 */
public final class QueueSample {
  private QueueSample() {}

  public static void main(String[] args) throws InterruptedException {
    Queue<String> queue = Queue.create();
    Process reader = Process.of(QueueSample::read, queue).start();
    Process writer = Process.of(QueueSample::write, queue).start();

    writer.join();
    queue.shutdown(); // What is in the queue can still be taken.
    reader.join();
  }

  static void write(Queue<String> queue) throws InterruptedException {
    for (String letter : new String[] {"A", "B", "C"}) {
      System.out.printf("Process %d puts %s.%n", Process.current().pid(), letter);
      queue.put(letter);
    }
  }

  static void read(Queue<String> queue) throws InterruptedException {
    try {
      while (true) {
        String letter = queue.get();
        System.out.printf("Process %d gets %s.%n", Process.current().pid(), letter);
      }
    } catch (QueueShutDownException e) {
      System.out.println("The queue is shut down and empty: the reader is done.");
    }
  }
}
