package io.troupe.internal.manager;

/** What is said of calls that an object does not have. */
final class Unknown {
  private Unknown() {}

  static UnsupportedOperationException method(String method) {
    return new UnsupportedOperationException("This managed object has no method " + method
        + " that may be called from outside; are both processes of the same version?");
  }
}
