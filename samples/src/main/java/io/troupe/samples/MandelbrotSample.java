package io.troupe.samples;

import io.troupe.Pool;
import io.troupe.Progress;
import io.troupe.ResultIterator;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Paints the Mandelbrot set, one task a row: slow rows hold nobody up.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * for y, colours in pool.imap_unordered(paint_row, range(HEIGHT)):
 *     image[y] = colours
 * }</pre>
 *
 * <p>Run it with {@code samples/run mandelbrot OUT.png}. It draws a progress bar, writes a picture
 * of 960 by 640 points to OUT.png and says so.
 */
public final class MandelbrotSample {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 640;
  private static final int MAX_STEPS = 500;
  private static final double SCALE = 3.6 / WIDTH;
  private static final double TAU = 2 * Math.PI;

  private MandelbrotSample() {}

  /** One line of the picture: a record crosses between processes as it is. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares rows
  record Row(int y, int[] colours) {}

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args.length > 0 ? args[0] : "mandelbrot.png");
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    List<Integer> ys = IntStream.range(0, HEIGHT).boxed().toList();

    try (Pool pool = Pool.create();
        ResultIterator<Row> rows =
            Progress.bar("Painting", pool.imapUnordered(MandelbrotSample::paint, ys), HEIGHT)) {
      while (rows.hasNext()) { // whichever row is ready
        Row row = rows.next();
        image.setRGB(0, row.y(), WIDTH, 1, row.colours(), 0, WIDTH);
      }
    }
    ImageIO.write(image, "png", out.toFile());
    System.out.printf("Wrote %s, %d x %d points.%n", out, WIDTH, HEIGHT);
  }

  /** Runs in the workers. */
  static Row paint(int y) {
    return new Row(y, IntStream.range(0, WIDTH).map(x -> colour(x, y)).toArray());
  }

  /**
   * Returns the mean colour of four places in one point of the picture: that makes edges smooth.
   */
  private static int colour(int x, int y) {
    double[] sum = new double[3];
    for (int place = 0; place < 4; place++) {
      double re = (x + 0.5 * (place & 1) - WIDTH / 2.0) * SCALE - 0.7;
      double im = (y + 0.5 * (place >> 1) - HEIGHT / 2.0) * SCALE;
      double steps = stepsToEscape(re, im);
      for (int rgb = 0; rgb < 3 && steps < MAX_STEPS; rgb++) {
        sum[rgb] += 0.5 - 0.5 * Math.cos(TAU * (0.6 + 0.38 * Math.log(steps) + 0.125 * rgb));
      }
    }
    return new Color((float) (sum[0] / 4), (float) (sum[1] / 4), (float) (sum[2] / 4)).getRGB();
  }

  /**
   * Returns after how many steps z = z * z + c is out, with a fraction; MAX_STEPS where it stays.
   */
  private static double stepsToEscape(double re, double im) {
    double x = 0;
    double y = 0;
    for (int step = 1; step < MAX_STEPS; step++) {
      double next = x * x - y * y + re;
      y = 2 * x * y + im;
      x = next;
      if (x * x + y * y > 65536) {
        return step + 1 - Math.log(Math.log(Math.hypot(x, y))) / Math.log(2);
      }
    }
    return MAX_STEPS;
  }
}
