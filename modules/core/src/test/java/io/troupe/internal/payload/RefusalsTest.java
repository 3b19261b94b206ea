package io.troupe.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.PayloadException;
import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.function.VoidTask0;
import io.troupe.internal.payload.codec.Codecs;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cannot cross fails at the call, and the message names the part and what to do. */
@Timeout(60)
@SuppressWarnings({"serial", "UnusedVariable"
}) // lambdas see private members; fields are there to be sent
class RefusalsTest {
  private static final Payloads PAYLOADS = Payloads.standard();
  private static final Functions FUNCTIONS = Functions.standard(PAYLOADS);

  private final Socket socket = new Socket();

  record Job(String name, Object socket) {}

  static final class Courier implements Serializable {
    private static final long serialVersionUID = 1L;
    private final List<Object> bag;

    Courier(Object item) {
      this.bag = new ArrayList<>(List.of(item));
    }
  }

  record Picky(int n) {
    Picky {
      if (n > 1000) {
        throw new IllegalArgumentException("too much");
      }
    }
  }

  private static void assertRefused(Object value, String... parts) {
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> PAYLOADS.encode(value))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  @Tag("C100")
  @Tag("F048")
  void encode_resource_saysToOpenItInsideTheTask() {
    assertRefused(socket, "java.net.Socket cannot cross", "open it inside the task");
  }

  @Test
  @Tag("F039")
  @Tag("X102")
  void encodeArguments_fieldOfRecord_namesThePath() {
    assertThatThrownBy(() -> PAYLOADS.encodeArguments(1, new Job("j", socket)))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith(
            "argument 2, field `socket` of record RefusalsTest.Job: java.net.Socket cannot cross: ");
  }

  @Test
  void encode_insideCollections_namesIndexAndKey() {
    assertRefused(
        Arrays.asList(1, null, List.of(socket)),
        "item at index 2, item at index 0: java.net.Socket");
    assertRefused(new HashMap<>(Map.of("k", socket)), "value of key `k`: java.net.Socket");
    assertRefused(
        new Object[] {new Object()},
        "item at index 0: java.lang.Object cannot cross",
        "PayloadCodec");
    assertThatThrownBy(() -> PAYLOADS.encodeList(List.of(1, 2, socket)))
        .hasMessageStartingWith("item at index 2: ");
  }

  @Test
  void encode_fieldOfSerialisableObject_namesThePath() {
    assertRefused(
        new Courier(socket),
        "field `bag` of RefusalsTest.Courier, an item: java.net.Socket cannot cross");
  }

  @Test
  void encode_capturedValue_namesLambdaAndVariable() {
    Socket local = socket;
    int fine = 1;
    Task0<String> task = () -> fine + local.toString();
    assertThatThrownBy(() -> FUNCTIONS.encode(task))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith(
            "lambda in RefusalsTest.encode_capturedValue_namesLambdaAndVariable, captured value 2 (`local`): ")
        .hasMessageContaining("java.net.Socket cannot cross");
  }

  @Test
  void encode_capturedValueBehindWideOnesAndThis_isNamed() {
    long wide = 1;
    double wider = 2;
    Thread culprit = Thread.currentThread();
    Task0<String> task = () -> wide + wider + culprit.getName();
    assertThatThrownBy(() -> FUNCTIONS.encode(task))
        .hasMessageContaining("captured value 3 (`culprit`)");
  }

  @Test
  void encode_capturedThis_saysSo() {
    Task0<String> task = () -> "" + socket;
    assertThatThrownBy(() -> FUNCTIONS.encode(task))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("captured `this`")
        .hasMessageContaining("make the method static")
        .hasMessageContaining("RefusalsTest");
  }

  @Test
  void encode_boundMethodReference_namesTheObject() {
    Task0<Boolean> task = socket::isClosed;
    assertThatThrownBy(() -> FUNCTIONS.encode(task))
        .hasMessageContaining(
            "Socket::isClosed, the object before `::`: java.net.Socket cannot cross");
  }

  @Test
  void encode_lambdaOfOtherInterface_namesTaskInterfaces() {
    Supplier<Integer> supplier = () -> 1;
    assertThatThrownBy(() -> FUNCTIONS.encode(supplier))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("java.util.function.Supplier")
        .hasMessageContaining("Task0");
  }

