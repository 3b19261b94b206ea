package io.troupe.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code troupe --version} says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion(); // of the jar
    return new String[] {
      "troupe " + (version == null ? "(not from its jar)" : version),
      "Java " + Runtime.version() + ", " + System.getProperty("java.home")
    };
  }
}
