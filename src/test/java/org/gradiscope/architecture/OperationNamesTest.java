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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.graph.Backward;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.ShapeRule;
import org.junit.jupiter.api.Test;

/**
 * What TensorFlow's operations are is said in one place, the rows of {@link Op}: no other names them by
 * strings, or lists them, but those that rebuild networks of other formats, whose own names these are. So a new
 * operation is a row, and a gradient rule where it has one of ours.
 */
class OperationNamesTest {

	private static final Path ENGINE = Path.of("src/main/java/org/gradiscope/engine/tf");
	private static final String TABLE = "graph/Op.java";

	/** They add nodes, or hold the rules of single operations; {@code LayerScopes} means Keras' scopes. */
	private static final Pattern NAMING = Pattern.compile(
		"graph/gradient/.*|(GradientRewriter|ParameterizationCompiler|inspect/LayerScopes).java");

	/** Operators of ONNX and layers of Keras, many of which are called as operations are. */
	private static final Pattern OTHER_FORMATS = Pattern.compile("(keras|onnx)/.*");

	/** More belong into a column of the table. */
	private static final int LONGEST_LIST = 4;

	private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
	private static final Pattern STRING =
		Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\n])*)\"", Pattern.DOTALL);
	private static final Pattern LIST = Pattern
		.compile("(?:\\bcase\\s+|\\bof\\()\\s*((?:Op\\.)?\\w+" + "(?:\\s*,\\s*(?:Op\\.)?\\w+)*)");

	/** The code of each file without its comments, by its path within the engine. */
	private static Map<String, String> sources() throws IOException {
		final Map<String, String> sources = new TreeMap<>();
		try (Stream<Path> files = Files.walk(ENGINE)) {
			for (final Path file : files.filter(path -> path.toString().endsWith(".java")).toList())
				sources.put(ENGINE.relativize(file).toString().replace('\\', '/'),
					code(Files.readString(file)));
		}
		sources.keySet().removeIf(OTHER_FORMATS.asMatchPredicate());
		return sources;
	}

	private static String code(final String text) {
		return COMMENT.matcher(text).replaceAll(" ");
	}

	/** The operations that strings of a source name, alone or one after another. */
	private static List<String> named(final String code) {
		final List<String> named = new ArrayList<>();
		STRING.matcher(code).results().forEach(string -> {
			final String text = string.group(1) == null ? string.group(2) : string.group(1);
			final List<String> words = List.of(text.strip().split("\\s+"));
			if (words.stream().allMatch(word -> Op.of(word) != Op.Unlisted)) named.addAll(words);
		});
		return named;
	}

	/** The lists of operations in a source that are longer than is good. */
	private static List<String> lists(final String code) {
		return LIST.matcher(code).results().map(list -> list.group(1))
			.filter(list -> Stream.of(list.split(",")).map(name -> name.strip().replace("Op.", ""))
				.filter(name -> Op.of(name) != Op.Unlisted).count() > LONGEST_LIST)
			.toList();
	}

	@Test
	void noOperationIsNamedByAString() throws IOException {
		final Map<String, List<String>> found = new TreeMap<>();
		sources().forEach((file, code) -> {
			if (!NAMING.matcher(file).matches() && !named(code).isEmpty()) found.put(file, named(code));
		});
		assertEquals(Map.of(), found, "say Op.Name, or put what is asked into the table");
	}

	@Test
	void noListOfOperationsStandsBesideTheTable() throws IOException {
		final Map<String, List<String>> found = new TreeMap<>();
		sources().forEach((file, code) -> {
			if (!lists(code).isEmpty()) found.put(file, lists(code));
		});
		assertEquals(Map.of(), found, "make it a column of the table");
	}

	@Test
	void forgedNamesAndListsAreSeen() {
		assertEquals(List.of("Mul", "Add", "AddV2"), named(code(
			"a(\"Mul\"); /* \"Sub\" */ b(\"\"\"\n\tAdd\n\tAddV2\n\"\"\"); c(\"Multiply\", \"Add two\");")));
		assertEquals(1, lists("case Add, AddV2, AddN, Sub, Mul -> 1; case Add, Sub -> 2;").size());
		assertEquals(1, lists("EnumSet.of(Op.Add, Op.AddV2, Op.AddN,\n\tOp.Sub, Op.Mul)").size());
		assertEquals(List.of(), lists("List.of(a, b, c, d, e, f)"));
	}

	/** How many files an operation needs that computes one number from one: its row, and its rule. */
	@Test
	void aFunctionIsARowAndItsGradientRule() throws IOException {
		final Map<String, String> sources = sources();
		int functions = 0;
		for (final Op op : Op.values())
			if (isPlainFunction(op)) {
				functions++;
				final Pattern name = Pattern.compile("(?<![\\w.])(?:Op\\.)?" + op + "\\b(?!\\.)");
				final List<String> files =
					sources.keySet().stream().filter(file -> name.matcher(sources.get(file)).find()).toList();
				assertTrue(files.contains(TABLE), op::name);
				final boolean ours = op.backward() == Backward.OURS;
				assertEquals(ours ? 2 : 1, files.size(), () -> op + ": " + files);
				assertEquals(ours, files.stream().anyMatch(file -> file.startsWith("graph/gradient/")));
			}
		assertTrue(functions >= 20, functions + " functions");
	}

	private static boolean isPlainFunction(final Op op) {
		return op.shape() == ShapeRule.LIKE_FIRST &&
			(op.backward() == Backward.THEIRS || op.backward() == Backward.OURS) &&
			Stream.of(OpTrait.values()).allMatch(trait -> op.is(trait) == (trait == OpTrait.ELEMENTWISE));
	}
}
