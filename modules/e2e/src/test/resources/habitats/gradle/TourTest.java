package com.example.app;

import org.junit.Test;

/** Compiled by Gradle; the rest of the program is older than that, as a library's classes are. */
public class TourTest {
  @Test
  public void tour() throws Exception {
    Tour.main(new String[] {"actors"});
  }
}
