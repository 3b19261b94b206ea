package io.troupe.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.object.Caller;
import io.troupe.proto.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process that remembers what it is told. */
final class TestCaller implements Caller {
  private final String name;
  private final boolean local;
  private final Map<Long, Frame> answers = new HashMap<>();
  private final List<Frame> news = new ArrayList<>();

  private TestCaller(String name, boolean local) {
    this.name = name;
    this.local = local;
  }

  static TestCaller remote(String name) {
    return new TestCaller(name, false);
  }

  static TestCaller local() {
    return new TestCaller("owner", true);
  }

  @Override
  public long pid() {
    return name.hashCode();
  }

  @Override
  public boolean isLocal() {
    return local;
  }

  @Override
  public void reply(long correlation, Frame.Builder answer) {
    assertThat(correlation).isNotZero();
    assertThat(answers).as("answers of %s", name).doesNotContainKey(correlation);
    answers.put(correlation, answer.build());
  }

  @Override
  public void tell(long object, Frame.Builder frame) {
    news.add(frame.setTarget(object).build());
  }

  boolean hasAnswer(long correlation) {
    return answers.containsKey(correlation);
  }

  Frame answer(long correlation) {
    assertThat(answers).as("answers of %s", name).containsKey(correlation);
    return answers.get(correlation);
  }

  /** Returns the items of an answer. */
  List<String> items(long correlation) {
    Frame answer = answer(correlation);
    assertThat(answer.getQueue().hasHandedItems()).as("%s", answer).isTrue();
    return answer.getQueue().getHandedItems().getItemsList().stream()
        .map(item -> item.toStringUtf8())
        .toList();
  }

  /** Returns the news that came since this was called last. */
  List<Frame> news() {
    List<Frame> all = List.copyOf(news);
    news.clear();
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
