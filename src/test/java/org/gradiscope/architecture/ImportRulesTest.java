/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must never be: see {@link Rules}. Every rule is also shown to see a forged violation. */
class ImportRulesTest {

	private static final List<Path> ROOTS =
		List.of(Path.of("src/main/java"), Path.of("src/tools/java"));

	@Test
	void sourcesKeepTheRules() {
		final List<Source> sources = sources();
		for (final Path root : ROOTS)
			assertTrue(sources.stream().anyMatch(s -> s.path().startsWith(root)),
				"No source was found in " + root.toAbsolutePath());
		assertNone(Rules.violations(sources));
	}

	@Test
	void everyPackageSaysWhatItIs() {
		final List<Source> sources = sources();
		final List<String> missing = sources.stream().map(s -> s.path().getParent()).distinct().sorted()
			.filter(folder -> !describes(folder.resolve("package-info.java")))
			.map(folder -> folder + ": package-info.java with a sentence is missing").toList();
		assertNone(missing);
	}

	@Test
	void packageWithoutASentenceIsSeen() {
		assertTrue(isSentence("/*- BSD. */\n\n/** Arrays with a {@link Shape}. */\npackage a;"));
		assertTrue(
			isSentence("/**\n * Arrays with\n * a shape. And more\n */\n@Deprecated package a;"));
		assertFalse(isSentence("/*-\n * The licence, in sentences.\n */\npackage a;"));
		assertFalse(isSentence("/** TODO. */ package a;"));
		assertFalse(isSentence("/** Arrays with a shape */ package a;"));
	}

