package io.troupe;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.troupe.internal.runtime.TroupeRuntime;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Holds the order of the internal packages: each imports from below only, and the runtime, which
 * makes and connects what is in them, is known to the main class of a child and to the static
 * factories of the public types alone.
 */
@Timeout(120)
class StructureTest {
  private static final String INTERNAL = "io.troupe.internal.";

  /** From the top down; packages of one line know nothing of each other. */
  private static final List<List<String>> LAYERS = List.of(
      List.of("boot"),
      List.of("runtime"),
      List.of("manager"),
      List.of("pool"),
      List.of("worker"),
      List.of("queue", "sync", "connection", "process", "actor"),
      List.of("code", "lending"),
      List.of("object"),
      List.of("link", "logs"),
      List.of("payload", "memory", "board", "result"),
      List.of("system", "directory", "option"),
      List.of("ps", "progress", "subprocess"),
      List.of("wait"),
      List.of("log", "signal"));

  /** What is still to be passed its runtime, or the part of it that it needs. */
  private static final Set<String> LOOKS_THE_RUNTIME_UP = Set.of("connection", "manager");

  private static final JavaClasses MAIN = new ClassFileImporter().importPath(main());

  private static Path main() {
    try {
      return Path.of(TroupeRuntime.class
          .getProtectionDomain()
          .getCodeSource()
          .getLocation()
          .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void internalPackages_formNoCycle() {
    slices()
        .matching(INTERNAL + "(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(
            DescribedPredicate.describe("looks it up", StructureTest::looksUp),
            resideInAPackage(INTERNAL + "runtime"))
        .check(MAIN);
  }

  @Test
  void packagesOfANoun_formNoCycle() {
    slices()
        .matching(INTERNAL + "(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(
            DescribedPredicate.describe("looks it up", StructureTest::looksUp),
            resideInAPackage(INTERNAL + "runtime"))
        // The two kinds of handshake end in a link.
        .ignoreDependency(
            resideInAPackage(INTERNAL + "link.handshake"), resideInAPackage(INTERNAL + "link"))
        .check(MAIN);
  }

  @Test
  void internalPackages_importDownwardsOnly() {
    Set<String> upwards = new TreeSet<>();
    internal()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(StructureTest::isUpwards)
        .forEach(each -> upwards.add(
            each.getOriginClass().getName() + " -> " + each.getTargetClass().getName()));
    assertThat(upwards).isEmpty();
  }

  @Test
  void internalPackages_allHaveALayer() {
    assertThat(internal().map(StructureTest::noun).distinct())
        .allMatch(noun -> layerOf(noun) >= 0, "has a layer");
  }

  @Test
  void publicMethods_nameNoInternalType() {
    Set<String> leaks = new TreeSet<>();
    MAIN.stream()
        .filter(type -> !isInternal(type) && isVisible(type))
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> isVisible(method.getModifiers()) && namesInternal(method))
        .forEach(method -> leaks.add(method.getFullName()));
    assertThat(leaks).isEmpty();
  }

  private static boolean namesInternal(JavaMethod method) {
    return isInternal(method.getRawReturnType())
        || method.getRawParameterTypes().stream().anyMatch(StructureTest::isInternal);
  }

  /** What is declared in a type that is not visible is not, either. */
  private static boolean isVisible(JavaClass type) {
    return isVisible(type.getModifiers())
        && type.getEnclosingClass().map(StructureTest::isVisible).orElse(true);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> internal() {
    return MAIN.stream().filter(StructureTest::isInternal);
  }

  private static boolean isInternal(JavaClass type) {
    return type.getPackageName().startsWith(INTERNAL);
  }

  private static boolean isUpwards(Dependency dependency) {
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    if (!isInternal(target)) {
      return false;
    }
    String from = noun(dependency.getOriginClass());
    String to = noun(target);
    return !from.equals(to)
        && layerOf(from) >= layerOf(to)
        && !(to.equals("runtime") && LOOKS_THE_RUNTIME_UP.contains(from));
  }

  private static boolean looksUp(JavaClass type) {
    return isInternal(type) && LOOKS_THE_RUNTIME_UP.contains(noun(type));
  }

  private static String noun(JavaClass type) {
    String rest = type.getPackageName().substring(INTERNAL.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private static int layerOf(String noun) {
    for (int layer = 0; layer < LAYERS.size(); layer++) {
      if (LAYERS.get(layer).contains(noun)) {
        return layer;
      }
    }
    return -1;
  }
}
