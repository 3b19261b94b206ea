package io.troupe.internal.logs.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.logs.LogMemory;
import io.troupe.internal.logs.host.LogCollector;
import io.troupe.internal.logs.host.LogLevels;
import io.troupe.internal.logs.host.LogStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;

/**
 * Both sides of the way of a log event, in one JVM: the loggers of a process, and Logback as the
 * logging of its host.
 */
@Timeout(60)
class ForwardingTest {
  private static final String NAME = "forwarded.of.test";
  private static final int MANY = 20_000;

  private final RuntimeDirectory directory = RuntimeDirectory.create();
  private final LogCollector collector = new LogCollector(directory);
  private final LogLevels levels = LogLevels.create();
  private final ch.qos.logback.classic.Logger here =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(NAME);
  private final Appender logged = new Appender();
  private LogStream stream;
  private LogMemory memory;
  private ChildLogs logs;
  private ForwardingLogger logger;

  /** Keeps what is logged; holds its caller up while it is told to. */
  private static final class Appender extends AppenderBase<ILoggingEvent> {
    final ConcurrentLinkedQueue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    protected void append(ILoggingEvent event) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      events.add(event);
    }

    List<String> messages() {
      return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
  }

  @BeforeEach
  void open() throws IOException {
    logged.start();
    here.setAdditive(false);
    here.addAppender(logged);
    here.setLevel(Level.INFO);
    stream = collector.open(4711);
    stream.belongTo("worker-3", levels);
    memory = LogMemory.open(stream.file());
    logs = new ChildLogs(memory, waker());
    logger = new ForwardingLogger(NAME, logs);
  }

  private LogWaker waker() {
    LogWaker waker = new LogWaker();
    waker.wakeBy(stream::wake);
    return waker;
  }

  @AfterEach
  void close() {
    logged.gate.countDown();
    here.detachAppender(logged);
    collector.close();
    directory.close();
  }

