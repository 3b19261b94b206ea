package io.troupe.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.function.Task2;
import io.troupe.function.Task3;
import io.troupe.function.VoidTask0;
import io.troupe.function.VoidTask1;
import io.troupe.internal.payload.lambda.EncodedFunction;
import io.troupe.internal.payload.lambda.LambdaParts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FunctionsTest {
  private static final Functions FUNCTIONS = Functions.standard(Payloads.standard());
  private static final Task0<String> IN_STATIC_INITIALISER = () -> "static";

  private interface Defaults {
    default Task0<String> welcome() {
      return () -> "from an interface";
    }
  }

  static class Parent {
    String inherited(int n) {
      return "inherited " + n;
    }
  }

  private record Greeter(String greeting) implements Task1<String, String>, Defaults {
    @Override
    public String call(String name) {
      return greeting + " " + name;
    }

    String shout(String name) {
      return greeting + " " + name + "!";
    }
  }

  private static final class Child extends Parent implements Serializable {
    private static final long serialVersionUID = 1L;

    Task1<Integer, String> own() {
      return super::inherited;
    }
  }

  private static final class Counter implements Task0<Integer> {
    private static final long serialVersionUID = 1L;
    private int count = 3;

    @Override
    public Integer call() {
      return ++count;
    }
  }

  private record Holder(String name, Task1<Integer, Integer> function) {}

  private static int square(int n) {
    return n * n;
  }

  private static String join(Object... parts) {
    return Arrays.toString(parts);
  }

  @SuppressWarnings("unchecked")
  private static <F> F cross(F function) {
    return (F) FUNCTIONS.decode(FUNCTIONS.encode(function).bytes());
  }

  @Test
  void cross_methodReferences_workAsBefore() throws Exception {
    assertThat(cross((Task1<Integer, Integer>) FunctionsTest::square).call(7)).isEqualTo(49);
    assertThat(cross((Task1<String, Integer>) String::length).call("abc")).isEqualTo(3);
    assertThat(cross((Task2<String, String, String>) String::concat).call("a", "b"))
        .isEqualTo("ab");
    assertThat(cross((Task1<String, Greeter>) Greeter::new).call("hi"))
        .isEqualTo(new Greeter("hi"));
    assertThat(cross((Task1<Integer, int[]>) int[]::new).call(3)).hasSize(3);
    assertThat(cross((Task2<Object, Object, String>) FunctionsTest::join).call(1, "b"))
        .isEqualTo("[1, b]");
    assertThat(
            cross((Task3<Integer, Integer, Integer, Integer>) Math::floorMod3).call(1, 2, 3))
        .isEqualTo(6);
  }

  private static final class Math {
    static int floorMod3(int a, int b, int c) {
      return a + b + c;
    }
  }

  private static String nameOf(Object any) {
    return any.getClass().getSimpleName() + " " + any;
  }

  /** Each of javac's branches for these fits all of them. */
  @Test
  void cross_oneMethodForSeveralTypes_takesWhatItTook() throws Exception {
    Task1<Map<String, Integer>, String> ofMap = FunctionsTest::nameOf;
    Task1<Integer, String> ofNumber = FunctionsTest::nameOf;
    Task1<List<String>, Object> ofList = FunctionsTest::nameOf;

    for (int i = 0; i < 3; i++) {
      assertThat(cross(ofNumber).call(i)).isEqualTo("Integer " + i);
      assertThat(cross(ofMap).call(Map.of("a", i))).endsWith(" {a=" + i + "}");
      assertThat(cross(cross(ofList)).call(new ArrayList<>(List.of("x"))))
          .isEqualTo("ArrayList [x]");
    }
    assertThat(cross(ofNumber).getClass()).isSameAs(cross(ofNumber).getClass());
  }

  private interface Text<A> extends Task1<A, String> {
    @Override
    String call(A argument) throws Exception;
  }

  private interface OfNumber extends Task1<Integer, String> {
    @Override
    String call(Integer argument) throws Exception;
  }

  private interface Marked {}

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void cross_oneMethodForSeveralTypes_inAllForms() throws Exception {
    Text<Map<String, Integer>> ofMap = (Text<Map<String, Integer>> & Marked) FunctionsTest::nameOf;
    Text<Integer> ofNumber = (Text<Integer> & Marked) FunctionsTest::nameOf;
    assertThat(cross(ofMap).call(Map.of("a", 1))).endsWith(" {a=1}");
    assertThat(cross(ofNumber).call(1)).isEqualTo("Integer 1");
    assertThat(((Task1) cross(ofNumber)).call(2)).as("by a bridge").isEqualTo("Integer 2");
    assertThat(cross(ofNumber)).isInstanceOf(Marked.class);
    OfNumber bridged = FunctionsTest::nameOf;
    assertThat(((Task1) cross(bridged)).call(2)).isEqualTo("Integer 2");

    Parent parent = new Child();
    Task1<String, Boolean> boundText = parent::equals;
    Task1<Integer, Boolean> boundNumber = parent::equals;
    assertThat(cross(boundText).call("x")).isFalse();
    assertThat(cross(boundNumber).call(1)).isFalse();

    Task1<String, Optional<Object>> text = Optional::of;
    Task1<Integer, Optional<Object>> number = Optional::of;
    assertThat(cross(text).call("x")).contains("x");
    assertThat(cross(number).call(1)).contains(1);

    Task1<String, Cell> textCell = Cell::new;
    Task1<Integer, Cell> numberCell = Cell::new;
    assertThat(cross(textCell).call("x")).isEqualTo(new Cell("x"));
    assertThat(cross(numberCell).call(1)).isEqualTo(new Cell(1));

    Task1<ArrayList<String>, Integer> list = List::size;
    Task1<List<String>, Integer> lists = List::size;
    assertThat(cross(list).call(new ArrayList<>())).isZero();
    assertThat(cross(lists).call(List.of("x"))).isEqualTo(1);
  }

  private record Cell(Object content) {}

  @Test
  void cross_boundMethodReference_carriesItsObject() throws Exception {
    Greeter greeter = new Greeter("hello");
    assertThat(cross((Task1<String, String>) greeter::shout).call("Bob")).isEqualTo("hello Bob!");
    assertThat(cross((Task0<Integer>) "text"::length).call()).isEqualTo(4);
  }

  @Test
  void cross_methodsOfSuperclasses_areFound() throws Exception {
    Child child = new Child();
    assertThat(cross((Task1<Integer, String>) child::inherited).call(1)).isEqualTo("inherited 1");
    assertThat(cross(child.own()).call(2)).isEqualTo("inherited 2");
  }

  @Test
  void cross_lambdaWithCaptures_carriesThem() throws Exception {
    int number = 5;
    String text = "t";
    long[] array = {1, 2};
    List<Optional<Integer>> list = new ArrayList<>(List.of(Optional.of(9)));
    double ratio = 0.5;
    Task1<Integer, String> task = x -> x + number + text + array[1] + list + ratio;
    assertThat(cross(task).call(1)).isEqualTo(task.call(1));
  }

  @Test
  void cross_lambdaInOddPlaces_works() throws Exception {
    assertThat(cross(IN_STATIC_INITIALISER).call()).isEqualTo("static");
    assertThat(cross(new Greeter("x").welcome()).call()).isEqualTo("from an interface");
    Callable<Task0<String>> anonymous = new Callable<>() {
      @Override
      public Task0<String> call() {
        return () -> "anonymous";
      }
    };
    assertThat(cross(anonymous.call()).call()).isEqualTo("anonymous");
  }

  @Test
  void cross_nestedLambdas_work() throws Exception {
    Task1<Integer, Integer> inner = x -> x * 2;
    Task1<Integer, Task1<Integer, Integer>> outer = a -> b -> {
      Task1<Integer, Integer> third = c -> c + a + b;
      return cross(third).call(inner.call(b));
    };
    assertThat(cross(cross(outer).call(1)).call(10)).isEqualTo(31);
  }

  @Test
  void cross_genericLambda_works() throws Exception {
    assertThat(cross(FunctionsTest.<String, Integer>constant(7)).call("ignored"))
        .isEqualTo(7);
  }

  private static <A, R> Task1<A, R> constant(R value) {
    return a -> value;
  }

  @Test
  void cross_voidTasks_run() throws Exception {
    List<String> log = new ArrayList<>();
    VoidTask1<List<String>> task = list -> list.add("ran");
    cross(task).run(log);
    assertThat(log).containsExactly("ran");
    cross((VoidTask0) () -> {}).run();
  }

  @Test
  void cross_otherSerialisableInterface_works() {
    IntFunction<String> function = (IntFunction<String> & Serializable) n -> "n" + n;
    assertThat(cross(function).apply(3)).isEqualTo("n3");
  }

  @Test
  void cross_lambdaOfTheJdk_works() {
    Comparator<Map.Entry<String, Integer>> comparator = Map.Entry.comparingByValue();
    assertThat(cross(comparator).compare(Map.entry("a", 1), Map.entry("b", 2))).isNegative();
  }

  @Test
  void cross_objectsOfClasses_work() throws Exception {
    assertThat(cross(new Greeter("hi")).call("you")).isEqualTo("hi you");
    assertThat(cross(new Counter()).call()).isEqualTo(4);
  }

  @Test
  void cross_functionInsideAValue_works() throws Exception {
    int captured = 10;
    Payloads payloads = Payloads.standard();
    Holder back = (Holder) payloads.decode(payloads.encode(new Holder("h", x -> x + captured)));
    assertThat(back.function().call(1)).isEqualTo(11);
    Object[] list =
        payloads.decodeArguments(payloads.encodeArguments((Task0<String>) () -> "argument"));
    assertThat(((Task0<?>) list[0]).call()).isEqualTo("argument");
  }

  @Test
  void encode_statelessFunction_isTheSameObjectEachTime() {
    List<EncodedFunction> encoded = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      encoded.add(FUNCTIONS.encode((Task1<Integer, Integer>) FunctionsTest::square));
    }
    assertThat(encoded.get(0)).isSameAs(encoded.get(1));
    assertThat(encoded.get(0).stateless()).isTrue();
  }

  @Test
  void encode_capturingLambda_isEncodedAnewEachTime() {
    List<EncodedFunction> encoded = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int captured = i;
      encoded.add(FUNCTIONS.encode((Task0<Integer>) () -> captured));
    }
    assertThat(encoded.get(0).stateless()).isFalse();
    assertThat(encoded.get(0).bytes()).isNotEqualTo(encoded.get(1).bytes());
  }

  @Test
  void description_namesTheFunction() {
    assertThat(FUNCTIONS.encode((Task1<Integer, Integer>) FunctionsTest::square).description())
        .isEqualTo("FunctionsTest::square");
    assertThat(FUNCTIONS.encode((Task0<Integer>) () -> 1).description())
        .isEqualTo("lambda in FunctionsTest.description_namesTheFunction");
    assertThat(FUNCTIONS.encode(IN_STATIC_INITIALISER).description())
        .isEqualTo("lambda in FunctionsTest.<static>");
    assertThat(FUNCTIONS.encode((Task1<String, Greeter>) Greeter::new).description())
        .isEqualTo("FunctionsTest.Greeter::new");
    assertThat(FUNCTIONS.encode(new Counter()).description()).isEqualTo("FunctionsTest.Counter");
  }

  @Test
  void decode_lambda_isARealLambda() {
    Task0<Integer> task = () -> 1;
    assertThat(LambdaParts.isLambda(cross(task).getClass())).isTrue();
  }
}
