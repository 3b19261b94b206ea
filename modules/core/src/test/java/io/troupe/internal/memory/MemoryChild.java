package io.troupe.internal.memory;

import io.troupe.internal.directory.Place;
import io.troupe.internal.directory.Places;
import io.troupe.memory.Array;
import io.troupe.memory.DoubleArray;
import io.troupe.memory.IntArray;
import io.troupe.memory.IntValue;
import io.troupe.memory.LongArray;
import io.troupe.memory.ShareableList;
import io.troupe.memory.SharedMemory;
import io.troupe.memory.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The other process of the tests: does what its first argument says, answers in lines, ends at the end of its input. */
final class MemoryChild {
  private MemoryChild() {}

  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "own" -> own(args[1]);
      case "write" -> SharedMemory.attach(args[1]).buffer().put(bytes(args[2]));
      case "decode" -> decode(args[1]);
      case "increment" -> increment(args[1], Integer.parseInt(args[2]));
      case "prefixSums" -> prefixSums(args[1]);
      case "overwrite" -> overwrite(args[1]);
      case "churn" -> churn();
      case "hold" -> hold(args[1]);
      case "number" -> number();
      case "claim" -> claim(Integer.parseInt(args[1]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void say(Object line) {
    System.out.println(line);
  }

  private static void awaitEndOfInput() throws IOException {
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private static void own(String name) throws IOException {
    SharedMemory memory = SharedMemory.create(name, 100);
    memory.buffer().put(bytes("mine"));
    IntValue value = Value.ofInt(7);
    LongArray array = LongArray.ofLength(1_000_000);
    ShareableList list = ShareableList.of("item");
    say(value.name());
    say(array.name());
    say(list.name());
    awaitEndOfInput();
    value.close();
    array.close();
  }

  private static void decode(String name) throws IOException {
    SharedMemory memory = new SharedMemoryCodec().decode(bytes(name));
    byte[] start = new byte[5];
    memory.buffer().get(start);
    say(new String(start, StandardCharsets.UTF_8));
    memory.buffer().put(bytes("HELLO"));
  }

  private static void increment(String name, int times) throws IOException {
    IntValue value = (IntValue) Value.attach(name);
    for (int i = 0; i < times; i++) {
      value.incrementAndGet();
    }
  }

  private static void prefixSums(String name) throws IOException {
    IntArray array = (IntArray) Array.attach(name);
    for (int i = 1; i < array.length(); i++) {
      array.set(i, array.get(i) + array.get(i - 1));
    }
  }

  // Until it is killed.
  private static void overwrite(String name) throws IOException {
    ShareableList list = ShareableList.attach(name);
    for (int i = 0; true; i++) {
      list.set(0, String.valueOf(i % 10).repeat(5_000));
      if (i == 100) {
        say("busy");
      }
    }
  }

  private static void hold(String name) throws IOException {
    IntValue value = (IntValue) Value.attach(name);
    say(value.get());
    awaitEndOfInput();
    say(value.incrementAndGet());
  }

  private static void number() throws IOException {
    say(MemoryOwner.number());
    awaitEndOfInput();
  }

  // Owns and gives up, again and again, and looks whether somebody else deletes what is ours.
  private static void claim(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      SharedMemory memory = SharedMemory.create(10_000);
      SharedMemory.attach(memory.name()).close();
      IntValue value = Value.ofInt(i);
      Value.attach(value.name()).close();
      MemoryOwner.release();
    }
    say("all were there");
  }

  // Answers how many file descriptors and files of this process are left over.
  private static void churn() throws IOException {
    churnOnce(50);
    long fds = descriptors();
    long files = files(ProcessHandle.current().pid());
    churnOnce(500);
    say(descriptors() - fds);
    say(files(ProcessHandle.current().pid()) - files);
  }

  private static void churnOnce(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      DoubleArray large = DoubleArray.ofLength(20_000);
      Array.attach(large.name()).close();
      large.close();
      IntArray small = IntArray.ofLength(1_000);
      small.close();
      SharedMemory memory = SharedMemory.create(5_000);
      SharedMemory.attach(memory.name()).close();
      memory.unlink();
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  /** Returns how many files of shared memory a process owns; those of others come and go. */
  static long files(long pid) throws IOException {
    long count = 0;
    for (Place place : Places.forMemory().existing()) {
      try (DirectoryStream<Path> own = Files.newDirectoryStream(place.open(), pid + "-*")) {
        for (Path directory : own) {
          String[] names = directory.toFile().list();
          count += names == null ? 0 : 1 + names.length;
        }
      }
    }
    return count;
  }
}
