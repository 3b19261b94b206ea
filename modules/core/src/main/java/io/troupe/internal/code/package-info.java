/**
 * The program's code: where a program lives, and how its processes come by its classes.
 *
 * <pre>
 *   java.class.path, module path ─────────┐
 *   URLs of Troupe's own loader ──────────┼─► Habitat ──► the command line of a child
 *     jars within jars ─► store ──────────┘
 *   loaders that payloads have met ───────► CodeFinder ◄── remote.CodeObject ◄── remote.HostClasses, in a child
 *   all of it, by content ────────────────► ProgramCode ──► store.Code, which crosses ──► store.CodeStore elsewhere
 * </pre>
 *
 * <p>A plain class path is passed on as it is, and nothing else here is loaded. Where a class
 * loader of the program's has Troupe, as {@code exec:java}, jshell, Spring Boot's launcher and
 * application servers do, its URLs are the class path of a child: the very files, where they are
 * files; jars within a jar are unpacked once, by content, into the user's cache. Classes that a
 * child does not find so, it asks its host for by name: classes in memory, as those of jshell and
 * of the source launcher, and those of plug-ins' loaders. The host then names the files of the
 * loader that has the class, or sends its bytes.
 *
 * <p>A program on the module path gets processes on the same module path, with the same root
 * module, rather than on a class path made of it: services that module descriptors provide,
 * encapsulation and {@code Class.getModule()} stay what they are.
 */
@NullMarked
package io.troupe.internal.code;

import org.jspecify.annotations.NullMarked;
