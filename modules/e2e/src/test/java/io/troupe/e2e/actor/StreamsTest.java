package io.troupe.e2e.actor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.actor.Spawner;
import io.troupe.e2e.actor.Streaming.Begin;
import io.troupe.e2e.actor.Streaming.Completed;
import io.troupe.e2e.actor.Streaming.Element;
import io.troupe.e2e.actor.Streaming.End;
import io.troupe.e2e.actor.Streaming.Failed;
import io.troupe.e2e.actor.Streaming.Fault;
import io.troupe.e2e.actor.Streaming.Feed;
import io.troupe.e2e.actor.Streaming.Heard;
import io.troupe.e2e.actor.Streaming.Measure;
import io.troupe.e2e.actor.Streaming.More;
import io.troupe.e2e.actor.Streaming.Next;
import io.troupe.e2e.actor.Streaming.Number;
import io.troupe.e2e.actor.Streaming.Start;
import io.troupe.e2e.actor.Streaming.Told;
import io.troupe.sync.Semaphore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.CompletionStrategy;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.WatchedActorTerminatedException;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorFlow;
import org.apache.pekko.stream.typed.javadsl.ActorSink;
import org.apache.pekko.stream.typed.javadsl.ActorSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pekko's streams with actors in processes: asked, fed and heard. */
@Timeout(value = 120, unit = SECONDS)
class StreamsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static Process host;
  private static Spawner there;
  private static int names;

  @BeforeAll
  static void start() {
    host = Actors.process("streams").start();
    there = Actors.in(host);
    there.spawn(Streaming::ruler, "last"); // the process ends with it
  }

  @AfterAll
  static void kill() throws InterruptedException {
    host.kill();
    host.join();
  }

  private static String name() {
    return "actor-" + ++names;
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(LIMIT.toSeconds(), SECONDS);
  }

  private static List<Integer> below(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void ask_answersAreTheStream_inOrder() throws Exception {
    ActorRef<Measure> ruler = there.spawn(Streaming::ruler, name());

    List<Integer> lengths = get(Source.range(0, 999)
        .map("x"::repeat)
        .via(ActorFlow.ask(8, ruler, LIMIT, Measure::new))
        .runWith(Sink.seq(), Actors.system()));

    assertThat(lengths).isEqualTo(below(1000));
    Actors.stop(ruler);
  }

  @Test
  void ask_processIsKilled_streamFailsAtOnce_andTheActorSaysHow() throws Exception {
    ActorRef<Measure> ruler = Actors.spawn(Streaming::ruler, "killed");
    TestProbe<Integer> probe = TestProbe.create(Actors.system());
    CompletionStage<Done> stream = Source.from(List.of("a", "never", "b"))
        .via(ActorFlow.ask(1, ruler, Duration.ofHours(1), Measure::new))
        .runForeach(probe.getRef()::tell, Actors.system());
    probe.expectMessage(LIMIT, 1);

    Actors.processOf(ruler).orElseThrow().kill();

    assertThatThrownBy(() -> get(stream))
        .satisfies(failure -> assertThat(failure.getCause())
            .isInstanceOfAny(WatchedActorTerminatedException.class, OwnerLostException.class));
    Optional<Throwable> cause = get(Actors.whenEnded(ruler));
    assertThat(cause).get().asString().contains("SIGKILL");
  }

  @Test
  void sinkWithBackpressure_takesAsMuchAsTheActorTakes_andTellsOfTheEnd() throws Exception {
    Semaphore permits = Semaphore.create(10);
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    ActorRef<Object> to = probe.getRef();
    ActorRef<Told> keeper = there.spawn(() -> Streaming.keeper(permits, to), name());
    AtomicInteger produced = new AtomicInteger();

    Source.range(0, 999)
        .map(number -> {
          produced.incrementAndGet();
          return number;
        })
        .runWith(sink(keeper), Actors.system());

    await().until(() -> produced.get() > 10 && permits.availablePermits() == 0);
    assertThat(produced).hasValueLessThan(10 + 20);
    permits.release(990);
    assertThat(probe.receiveMessage(LIMIT)).isEqualTo(below(1000));
  }

  @Test
  void sinkWithBackpressure_streamFails_actorHearsOfIt() {
    Semaphore permits = Semaphore.create(10);
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    ActorRef<Object> to = probe.getRef();
    ActorRef<Told> keeper = there.spawn(() -> Streaming.keeper(permits, to), name());

    Source.<Integer>failed(new IllegalStateException("no more"))
        .runWith(sink(keeper), Actors.system());

    assertThat(probe.receiveMessage(LIMIT)).isEqualTo("no more");
  }

  @Test
  void sinkWithBackpressure_processIsKilled_streamEnds() throws Exception {
    Semaphore permits = Semaphore.create(10);
    ActorRef<Object> to = TestProbe.create(Actors.system()).getRef();
    ActorRef<Told> keeper = Actors.spawn(() -> Streaming.keeper(permits, to), "killed-sink");
    CompletionStage<Done> end =
        Source.repeat(1).watchTermination(Keep.right()).to(sink(keeper)).run(Actors.system());
    await().until(() -> permits.availablePermits() == 0);

    Actors.processOf(keeper).orElseThrow().kill();

    assertThat(get(end)).isEqualTo(Done.getInstance());
  }

  private static Sink<Integer, NotUsed> sink(ActorRef<Told> keeper) {
    return ActorSink.actorRefWithBackpressure(
        keeper,
        (ActorRef<Done> ack, Integer number) -> new Element(number, ack),
        Begin::new,
        Done.getInstance(),
        new Completed(),
        failure -> new Failed(failure.getMessage()));
  }

  private static Source<Heard, ActorRef<Heard>> source() {
    return ActorSource.actorRef(
        End.class::isInstance,
        heard -> heard instanceof Fault fault
            ? Optional.of(new IllegalStateException(fault.why()))
            : Optional.empty(),
        2000,
        OverflowStrategy.fail());
  }

  private static int value(Heard heard) {
    return ((Number) heard).value();
  }

  @Test
  void source_isFedByTheActor_andEndsAsThatSays() throws Exception {
    ActorRef<Feed> feeder = there.spawn(Streaming::feeder, name());
    var whole = source().map(StreamsTest::value).toMat(Sink.seq(), Keep.both());

    Pair<ActorRef<Heard>, CompletionStage<List<Integer>>> good = whole.run(Actors.system());
    feeder.tell(new Feed(1000, new End(), good.first()));
    assertThat(get(good.second())).isEqualTo(below(1000));

    Pair<ActorRef<Heard>, CompletionStage<List<Integer>>> bad = whole.run(Actors.system());
    feeder.tell(new Feed(10, new Fault("spoilt"), bad.first()));
    assertThatThrownBy(() -> get(bad.second()))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("spoilt");
    Actors.stop(feeder);
  }

  /** A source watches no actor by itself; Pekko has {@code watch} for that. */
  @Test
  void source_thatWatchesTheActor_processIsKilled_fails() throws Exception {
    ActorRef<Feed> feeder = Actors.spawn(Streaming::feeder, "killed-source");
    TestProbe<Integer> probe = TestProbe.create(Actors.system());
    Pair<ActorRef<Heard>, CompletionStage<Done>> stream = source()
        .watch(Adapter.toClassic(feeder))
        .map(StreamsTest::value)
        .toMat(Sink.foreach(probe.getRef()::tell), Keep.both())
        .run(Actors.system());
    feeder.tell(new Feed(1, null, stream.first()));
    probe.expectMessage(LIMIT, 0);

    Actors.processOf(feeder).orElseThrow().kill();

    assertThatThrownBy(() -> get(stream.second()))
        .hasCauseInstanceOf(WatchedActorTerminatedException.class);
  }

  @Test
  void sourceWithBackpressure_isGivenWhatItAsksFor() throws Exception {
    ActorRef<Next> feeder = there.spawn(() -> Streaming.onDemand(100), name());
    Pair<ActorRef<Heard>, CompletionStage<List<Integer>>> stream =
        ActorSource.<Heard, Next>actorRefWithBackpressure(
                feeder, new More(), StreamsTest::completed, heard -> Optional.empty())
            .map(StreamsTest::value)
            .toMat(Sink.seq(), Keep.both())
            .run(Actors.system());

    feeder.tell(new Start(stream.first()));

    assertThat(get(stream.second())).isEqualTo(below(100));
    Actors.stop(feeder);
  }

  private static Optional<CompletionStrategy> completed(Heard heard) {
    return heard instanceof End ? Optional.of(CompletionStrategy.draining()) : Optional.empty();
  }

  @Test
  void streamInAProcess_asksAnActorHere() {
    ActorRef<Measure> ruler = Actors.in(Process.current()).spawn(Streaming::ruler, name());
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    ActorRef<Object> to = probe.getRef();
    ActorRef<List<String>> streamer = there.spawn(() -> Streaming.streamer(ruler, to), name());

    streamer.tell(List.of("a", "bb", "ccc"));

    assertThat(probe.receiveMessage(LIMIT)).isEqualTo(List.of(1, 2, 3));
    Actors.stop(streamer);
  }
}
