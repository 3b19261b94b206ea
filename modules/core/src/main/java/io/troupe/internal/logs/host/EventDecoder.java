package io.troupe.internal.logs.host;

import io.troupe.internal.logs.ChildEvent;
import io.troupe.internal.logs.LoggedThrowable;
import io.troupe.internal.logs.Threshold;
import io.troupe.internal.payload.failure.StackFrames;
import io.troupe.proto.LogEvent;
import io.troupe.proto.LogPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;

/** Makes log events of records, with the process that they come from. */
final class EventDecoder {
  private EventDecoder() {}

  static ChildEvent decode(LogEvent event, String process, long pid) {
    return new ChildEvent(
        Threshold.levelOf(event.getLevel()),
        event.getLogger(),
        event.getMessage(),
        event.getEpochNanos(),
        event.getPassedOn() ? event.getThread() : process + "/" + event.getThread(),
        markers(event),
        context(event, process, pid),
        values(event.getValuesList()),
        event.hasCaller() ? StackFrames.decode(event.getCaller()) : null,
        event.hasThrown() ? LoggedThrowable.of(event.getThrown()) : null);
  }

  private static List<Marker> markers(LogEvent event) {
    return event.getMarkersList().stream().map(MarkerFactory::getMarker).toList();
  }

  private static Map<String, @Nullable String> context(LogEvent event, String process, long pid) {
    Map<String, @Nullable String> context = of(process, pid);
    for (LogPair pair : event.getMdcList()) {
      if (event.getPassedOn() || !context.containsKey(pair.getKey())) {
        context.put(pair.getKey(), value(pair));
      }
    }
    return context;
  }

  /** Returns the context of an event of this process that has no other. */
  static Map<String, @Nullable String> of(String process, long pid) {
    Map<String, @Nullable String> context = new HashMap<>();
    context.put(ChildEvent.PROCESS_NAME, process);
    context.put(ChildEvent.PROCESS, Long.toString(pid));
    return context;
  }

  private static List<KeyValuePair> values(List<LogPair> pairs) {
    return pairs.stream()
        .map(pair -> new KeyValuePair(pair.getKey(), value(pair)))
        .toList();
  }

  private static @Nullable String value(LogPair pair) {
    return pair.hasValue() ? pair.getValue() : null;
  }
}