  /** Waits until all that was said has been logged. */
  private void end() {
    stream.end().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void log_everythingThatItHas_arrives() {
    MDC.put("request", "r-7");
    logger
        .atWarn()
        .addMarker(MarkerFactory.getMarker("AUDIT"))
        .addKeyValue("size", 3)
        .setCause(new IllegalStateException("outer", new Exception("inner")))
        .log("{} of {}", "{}", 2);
    MDC.clear();
    end();

    assertThat(logged.events).singleElement().satisfies(event -> {
      assertThat(event.getFormattedMessage()).isEqualTo("{} of 2");
      assertThat(event.getLevel()).isEqualTo(Level.WARN);
      assertThat(event.getLoggerName()).isEqualTo(NAME);
      assertThat(event.getThreadName())
          .isEqualTo("worker-3/" + Thread.currentThread().getName());
      assertThat(event.getMarkerList()).containsExactly(MarkerFactory.getMarker("AUDIT"));
      assertThat(event.getMDCPropertyMap())
          .isEqualTo(Map.of("request", "r-7", "processName", "worker-3", "process", "4711"));
      assertThat(event.getKeyValuePairs()).hasToString("[size=\"3\"]");
      assertThat(event.getTimeStamp())
          .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
      assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy()))
          .startsWith("java.lang.IllegalStateException: outer")
          .contains("at " + ForwardingTest.class.getName() + ".log_everything")
          .contains("Caused by: java.lang.Exception: inner");
    });
  }

  @Test
  @Tag("C180")
  void caller_isWhereItWasLogged() {
    logger.info("plain");
    logger.atInfo().log("fluent");
    end();

    assertThat(logged.events)
        .hasSize(2)
        .allSatisfy(event ->
            assertThat(event.getCallerData()[0].getFileName()).isEqualTo("ForwardingTest.java"));
  }

  @Test
  @Tag("T36")
  void threads_eachInItsOrder() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.add(
          new Thread(() -> IntStream.range(0, 1000).forEach(i -> logger.info("{} {}", thread, i))));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    end();

    for (int t = 0; t < 4; t++) {
      String prefix = t + " ";
      assertThat(logged.messages().stream().filter(message -> message.startsWith(prefix)))
          .containsExactlyElementsOf(
              IntStream.range(0, 1000).mapToObj(i -> prefix + i).toList());
    }
  }

  @Test
  @Tag("C179")
  void level_isThatOfTheLoggerOfThisNameHere() {
    assertThat(logger.isInfoEnabled()).isTrue();
    await().until(() -> !logger.isDebugEnabled()); // once the host has answered

    here.setLevel(Level.OFF);

    await().until(() -> !logger.isErrorEnabled());
  }

  @Test
  void levelIsSet_seenAtOnce() {
    await().until(() -> !logger.isDebugEnabled()); // once the host has answered

    levels.set("forwarded", org.slf4j.event.Level.DEBUG);
    assertThat(logger.isDebugEnabled()).isTrue();

    levels.set("forwarded.of", org.slf4j.event.Level.ERROR);
    assertThat(logger.isWarnEnabled()).isFalse();
    assertThat(logger.isErrorEnabled()).isTrue();
  }

  @Test
  void log_hostHasNotAnsweredYet_nothingIsLost() {
    logged.gate = new CountDownLatch(1);
    logger.info("holds the host up");
    ForwardingLogger asksInVain = new ForwardingLogger(NAME + ".late", logs);
    asksInVain.info("early");
    asksInVain.debug("too fine for the program");
    logged.gate.countDown();
    end();

    assertThat(logged.messages()).containsExactly("holds the host up", "early");
  }

  @Test
  void log_finerThanWasSetForTheProcess_hostHasNotAnsweredYet_notLogged() {
    levels.set(NAME + ".late", org.slf4j.event.Level.ERROR);
    logged.gate = new CountDownLatch(1);
    logger.info("holds the host up");
    ForwardingLogger asksInVain = new ForwardingLogger(NAME + ".late", logs);
    asksInVain.warn("not wanted");
    asksInVain.error("wanted");
    logged.gate.countDown();
    end();

    assertThat(logged.messages()).containsExactly("holds the host up", "wanted");
  }

  @Test
  void levelIsSet_notThatOfANameThatBeginsAlike() {
    levels.set("forw", org.slf4j.event.Level.TRACE);

    await().until(() -> !logger.isTraceEnabled());
  }

  @Test
  void hostDoesNotRead_dropsAndSaysHowMany() {
    logged.gate = new CountDownLatch(1);
    IntStream.range(0, MANY).forEach(i -> logger.info("{}", i));
    long dropped = memory.dropped();
    assertThat(dropped).isPositive();
    logged.gate.countDown();
    await().until(() -> memory.read() == memory.written());
    logger.info("after");
    end();

    List<String> messages = logged.messages();
    assertThat(messages).endsWith("after");
    assertThat(messages.size() - 1 + dropped).isEqualTo(MANY);
    List<Integer> numbers =
        messages.subList(0, messages.size() - 1).stream().map(Integer::valueOf).toList();
    assertThat(numbers).isSorted();
  }

  @Test
  void interruptedThread_logsAndStaysInterrupted() {
    logged.gate = new CountDownLatch(1);
    Thread.currentThread().interrupt();
    IntStream.range(0, MANY).forEach(i -> logger.info("{}", i));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(memory.dropped()).isPositive();
  }

  @Test
  void processDiesWhileItWrites_whatIsWholeArrives() {
    logger.info("whole");
    memory.put(memory.written(), new byte[] {9, 0, 0, 0, 1, 2});
    end();

    assertThat(logged.messages()).containsExactly("whole");
  }

  @Test
  void nonsenseInTheMemory_isDropped() {
    logger.info("whole");
    memory.put(memory.written(), new byte[] {-1, -1, -1, -1, 1, 2, 3, 4});
    memory.publish(memory.written() + 8);
    end();

    assertThat(logged.messages()).containsExactly("whole");
  }

  @Test
  void tooLarge_isShortened() {
    logger.info("x".repeat(1_000_000), new IllegalStateException("y".repeat(1_000_000)));
    end();

    assertThat(logged.messages())
        .singleElement()
        .asString()
        .startsWith("xxx")
        .contains("characters more]");
  }

  @Test
  void argumentCannotSayWhatItIs_isLoggedAllTheSame() {
    Object mute = new Object() {
      @Override
      public String toString() {
        throw new IllegalStateException("mute");
      }
    };
    logger.info("this: {}", mute);
    logger.atInfo().addKeyValue("this", mute).log("fluent");
    end();

    assertThat(logged.messages()).containsExactly("this: [FAILED toString()]", "fluent");
  }

  @Test
  void memoryOfAnEndedProcess_isGivenToTheNext() throws IOException {
    logger.info("first");
    collector.release(stream);
    end();

    LogStream second = collector.open(4712);
    second.belongTo("worker-4", levels);
    assertThat(second.file()).isEqualTo(stream.file());
    new ForwardingLogger(NAME, new ChildLogs(LogMemory.open(second.file()), waker()))
        .info("second");
    second.end().orTimeout(30, TimeUnit.SECONDS).join();

    assertThat(logged.messages()).containsExactly("first", "second");
  }
}
