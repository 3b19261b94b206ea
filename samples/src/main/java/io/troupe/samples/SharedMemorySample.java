package io.troupe.samples;

import io.troupe.Pool;
import io.troupe.memory.SharedMemory;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Filters an image in place by four workers: its pixels lie in shared memory, so that none of them crosses.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * shm = SharedMemory(create=True, size=WIDTH * HEIGHT)
 * pool.map(partial(filter_rows, shm.name), bands)
 * }</pre>
 *
 * <p>Run it with {@code samples/run shared-memory OUT.png}. It writes a picture of 1024 by 1024 points, a wave that is turned
 * into its contours, and prints:
 *
 * <pre>
 * 4 workers filtered 1048576 pixels in place; 63.7 % of them were darkened.
 * Wrote OUT.png.
 * </pre>
 */
public final class SharedMemorySample {
  private static final int SIZE = 1024;
  private static final int BANDS = 4;

  private SharedMemorySample() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path out = Path.of(args.length > 0 ? args[0] : "contours.png");
    SharedMemory image = SharedMemory.create(SIZE * SIZE);
    ByteBuffer pixels = image.buffer();
    for (int at = 0; at < SIZE * SIZE; at++) {
      pixels.put(at, (byte) wave(at % SIZE, at / SIZE));
    }
    int darkened = 0;
    try (Pool pool = Pool.of(BANDS)) {
      for (int count : pool.map(band -> filter(image, band), List.of(0, 1, 2, 3), 1)) {
        darkened += count;
      }
    }
    System.out.printf(
        "%d workers filtered %d pixels in place; %.1f %% of them were darkened.%n",
        BANDS, SIZE * SIZE, 100.0 * darkened / (SIZE * SIZE));
    BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    pixels.get(0, ((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
    ImageIO.write(picture, "png", out.toFile());
    System.out.printf("Wrote %s.%n", out);
    image.unlink();
  }

  private static int wave(int x, int y) {
    double distance = Math.hypot(x - SIZE / 2.0, y - SIZE / 2.0);
    return (int) (127.5 + 127.5 * Math.cos(distance / 25));
  }

  /** Runs in the workers: leaves of each band only what is near half of the brightness. */
  static int filter(SharedMemory image, int band) {
    ByteBuffer rows = image.buffer((long) band * SIZE * SIZE / BANDS, SIZE * SIZE / BANDS);
    int darkened = 0;
    for (int at = 0; at < rows.limit(); at++) {
      if (Math.abs((rows.get(at) & 0xFF) - 128) > 40) {
        rows.put(at, (byte) 0);
        darkened++;
      }
    }
    return darkened;
  }
}
