package io.troupe.internal.connection;

import io.troupe.connection.Pipe;

/** Makes pipes. */
public final class Pipes {

  private Pipes() {}

  /** Makes the two ends of a pipe of this process; end 0 of a simplex pipe receives. */
  public static Pipe create(boolean duplex) {
    Introduction introduction = Introducer.ofThisProcess().introduce();
    return new Pipe(
        new DefaultConnection(PipeEnd.create(introduction, 0, duplex)),
        new DefaultConnection(PipeEnd.create(introduction, 1, duplex)));
  }
}
