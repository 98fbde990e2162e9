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

package org.gradiscope.engine.tf.freeze;

import static org.gradiscope.engine.tf.freeze.TestGraphs.call;
import static org.gradiscope.engine.tf.freeze.TestGraphs.constant;
import static org.gradiscope.engine.tf.freeze.TestGraphs.function;
import static org.gradiscope.engine.tf.freeze.TestGraphs.graph;
import static org.gradiscope.engine.tf.freeze.TestGraphs.node;
import static org.gradiscope.engine.tf.freeze.TestGraphs.placeholder;
import static org.gradiscope.engine.tf.freeze.TestGraphs.savedModel;
import static org.gradiscope.engine.tf.freeze.TestGraphs.truth;
import static org.gradiscope.engine.tf.freeze.TestGraphs.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;

/** Broken and hostile files: one line that says what is wrong, whatever they hold. */
class MalformedTest {

	@TempDir
	private Path folder;

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	static Stream<Arguments> graphs() {
		final byte[] whole = graph(placeholder("in"), constant("weights", 40, 10));
		return Stream.of(//
			arguments("is empty", new byte[0]), //
			arguments("is not a network of TensorFlow, ONNX or Keras",
				"<html>404</html>".getBytes(StandardCharsets.UTF_8)), //
			arguments("is truncated", Arrays.copyOf(whole, whole.length - 9)), //
			arguments("two nodes 'a'", graph(placeholder("a"), placeholder("a"))), //
			arguments("needs 'gone:2'", graph(node("a", "Relu", "gone:2"))), //
			arguments("'x' where the number", graph(placeholder("a"), node("b", "Relu", "a:x"))), //
			arguments("'4294967295' where", graph(placeholder("a"), node("b", "Relu", "a:4294967295"))), //
			arguments("cyclic at the node 'a'", graph(node("a", "Relu", "b"), node("b", "Relu", "a"))), //
			arguments("cyclic at the node 'a'", graph(node("a", "Relu", "a"))), //
			arguments("cyclic",
				graph(truth("no", false), node("s", "Switch", "m", "no"), node("m", "Merge", "s", "s:1"))), //
			arguments("has 0 inputs, but needs 2", graph(node("a", "Switch"))), //
			arguments("has 0 inputs, but needs 1", graph(node("a", "CheckNumerics"))), //
			arguments("at most 536870912 numbers", graph(constant("a", 0, 1L << 40, 1L << 40))), //
			arguments("at most 2147483648 are taken",
				graph(constant("a", 0, 1 << 29), constant("b", 0, 1))), //
			arguments("at most 2147483648 are taken", graph(splat("a", DataType.DT_COMPLEX128, 1 << 28))), //
			arguments("at most 2147483648 are taken", graph(splat("a", DataType.DT_STRING, 1 << 27))), //
			arguments("more than 4000000 parts", repeated(8_000_002, 0x0a, 0)), //
			arguments("more than 4000000 parts", repeated(8_000_008, 0x12, 2, 0x0a, 0)), //
			arguments("more than 4000000 parts", repeated(8_000_010, 0x0a, 4, 0x2a, 2, 0x12, 0)), //
			arguments("more than 4000000 parts", repeated(8_000_002, 0x78, 1)), //
			arguments("single numbers", numbers((1 << 25) + 1)), //
			arguments("is not a network of TensorFlow, ONNX or Keras", repeated(8, 0x0b, 0x0c)), //
			arguments("is not a network of TensorFlow, ONNX or Keras", nestedMessages(200)), //
			arguments("a name of 1025 characters", graph(placeholder("a".repeat(1025)))), //
			arguments("'sp', a Split, has 65537 'output'",
				graph(counted("sp", "Split", "num_split", 65_537))), //
			arguments("'u', a Unpack, has 65537", graph(counted("u", "Unpack", "num", 65_537))), //
			arguments("'p', a Pack, has 4294967296", graph(counted("p", "Pack", "N", 1L << 32))), //
			arguments("'i', a Assert, has 65537", graph(placeholder("a"), typed("i", "Assert", 65_537))), //
			arguments("all together 1048576",
				graph(IntStream.range(0, 17).mapToObj(i -> counted("s" + i, "Split", "num_split", 65_536))
					.toArray(NodeDef[]::new))), //
			arguments("fixed one", graph(constant("a", 4, -1))), //
			arguments("has 8 bytes, but its shape [3] needs 12", graph(constant("a", 8, 3))), //
			arguments("'weights' are in a variable", graph(variable("weights", DataType.DT_FLOAT, 1))), //
			arguments("which the graph does not have", graph(call("a", "gone"))), //
			arguments("200001 nodes", graph(chain(200_001))));
	}

