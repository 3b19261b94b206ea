package io.troupe.e2e.docs;

import io.troupe.JoinableQueue;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.SimpleQueue;
import io.troupe.cluster.Cluster;
import io.troupe.connection.Connection;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import io.troupe.memory.DoubleArray;
import io.troupe.memory.IntValue;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.Lock;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * What the snippets of the documentation find around them: the rest of the program that they are
 * taken from.
 */
@SuppressWarnings("unused")
abstract class Scene {
  static final int READY = 1;

  Pool pool;
  Process process;
  Manager manager;
  Cluster cluster;
  ActorRef<Account.Command> account;
  ActorContext<Account.Command> context;
  Condition changed;
  IntValue state;
  IntValue balance;
  DoubleArray totals;
  double[] more;
  List<String> lines;
  List<String> words;
  List<String> files;
  List<Integer> numbers;
  List<Part> parts;
  List<Job> all;
  String line;
  String file;
  String path;
  byte[] key;
  byte[] pixels;
  int width;
  int height;
  int steps;

  static int print(String line) {
    return line.length();
  }

  static int blur(ByteBuffer image, Part rows) {
    return image.capacity() + rows.number;
  }

  static double[] sums(double[] some, double[] others) {
    return some.length > others.length ? some : others;
  }

  static void compute(int step) {}

  static void download(String file) {}

  static final class Main {
    static void work() {}

    static void work(String name) {}

    static void work(Lock lock) {}

    static void work(JoinableQueue<Job> jobs) {}

    static void write(Queue<String> queue) {}

    static void count(SimpleQueue<Integer> numbers) {}

    static void count(ManagedMap<String, Integer> counts) {}

    static void answer(Connection connection) {}

    static int square(int x) {
      return x * x;
    }
  }

  static final class Server {
    static void run(Event ready) {}
  }

  static final class Model {
    static void load(String path) {}
  }

  static final class Primes {
    static int count(int below) {
      return below;
    }
  }

  static final class Parser {
    static Document parse(String file) {
      return new Document(file);
    }
  }

  record Document(String text) {}

  record Job(String name) {}

  record Part(int number) {
    int computeInto(DoubleArray samples) {
      return samples.length() + number;
    }
  }

  interface Counter {
    int increment();
  }

  static final class CountingFromZero implements Counter {
    private int count;

    @Override
    public int increment() {
      return ++count;
    }
  }

  record Deposit(int amount) implements Account.Command {}

  record GetBalance(ActorRef<Integer> replyTo) implements Account.Command {}

  record LookUp(String word, ActorRef<String> replyTo) {}

  static final class Lexicon {
    static Behavior<LookUp> create() {
      return Behaviors.empty();
    }
  }

  static final class Account {
    interface Command {}

    static Behavior<Command> create() {
      throw new UnsupportedOperationException("snippets are compiled, not run");
    }
  }
}
