package io.troupe.internal.connection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.connection.Pipe;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.runtime.TroupeRuntime;
import java.io.EOFException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ends that travel and do not arrive. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LostEndTest {
  private final Payloads payloads = TroupeRuntime.current().payloads();

  /** The news that nobody holds the end may come in the same moment as the right to read, or before, or after. */
  @Test
  void lost_whileTheReaderOpens_theStreamEnds() throws Exception {
    for (int round = 0; round < 500; round++) {
      Pipe pipe = Pipe.simplex();
      Departure<?> departure = Departure.of(() -> payloads.encode(pipe.writer()));
      CompletableFuture<Void> losing = CompletableFuture.runAsync(departure::lost);
      assertThatThrownBy(pipe.reader()::recv).isInstanceOf(EOFException.class);
      losing.get();
      pipe.close();
    }
  }
}