	/** One number for all. */
	private static NodeDef splat(final String name, final DataType type, final long... shape) {
		final AttrValue.Builder value = constant(name, 0, shape).getAttrOrThrow("value").toBuilder();
		value.getTensorBuilder().setDtype(type);
		return constant(name, 0).toBuilder().putAttr("value", value.build()).build();
	}

	/** The same few bytes until there are so many. */
	private static byte[] repeated(final int length, final int... bytes) {
		final byte[] whole = new byte[length - length % bytes.length];
		for (int i = 0; i < whole.length; i++)
			whole[i] = (byte) bytes[i % bytes.length];
		return whole;
	}

	/** A constant of whole numbers that are a byte each. */
	private static byte[] numbers(final int count) {
		final AttrValue.Builder value = AttrValue.newBuilder();
		value.getTensorBuilder()
			.setUnknownFields(
				UnknownFieldSet
					.newBuilder().addField(TensorProto.INT_VAL_FIELD_NUMBER, UnknownFieldSet.Field
						.newBuilder().addLengthDelimited(ByteString.copyFrom(new byte[count])).build())
					.build());
		return graph(node("a", "Const").toBuilder().putAttr("value", value.build()).build());
	}

	/** Functions as attributes of functions. */
	private static byte[] nestedMessages(final int depth) {
		AttrValue value = AttrValue.getDefaultInstance();
		for (int i = 0; i < depth; i++) {
			final AttrValue.Builder outer = AttrValue.newBuilder();
			outer.getFuncBuilder().putAttr("f", value);
			value = outer.build();
		}
		return graph(placeholder("a").toBuilder().putAttr("f", value).build());
	}

	private static NodeDef counted(final String name, final String op, final String attribute,
		final long count) {
		return node(name, op).toBuilder().putAttr(attribute, AttrValue.newBuilder().setI(count).build())
			.build();
	}

	private static NodeDef typed(final String name, final String op, final int count) {
		final AttrValue.Builder types = AttrValue.newBuilder();
		types.getListBuilder().addAllType(Collections.nCopies(count, DataType.DT_FLOAT));
		return node(name, op, "a").toBuilder().putAttr("T", types.build()).build();
	}

	@ParameterizedTest
	@MethodSource("graphs")
	void aBrokenGraphIsRefusedInOneLine(final String reason, final byte[] bytes) {
		assertRefused(reason, () -> ModelFreezer.ofGraph(bytes));
	}

	private static NodeDef[] chain(final int length) {
		final NodeDef[] chain = new NodeDef[length];
		chain[0] = placeholder("in");
		for (int i = 1; i < length; i++)
			chain[i] = node("n" + i, "Relu", chain[i - 1].getName());
		return chain;
	}

	@Test
	void aChainOfAnyLengthIsWalkedWithoutRecursion() {
		assertEquals(30_000, ModelFreezer.ofGraph(graph(chain(30_000))).graph().getNodeCount());
	}

	@Test
	void aNameOfManyLinesStandsInOneLine() {
		assertRefused("a b", () -> ModelFreezer.ofGraph(graph(node("a\n\tb", "Relu", "gone"))));
	}

