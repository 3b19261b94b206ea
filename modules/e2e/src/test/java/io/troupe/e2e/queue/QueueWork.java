package io.troupe.e2e.queue;

import io.troupe.JoinableQueue;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.QueueShutDownException;
import io.troupe.SimpleQueue;
import io.troupe.connection.Connection;
import io.troupe.e2e.support.Crash;
import java.util.List;

/** What the children of these tests do with queues. */
final class QueueWork {
  private QueueWork() {}

  record Letter(String text, Queue<Object> answer) {}

  static void putNumbers(Queue<Integer> queue, int from, int to) throws InterruptedException {
    for (int i = from; i < to; i++) {
      queue.put(i);
    }
  }

  static void putBytes(Queue<byte[]> queue, int size) throws InterruptedException {
    queue.put(new byte[size]);
  }

  static void putPairs(Queue<List<Integer>> queue, int producer, int count)
      throws InterruptedException {
    for (int i = 0; i < count; i++) {
      queue.put(List.of(producer, i));
    }
  }

  static void echo(Queue<Object> in, Queue<Object> out) throws InterruptedException {
    try {
      while (true) {
        out.put(in.get());
      }
    } catch (QueueShutDownException e) {
      out.put("end");
    }
  }

  static void drain(Queue<Object> queue, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      queue.get();
    }
  }

  static void answer(Letter letter) throws InterruptedException {
    letter.answer().put(letter.text() + " yourself");
  }

  static void putEmptiness(SimpleQueue<Boolean> queue) throws InterruptedException {
    queue.put(queue.isEmpty());
    queue.put(queue.isEmpty());
  }

  static Integer twice(Queue<Integer> queue, Integer number) throws InterruptedException {
    queue.put(number);
    return 2 * number;
  }

  static void passOn(Queue<Integer> queue) throws InterruptedException {
    Process child = Process.of(QueueWork::putNumbers, queue, 2, 3).start();
    queue.put(1);
    child.join();
  }

  static void makeAndSend(Queue<Object> parcels) throws InterruptedException {
    Queue<Object> own = Queue.create();
    own.put("from the owner");
    parcels.put(own);
    // Ends when the parent has answered through it.
    own.put("seen " + awaitOther(own));
  }

  private static Object awaitOther(Queue<Object> own) throws InterruptedException {
    Object item = own.get();
    while (item.equals("from the owner")) {
      own.put(item);
      Thread.onSpinWait();
      item = own.get();
    }
    return item;
  }

  static void work(JoinableQueue<Integer> jobs, Queue<Integer> done) throws InterruptedException {
    while (true) {
      done.put(2 * jobs.get());
      jobs.taskDone();
    }
  }

  /** Says what it got, then dies without having reported it done. */
  static void takeAndDie(Queue<Integer> jobs, Queue<Integer> taken) throws Exception {
    taken.put(jobs.get());
    taken.flush();
    Crash.bySigkill();
  }

  static void waitForOne(Queue<Integer> queue, Queue<String> ready) throws InterruptedException {
    ready.put("ready");
    queue.get();
  }

  static void putOne(Queue<Integer> queue, Queue<String> ready) throws InterruptedException {
    ready.put("ready");
    queue.put(99);
  }

  /** Takes for ever and says what, before it takes more. */
  static void tellWhatItTakes(Queue<Integer> queue, Queue<Integer> told)
      throws InterruptedException {
    while (true) {
      told.put(queue.get());
      told.flush();
    }
  }

  /** Puts an item, then says so by another way. */
  static void putAndTell(Queue<Integer> queue, Connection connection, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      queue.put(i);
      connection.send(i);
      connection.recv();
    }
  }

  /** Puts an item, then says so by a queue of another owner. */
  static void putAndTellByQueue(Queue<Integer> queue, Queue<Queue<Integer>> own, int count)
      throws InterruptedException {
    Queue<Integer> news = Queue.create(1);
    own.put(news);
    for (int i = 0; i < count; i++) {
      queue.put(i);
      news.put(i);
    }
    while (!news.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  static void ownUntilShutDown(Queue<Queue<byte[]>> parcels, Queue<Integer> end)
      throws InterruptedException {
    parcels.put(Queue.create());
    end.get();
  }

  static void own(Queue<Queue<Object>> parcels) throws InterruptedException {
    Queue<Object> bounded = Queue.create(1);
    bounded.put("full");
    parcels.put(bounded);
    parcels.put(Queue.create());
    parcels.put(JoinableQueue.create());
    parcels.flush();
    Thread.currentThread().join();
  }
}
