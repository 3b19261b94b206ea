import io.troupe.*
import io.troupe.function.*
import io.troupe.manager.*
record Point(int x, int y) {}
class Oops extends RuntimeException { public Oops(String message) { super(message); } }
class Consumer extends io.troupe.Process {
  private final io.troupe.Queue<Object> in;
  private final io.troupe.Queue<Object> out;
  Consumer(io.troupe.Queue<Object> in, io.troupe.Queue<Object> out) { this.in = in; this.out = out; }
  @Override public void run() throws Exception { out.put("got " + in.get()); }
}
class Refused extends RuntimeException {}
class Refuser { static RuntimeException refusal() { return new Refused(); } }
class Tour {
  static int square(int x) { return x * x; }
  static int fail(int x) { throw new Oops("no " + x); }
  static void produce(io.troupe.Queue<Object> queue, ManagedMap<String, Integer> map) throws InterruptedException {
    queue.put(new Point(1, 2));
    map.merge("n", 1, Integer::sum);
    map.put("refused", 0);
    try {
      map.merge("refused", 1, (one, other) -> { throw Refuser.refusal(); });
    } catch (RuntimeException e) {
      map.put(e.getClass().getSimpleName(), 1);
    }
  }
}
int plus(int x, int y) { return x + y; }
List<Object> said = new ArrayList<>()
Pool pool = Pool.of(1)
said.add(pool.map(Tour::square, List.of(1, 2, 3)))
void local(int base) throws Exception {
  Task1<Integer, Integer> task = x -> plus(x, base);
  said.add(pool.map(task, List.of(1, 2)));
}
local(10)
try { pool.apply(Tour::fail, 7); } catch (Oops e) { said.add(e.getMessage()); }
pool.close()
Manager manager = Manager.start()
ManagedMap<String, Integer> map = manager.dict()
io.troupe.Queue<Object> queue = io.troupe.Queue.create()
io.troupe.Queue<Object> out = io.troupe.Queue.create()
io.troupe.Process consumer = new Consumer(queue, out)
consumer.start()
io.troupe.Process producer = io.troupe.Process.of(Tour::produce, queue, map).start()
said.add(out.get())
producer.join()
consumer.join()
said.add(map.get("n"))
said.add(map.get("Refused"))
System.out.println(said)
/exit
