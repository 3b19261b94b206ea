package io.troupe;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has each wait of a test last as long as a machine may need that has much else to do. JUnit finds
 * it as a service.
 */
public final class Patience implements BeforeAllCallback {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LIMIT);
  }
}
