import io.troupe.Pool;
import io.troupe.cluster.Cluster;
import java.util.List;
import java.util.stream.IntStream;

/** The program of program.yaml: counts the primes below a million, a part each on the slots of the cluster. */
public final class Primes {
  private static final int PARTS = 100;
  private static final int SIZE = 10_000;

  private Primes() {}

  static int count(int part) {
    return (int) IntStream.range(part * SIZE, (part + 1) * SIZE).filter(Primes::isPrime).count();
  }

  private static boolean isPrime(int number) {
    return number > 1 && IntStream.rangeClosed(2, (int) Math.sqrt(number)).noneMatch(divisor -> number % divisor == 0);
  }

  public static void main(String[] arguments) throws Exception {
    try (Cluster cluster = Cluster.connect(); // by what `troupe run` has put into the environment
        Pool pool = Pool.builder().on(cluster).retries(3).start()) {
      List<Integer> counts = pool.map(Primes::count, IntStream.range(0, PARTS).boxed().toList(), 1);
      System.out.println(counts.stream().mapToInt(Integer::intValue).sum() + " primes");
    }
  }
}