	static Stream<Arguments> programs() {
		final NodeDef in = placeholder("in");
		final NodeDef out = node("out", "Relu", "in");
		return Stream.of(//
			arguments("has 0 graphs", SavedModel.getDefaultInstance()), //
			arguments("has 2 graphs",
				SavedModel.newBuilder().addMetaGraphs(MetaGraphDef.getDefaultInstance())
					.addMetaGraphs(MetaGraphDef.getDefaultInstance()).build()), //
			arguments("no signature",
				SavedModel.newBuilder().addMetaGraphs(MetaGraphDef.getDefaultInstance()).build()), //
			arguments("not a node of the graph", savedModel(List.of(), out)), //
			arguments("the graph has no node 'out'", savedModel(List.of(), in)), //
			arguments("depends on no input", savedModel(List.of(), in, constant("out", 4, 1))), //
			arguments("not an input of the signature",
				savedModel(List.of(), in, placeholder("else"), node("out", "Add", "in", "else"))), //
			arguments("cyclic", savedModel(List.of(function("f", "x")), in, call("out", "f", "out"))), //
			arguments("calls itself",
				savedModel(List.of(function("f", "c:output:0", call("c", "f", "x"))), in,
					call("out", "f", "in"))), //
			arguments("calls itself",
				savedModel(List.of(function("f", "c:output:0", call("c", "g", "x")),
					function("g", "c:output:0", call("c", "f", "x"))), in, call("out", "f", "in"))), //
			arguments("takes 1 inputs, but the call 'out' gives 2",
				savedModel(List.of(function("f", "x")), in, call("out", "f", "in", "in"))), //
			arguments("has no output 'z'",
				savedModel(List.of(function("f", "r:z:0", node("r", "Relu", "x"))), in,
					call("out", "f", "in"))), //
			arguments("no such node",
				savedModel(List.of(function("f", "gone:y:0")), in, call("out", "f", "in"))), //
			arguments("two functions",
				savedModel(List.of(function("f", "x"), function("f", "x")), in, out)), //
			arguments("functions deep", savedModel(nested(60, 1), in, call("out", "f0", "in"))), //
			arguments("a name of 1025 characters",
				savedModel(List.of(function("f", "x", node("a".repeat(1025), "Relu", "x"))), in,
					call("out", "f", "in"))), //
			arguments("a name of 1101 characters",
				savedModel(
					List.of(function("f", "b:activations:0", node("b".repeat(500), "Relu", "x"),
						node("b", "Relu", "x"))),
					in, call("c".repeat(600), "f", "in"), node("out", "Relu", "c".repeat(600)))), //
			arguments("more than 134217728 bytes",
				savedModel(wide(40, 4_000), in, call("out", "f0", "in"))), //
			arguments("at most 200000", savedModel(nested(40, 100), in, call("out", "f0", "in"))), //
			arguments("are not in", savedModel(List.of(), in, variable("w", DataType.DT_FLOAT, 1),
				node("out", "Mul", "in", "w"))));
	}

	/** Functions that each call the next, so often. */
	private static List<FunctionDef> nested(final int depth, final int calls) {
		final List<FunctionDef> functions = new ArrayList<>();
		for (int i = 0; i < depth; i++) {
			final NodeDef[] nodes = new NodeDef[calls];
			for (int call = 0; call < calls; call++)
				nodes[call] =
					call("c" + call, "f" + (i + 1), call == 0 ? "x" : "c" + (call - 1) + ":output:0");
			functions.add(function("f" + i, "c" + (calls - 1) + ":output:0", nodes));
		}
		functions.add(function("f" + depth, "r:activations:0", node("r", "Relu", "x")));
		return functions;
	}

	/** A function of long names that one of many calls calls. */
	private static List<FunctionDef> wide(final int nodes, final int calls) {
		final NodeDef[] chain = new NodeDef[nodes];
		for (int i = 0; i < nodes; i++)
			chain[i] =
				node("n".repeat(900) + i, "Relu", i == 0 ? "x" : chain[i - 1].getName() + ":activations:0");
		final List<FunctionDef> functions = nested(1, calls);
		functions.set(1, function("f1", chain[nodes - 1].getName() + ":activations:0", chain));
		return functions;
	}

	@ParameterizedTest
	@MethodSource("programs")
	void aBrokenSavedModelIsRefusedInOneLine(final String reason, final SavedModel model)
		throws IOException {
		Files.write(folder.resolve("saved_model.pb"), model.toByteArray());
		assertRefused(reason, () -> ModelFreezer.ofSavedModel(folder));
	}

	@Test
	void aFolderWithoutASavedModelIsRefused() {
		assertRefused("has no file saved_model.pb",
			() -> ModelFreezer.ofSavedModel(folder.resolve("no")));
	}

	private static void assertRefused(final String reason, final Executable freezing) {
		final String message = assertThrows(EngineException.class, freezing).getMessage();
		assertTrue(message.contains(reason), message);
		assertTrue(message.length() > 30 && message.lines().count() == 1, message);
	}
}