  @Test
  void encode_anonymousClassInInstanceMethod_namesTheOuterObject() {
    VoidTask0 task = new VoidTask0() {
      private static final long serialVersionUID = 1L;

      @Override
      public void run() {
        assertThat(socket).isNotNull();
      }
    };
    assertThatThrownBy(() -> FUNCTIONS.encode(task))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("the RefusalsTest around")
        .hasMessageContaining("static");
  }

  @Test
  void encode_thingsOfThisProcess_areRefusedWithAdvice() {
    assertRefused(Thread.currentThread(), "start them inside the task");
    assertRefused(new CompletableFuture<>(), "wait for it");
    assertRefused(Stream.of(1), "collect it into a list");
    assertRefused(List.of(1).iterator(), "collect it into a list");
    assertRefused(new HashMap<>(Map.of(1, 2)).keySet(), "send a copy");
    assertRefused(new ArrayList<>(List.of(1)).subList(0, 1), "send a copy");
    assertRefused(new HashMap<>(Map.of(1, 2)).entrySet().iterator().next(), "Map.entry");
    assertRefused(
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Serializable.class}, (InvocationHandler
                    & Serializable)
                (proxy, method, args) -> method.getName().equals("hashCode") ? (Object) 1 : null),
        "refused");
  }

  @Test
  void encode_comparatorThatCannotCross_isNamed() {
    TreeSet<String> set = new TreeSet<>((a, b) -> a.compareTo(b));
    assertRefused(set, "the comparator: ", "java.util.Comparator");
  }

  @Test
  void encode_cyclesThroughMoreThanListsAndMaps_areRefused() {
    List<Object> list = new ArrayList<>();
    list.add(new Job("x", list));
    assertRefused(
        list,
        "item at index 0, field `socket` of record RefusalsTest.Job: java.util.ArrayList contains itself");
    Object[] array = new Object[1];
    array[0] = array;
    assertRefused(array, "contains itself");
    Task1<?, ?>[] holder = new Task1<?, ?>[1];
    holder[0] = x -> holder;
    assertThatThrownBy(() -> FUNCTIONS.encode(holder[0])).hasMessageContaining("contains itself");
  }

  @Test
  void encode_deepNesting_isRefusedBeyondTheLimit() {
    Object fits = new ArrayList<>();
    for (int i = 1; i < Codecs.MAX_DEPTH; i++) {
      fits = new ArrayList<>(Arrays.asList(fits));
    }
    Object back = PAYLOADS.decode(PAYLOADS.encode(fits));
    assertThat(depth(back)).isEqualTo(Codecs.MAX_DEPTH);
    Object tooDeep = new ArrayList<>(Arrays.asList(fits));
    assertRefused(tooDeep, "nested deeper than " + Codecs.MAX_DEPTH + " levels", ", …, ");
  }

  private static int depth(Object list) {
    int depth = 1;
    for (List<?> l = (List<?>) list; !l.isEmpty(); l = (List<?>) l.get(0)) {
      depth++;
    }
    return depth;
  }

  @Test
  void encode_deepChainOfSerialisableObjects_isRefused() {
    Link chain = null;
    // Fits into no stack: compiled code takes a few hundred bytes a link, how many depends on the
    // JDK.
    for (int i = 0; i < 1_000_000; i++) {
      chain = new Link(chain);
    }
    assertRefused(chain, "nested too deeply");
  }

  static final class Link implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Link next;

    Link(Link next) {
      this.next = next;
    }
  }

  private static class NotSerialisable {}

  private static final class Orphan extends NotSerialisable implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void encode_objectThatNobodyCouldRebuild_isRefused() {
    assertRefused(new Orphan(), "its superclass", "NotSerialisable has no constructor");
  }

  @Test
  void encode_hiddenClass_isRefused() {
    assertRefused(
        ((Task0<Integer>) () -> 1).getClass(), "no name that another process could find it by");
  }

  @Test
  void decode_recordWhoseConstructorThrows_hasTheCause() {
    com.google.protobuf.ByteString good = PAYLOADS.encode(new Picky(1000));
    byte[] bytes = good.toByteArray();
    bytes[bytes.length - 1]++;
    assertThatThrownBy(() -> PAYLOADS.decode(com.google.protobuf.ByteString.copyFrom(bytes)))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("Picky cannot be rebuilt")
        .hasRootCauseMessage("too much");
  }

  @Test
  void decodeList_otherValue_isRefused() {
    assertThatThrownBy(() -> PAYLOADS.decodeList(PAYLOADS.encode("x")))
        .isInstanceOf(PayloadException.class);
  }
}
