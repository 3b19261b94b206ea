package io.troupe.internal.link;

import java.util.function.Consumer;

/** Lets everybody in who knows the key of the house. Thread-safe. */
final class OpenHouse {
  private final byte[] key;
  private final Consumer<Link> guests;

  OpenHouse(byte[] key, Consumer<Link> guests) {
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
