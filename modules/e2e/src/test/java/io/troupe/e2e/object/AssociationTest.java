package io.troupe.e2e.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.OwnerLostException;
import io.troupe.Pool;
import io.troupe.Queue;
import io.troupe.sync.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host and its child have one link, whichever of them uses objects of the other. */
@Timeout(120)
class AssociationTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** Of the child. */
  private static Queue<String> own;

  @BeforeEach
  void descriptorsCanBeCounted() {
    assumeTrue(Files.isDirectory(DESCRIPTORS));
  }

  private static long sockets() throws IOException {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.filter(AssociationTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // that of the listing itself
    }
  }

  private static int fill(Queue<Integer> queue, Lock lock) throws InterruptedException {
    lock.lock();
    try {
      for (int i = 0; i < 100; i++) {
        queue.put(i);
      }
      return 100;
    } finally {
      lock.unlock();
    }
  }

  private static Queue<String> makeQueue() {
    own = Queue.create();
    return own;
  }

  private static String takeOwn() throws InterruptedException {
    return own.get();
  }

  @Test
  void childUsesObjectsOfItsHost_opensNothing() throws Exception {
    try (Pool pool = Pool.of(1)) {
      long inChild = pool.apply(AssociationTest::sockets);
      Queue<Integer> queue = Queue.create();
      Lock lock = Lock.create();
      pool.apply(AssociationTest::fill, queue, lock);
      for (int i = 0; i < 100; i++) {
        assertThat(queue.get()).isEqualTo(i);
      }
      assertThat(pool.apply(AssociationTest::sockets)).isEqualTo(inChild);
    }
  }

  @Test
  void hostUsesObjectsOfItsChild_opensNothing() throws Exception {
    Queue<String> queue;
    try (Pool pool = Pool.of(1)) {
      queue = pool.apply(AssociationTest::makeQueue);
      long inChild = pool.apply(AssociationTest::sockets);
      queue.put("there");
      assertThat(pool.apply(AssociationTest::takeOwn)).isEqualTo("there");
      queue.put("and back");
      assertThat(queue.get()).isEqualTo("and back");
      assertThat(pool.apply(AssociationTest::sockets)).isEqualTo(inChild);
    }
    assertThatThrownBy(() -> queue.put("too late")).isInstanceOf(OwnerLostException.class);
  }

  @Test
  void siblingsUseObjectsOfEachOther_overALinkOfTheirOwn() throws Exception {
    try (Pool one = Pool.of(1);
        Pool two = Pool.of(1)) {
      Queue<String> queue = one.apply(AssociationTest::makeQueue);
      two.apply(AssociationTest::putAll, queue, List.of("a", "b"));
      assertThat(one.apply(AssociationTest::takeOwn)).isEqualTo("a");
      assertThat(queue.get()).isEqualTo("b");
    }
  }

  private static int putAll(Queue<String> queue, List<String> items) throws InterruptedException {
    for (String item : items) {
      queue.put(item);
    }
    return items.size();
  }
}
