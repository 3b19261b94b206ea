package io.troupe.internal.link.handshake;

import io.troupe.internal.link.Link;
import java.util.function.Consumer;

/** Lets everybody in who knows the key of the house. Thread-safe. */
public final class OpenHouse {
  private final byte[] key;
  private final Consumer<Link> guests;

  public OpenHouse(byte[] key, Consumer<Link> guests) {
    this.key = key.clone();
    this.guests = guests;
  }

  /** Returns what a guest that calls itself so must prove. */
  Expectation admit(long number) {
    Expectation expectation = new Expectation(number, key, true);
    expectation.link().thenAccept(guests);
    return expectation;
  }
}