	@Test
	void engineHidesItsLibraries() {
		assertNone(sources().stream().filter(s -> s.isIn("engine.tf"))
			.filter(s -> s.packageName().endsWith(".tf")).filter(s -> !s.name().equals("package-info"))
			.flatMap(s -> leaks(load(s)).stream()).toList());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"1 | tensor      | import ij.ImagePlus;", //
		"1 | model       | import static org.scijava.util.FileUtils.*;", //
		"1 | objective   | java.awt.Color c;", //
		"1 | engine      | import ai.djl.engine.Engine;", //
		"1 | engine      | void f(org.tensorflow.Graph g) {}", //
		"1 | engine.tf   | import javax.swing.JFrame;", //
		"1 | style.inner | import net.imagej.ImageJ;", //
		"1 |             | ij.ImagePlus image;", //
		"1 |             | import org.tensorflow.Graph;", //
		"1 | attack      | class A extends @Deprecated ij.gui.Roi {}", //
		"2 | imagej      | import org.tensorflow.Graph;", //
		"2 | pattern     | Object o = ai.djl.engine.Engine.getInstance();", //
		"2 | engine      | import org.gradiscope.engine.tf.freeze.FrozenModel;", //
		"3 | command     | import org.gradiscope.engine.tf.TensorFlowEngine;", //
		"3 | cli         | Object o = org.gradiscope.engine.tf.TensorFlowEngine.open();", //
		"3 |             | import org.gradiscope.engine.tf.TensorFlowEngine;", //
		"4 | imagej      | import java.awt.event.ActionListener; public interface I {}", //
		"4 | imagej      | public interface I { ij.gui.GenericDialog dialog(); }", //
		"6 | imagej      | import org.gradiscope.pattern.Pattern;", //
		"6 | cli         | Object o = org.gradiscope.tools.Demo.class;", //
		"7 | files       | import org.gradiscope.tensor.Shape;", //
		"1 | files       | import ij.ImagePlus;", //
		"5 | model       | String s = name.toLowerCase();", //
		"5 | cli         | names.stream().map(String::toUpperCase);", //
		"5 | imagej      | String s = String.format(\"%d\", 7);", //
		"5 | imagej      | String s = String.format(Locale.US, \"%d\", 7);", //
		"5 | command     | String s = \"%d\".formatted(7);", //
		"5 | cli         | out.printf(\"%d\", 7);", //
		"5 | cli         | byte[] b = text.getBytes();", //
		"5 | pattern     | java.text.DecimalFormat f;", //
		"5 | model       | Locale l = Locale.getDefault();", //
		"5 | engine.tf   | Ops tf = Ops.create(graph);" })
	void forgedViolationIsSeen(final int rule, final String where, final String code) {
		final List<String> found = Rules.violations(List.of(source(where, "Forged", code)));
		assertEquals(1, found.stream().filter(v -> v.contains("rule " + rule + " ")).count(),
			"Found: " + found);
		assertTrue(found.get(0).contains("Forged.java:3: "), found.get(0));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"tensor    | // import ij.ImagePlus;", //
		"tensor    | /* java.awt.Color */ String s = \"java.awt.Color\" + 'c';", //
		"tensor    | float ij = 0; float a = this.ij;", //
		"          | import org.gradiscope.engine.Network;", //
		"attack    | import net.imglib2.RandomAccessibleInterval;", //
		"pattern   | import ij.process.FloatProcessor;", //
		"tools     | import org.gradiscope.pattern.Pattern;", //
		"engine.tf | import org.tensorflow.Graph; import ai.djl.Model;", //
		"imagej    | import java.awt.Rectangle; interface I {}", //
		"imagej    | import ij.gui.Roi; public interface I {}", //
		"model     | String s = name.toLowerCase(Locale.ROOT) + text.getBytes(UTF_8);", //
		"cli       | String s = String.format( Locale.ROOT, \"%d\", 7); p.format();", //
		"imagej1   | import org.gradiscope.engine.tf.TensorFlowEngine;" })
	void whatIsAllowedIsNoViolation(final String where, final String code) {
		assertNone(Rules.violations(List.of(source(where, "Fine", code))));
	}

	@Test
	void commandThatUsesAnotherIsSeen() {
		final Source first = source("command", "First", "@Plugin(type = Command.class) class First {}");
		final Source base = source("command", "Base", "abstract class Base { /* First */ }");
		final Source second =
			source("command", "Second", "@Plugin(type = Command.class) class Second { First f; }");
		assertNone(Rules.violations(List.of(first, base)));
		final List<String> found = Rules.violations(List.of(first, base, second));
		assertEquals(1, found.size(), "Found: " + found);
		assertTrue(found.get(0).contains("Second.java:3: rule 3 "), found.get(0));
	}

	@Test
	void leakInASignatureIsSeen() {
		assertEquals(4, leaks(Leaky.class).size(), "Found: " + leaks(Leaky.class));
		assertNone(leaks(Tight.class));
	}

	/** Four leaks. */
	public static class Leaky extends org.tensorflow.exceptions.TensorFlowException {

		public final List<org.tensorflow.Graph> graphs = List.of();

		protected Leaky(final org.tensorflow.Session session) {
			super("");
		}

		public void run() throws ai.djl.engine.EngineException {}
	}

	/** None. */
	public static class Tight {

		private org.tensorflow.Graph graph;

		org.tensorflow.Graph graph() {
			return graph;
		}
	}

	private static final Pattern LIBRARY = Pattern.compile("\\b(org\\.tensorflow|ai\\.djl)\\.");

	/** What names TensorFlow or DJL in the public and protected parts of a class and those in it. */
	private static List<String> leaks(final Class<?> type) {
		if (!isVisible(type.getModifiers())) return List.of();
		final List<String> signatures = new ArrayList<>();
		signatures.add(String.valueOf(type.getGenericSuperclass()));
		Arrays.stream(type.getGenericInterfaces()).forEach(i -> signatures.add(i.getTypeName()));
		Arrays.stream(type.getTypeParameters())
			.forEach(p -> Arrays.stream(p.getBounds()).forEach(b -> signatures.add(b.getTypeName())));
		Stream.of(type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
			.<Member>flatMap(Arrays::stream).filter(m -> isVisible(m.getModifiers()) && !m.isSynthetic())
			.forEach(m -> signatures.add(signature(m)));
		final List<String> leaks = signatures.stream().filter(s -> LIBRARY.matcher(s).find())
			.map(s -> type.getName() + ": rule 2 (no TensorFlow or DJL in a public signature): " + s)
			.collect(Collectors.toCollection(ArrayList::new));
		for (final Class<?> inner : type.getDeclaredClasses())
			leaks.addAll(leaks(inner));
		return leaks;
	}

	private static String signature(final Member member) {
		return member instanceof Field f ? f.toGenericString()
			: ((Executable) member).toGenericString();
	}

	private static boolean isVisible(final int modifiers) {
		return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
	}

	private static Class<?> load(final Source source) {
		final String name = source.packageName() + "." + source.name();
		try {
			return Class.forName(name, false, ImportRulesTest.class.getClassLoader());
		}
		catch (final ClassNotFoundException exc) {
			throw new IllegalStateException(source.path() + " should hold the class " + name, exc);
		}
	}

	/** The Javadoc comment before the package declaration. */
	private static final Pattern PACKAGE_COMMENT =
		Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w|package\\s)", Pattern.DOTALL);

	/** A few words and a full stop. */
	private static final Pattern SENTENCE = Pattern.compile("\\w.{8,}?\\.(?:\\s|$)", Pattern.DOTALL);

	private static boolean describes(final Path packageInfo) {
		return Files.exists(packageInfo) && isSentence(read(packageInfo));
	}

	private static boolean isSentence(final String packageInfo) {
		return PACKAGE_COMMENT.matcher(packageInfo).results()
			.anyMatch(m -> SENTENCE.matcher(m.group(1)).find());
	}

	private static List<Source> sources() {
		return ROOTS.stream().flatMap(root -> Source.in(root).stream()).toList();
	}

	private static String read(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	/** A file in package {@code org.gradiscope.<where>}, its code on the third line. */
	private static Source source(final String where, final String name, final String code) {
		final String inside = where == null ? "org.gradiscope" : "org.gradiscope." + where;
		return Source.of(Path.of(inside.replace('.', '/'), name + ".java"),
			"package " + inside + ";\n\n" + code + "\n");
	}

	private static void assertNone(final List<String> violations) {
		assertTrue(violations.isEmpty(), () -> "\n" + String.join("\n", violations));
	}
}
