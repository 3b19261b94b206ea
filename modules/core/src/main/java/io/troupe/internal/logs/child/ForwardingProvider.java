package io.troupe.internal.logs.child;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What SLF4J finds in a process that hands its logs to its host. Made by SLF4J, by its name in a
 * system property.
 */
public final class ForwardingProvider implements SLF4JServiceProvider, ILoggerFactory {
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter mdc = new BasicMDCAdapter();
  private final ConcurrentMap<String, ForwardingLogger> loggers = new ConcurrentHashMap<>();

  @Override
  public Logger getLogger(String name) {
    ForwardingLogger known = loggers.get(name);
    return known != null
        ? known
        : loggers.computeIfAbsent(name, each -> new ForwardingLogger(each, ChildLogs.current()));
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99"; // any of this series
  }

  @Override
  public void initialize() {
    // What it needs, it has.
  }
}
