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

package org.gradiscope.engine.tf.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.google.protobuf.TextFormat;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.onnx.proto.OnnxMl.ModelProto;

/** Loops, branches and quantized numbers of networks in ONNX: what they give, and what is refused. */
class OnnxSafetyTest {

	private static final String IMAGE = """
		input { name: "x" type { tensor_type { elem_type: 1 shape { dim { dim_value: 2 } } } } }
		""";

	/** {@code x -> 2 x}, as often as it says, while a condition holds. */
	private static final String LOOP = IMAGE + """
		node { op_type: "Loop" name: "loop" input: "rounds" input: "on" input: "x" output: "y"
		  attribute { name: "body" type: GRAPH g {
		    input { name: "round" } input { name: "before" } input { name: "value" }
		    node { op_type: "Identity" input: "before" output: "after" }
		    node { op_type: "Add" input: "value" input: "value" output: "twice" }
		    output { name: "after" } output { name: "twice" } } } }
		initializer { name: "rounds" data_type: 7 int64_data: ROUNDS }
		initializer { name: "on" data_type: 9 int32_data: 1 }
		output { name: "y" }
		""";

	private static final String BRANCH = IMAGE +
		"""
			node { op_type: "ReduceSum" input: "x" output: "sum" attribute { name: "keepdims" type: INT i: 0 } }
			node { op_type: "Greater" input: "sum" input: "zero" output: "positive" }
			node { op_type: "If" name: "branch" input: "positive" output: "y"
			  attribute { name: "then_branch" type: GRAPH g {
			    node { op_type: "Mul" input: "x" input: "x" output: "square" } output { name: "square" } } }
			  attribute { name: "else_branch" type: GRAPH g {
			    node { op_type: "Neg" input: "x" output: "other" } output { name: "other" } } } }
			initializer { name: "zero" data_type: 1 float_data: 0 }
			output { name: "y" }
			""";

	@TempDir
	Path folder;

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	private OnnxRun open(final String graph) throws IOException {
		return open(graph, "");
	}

	private OnnxRun open(final String graph, final String functions) throws IOException {
		final ModelProto.Builder model = ModelProto.newBuilder();
		TextFormat.getParser()
			.merge("ir_version: 8 opset_import { version: 17 } " +
				"opset_import { domain: 'own' version: 1 } graph { name: 'g' " + graph + " } " + functions,
				model);
		return new OnnxRun(
			new OnnxModel(
				Files.write(Files.createTempFile(folder, "network", ".onnx"), model.build().toByteArray())),
			Map.of());
	}

	private static OnnxConstant floats(final float... numbers) {
		return OnnxConstant
			.ofFloats(IntStream.range(0, numbers.length).mapToObj(i -> numbers[i]).toList());
	}

	private static double[] gradient(final OnnxRun run, final OnnxConstant x) {
		return run.gradient(Map.of("x", x), List.of(floats(1, 10)), "x").values();
	}

	@Test
	void freeAxesAreCutAtTheirEnds() throws IOException {
		try (OnnxRun run = open("""
			input { name: "x" type { tensor_type { elem_type: 1 shape { dim { dim_param: "n" } } } } }
			node { op_type: "Pad" input: "x" input: "pads" output: "y"
			  attribute { name: "mode" type: STRING s: "edge" } }
			initializer { name: "pads" data_type: 7 dims: 2 int64_data: 1 int64_data: -1 }
			output { name: "y" }
			""")) {
			assertArrayEquals(new double[] { 3, 3, 4 },
				run.outputs(Map.of("x", floats(3, 4, 5))).get(0).values());
		}
	}

	/** Of old exporters of TensorFlow: half a pixel further than others, and no pixel back. */
	@Test
	void positionsOfOldExportersAreTheirOwn() throws IOException {
		try (OnnxRun run = open(
			"""
				input { name: "x" type { tensor_type { elem_type: 1
				  shape { dim { dim_value: 1 } dim { dim_value: 1 } dim { dim_value: 1 } dim { dim_value: 3 } } } } }
				node { op_type: "Resize" input: "x" input: "" input: "scales" output: "y"
				  attribute { name: "mode" type: STRING s: "linear" }
				  attribute { name: "coordinate_transformation_mode" type: STRING s: "tf_half_pixel_for_nn" } }
				initializer { name: "scales" data_type: 1 dims: 4
				  float_data: 1 float_data: 1 float_data: 1 float_data: 2 }
				output { name: "y" }
				""")) {
			assertArrayEquals(new double[] { 12.5, 17.5, 25, 35, 40, 40 }, run
				.outputs(Map.of("x", floats(10, 20, 40).reshaped(List.of(1L, 1L, 1L, 3L)))).get(0).values(),
				1e-5);
		}
	}

	@Test
	void loopOfKnownLengthIsUnrolled() throws IOException {
		try (OnnxRun run = open(LOOP.replace("ROUNDS", "3"))) {
			final OnnxConstant x = floats(1, -2);
			assertArrayEquals(new double[] { 8, -16 }, run.outputs(Map.of("x", x)).get(0).values());
			assertArrayEquals(new double[] { 8, 80 }, gradient(run, x));
		}
	}

	@Test
	void loopWithoutEndIsRefused() {
		final EngineException refusal = assertThrows(EngineException.class,
			() -> open(LOOP.replace("ROUNDS", String.valueOf(1L << 60))));
		assertTrue(refusal.getMessage().contains("unrolled"), refusal.getMessage());
	}

	@Test
	void branchByTheImageIsChosenWhenItRuns() throws IOException {
		try (OnnxRun run = open(BRANCH)) {
			assertArrayEquals(new double[] { 9, 4 },
				run.outputs(Map.of("x", floats(3, -2))).get(0).values());
			assertArrayEquals(new double[] { 6, -40 }, gradient(run, floats(3, -2)));
			assertArrayEquals(new double[] { -3, 4 },
				run.outputs(Map.of("x", floats(3, -4))).get(0).values());
			assertArrayEquals(new double[] { -1, -10 }, gradient(run, floats(3, -4)));
		}
	}

	@Test
	void gradientPassesStraightThroughQuantization() throws IOException {
		try (OnnxRun run = open(IMAGE + """
			node { op_type: "QuantizeLinear" input: "x" input: "scale" input: "zero" output: "q" }
			node { op_type: "DequantizeLinear" input: "q" input: "scale" input: "zero" output: "y" }
			initializer { name: "scale" data_type: 1 float_data: 0.5 }
			initializer { name: "zero" data_type: 2 int32_data: 3 }
			output { name: "y" }
			""")) {
			// Whole numbers from 0 to 255 less 3, halved: from -1.5 to 126.
			assertArrayEquals(new double[] { 0.5, -1.5 },
				run.outputs(Map.of("x", floats(0.6f, -1.6f))).get(0).values());
			assertArrayEquals(new double[] { 1, 0 }, gradient(run, floats(0.6f, -1.6f)));
		}
	}

	@ParameterizedTest
	@CsvSource({ "QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger",
		"DynamicQuantizeLinear" })
	void operatorsOfWholeNumbersAreRefusedByName(final String operator) {
		final EngineException refusal =
			assertThrows(EngineException.class, () -> open(IMAGE + "node { op_type: '" + operator +
				"' name: 'n1' input: 'x' output: 'y' } output { name: 'y' }"));
		assertEquals(
			"The network computes with whole numbers (" + operator + ", the first 'n1'), which " +
				"have no gradient; export it in float32, before it is quantized.",
			refusal.getMessage());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"Expand | 1099511627776", "ConstantOfShape | 1099511627776", "Tile | 1099511627776",
		"ConstantOfShape | -5", "Expand | -5", "Tile | -5", "Pad | 1099511627776", "Pad | -7",
		"Reshape | 1099511627776", "Reshape | -7", "OneHot | 1099511627776", "TopK | 1099511627776",
		"TopK | -1", "Split | -1", "Split | 1099511627776", "Gather | 1099511627776",
		"Slice | 2147483648" })
	void sizesThatLieAreRefusedOrNotComputed(final String operator, final long size)
		throws IOException {
		final String inputs = switch (operator) {
			case "ConstantOfShape" -> "input: 'n'";
			case "OneHot" -> "input: 'three' input: 'n' input: 'two'";
			case "Slice" -> "input: 'three' input: 'n' input: 'n'";
			default -> "input: 'two' input: 'n'";
		};
		final String graph = "node { op_type: '" + operator + "' name: 'n1' " + inputs +
			" output: 'y' } " + "initializer { name: 'n' data_type: 7 dims: 1 int64_data: " + size +
			" } " + "initializer { name: 'two' data_type: 1 dims: 2 float_data: 1 float_data: 2 } " +
			"initializer { name: 'three' data_type: 7 dims: 3 int64_data: 1 int64_data: 2 int64_data: 0 } " +
			"output { name: 'y' }";
		try (OnnxRun run = open(graph)) {
			assertTrue(run.graph().graph().toGraphDef().getSerializedSize() < 1 << 20);
		}
		catch (final EngineException e) {
			assertTrue(e.getMessage().contains("n1") && e.getMessage().indexOf('\n') < 0, e.getMessage());
		}
	}

	private static final String CALL = IMAGE +
		"node { op_type: 'f' domain: 'own' input: 'x' output: 'y' CALLED } output { name: 'y' }";

	/** Before version 13 the largest number is that of all axes from the second on, then of the last axis. */
	@Test
	void functionsHaveVersionsOfTheirOwn() throws IOException {
		final String function =
			"functions { name: 'f' domain: 'own' input: 'a' output: 'b' IMPORT node { op_type: 'Unsqueeze' " +
				"input: 'a' output: 'c' attribute { name: 'axes' type: INTS ints: 0 ints: 2 } } " +
				"node { op_type: 'Hardmax' input: 'c' output: 'b' } }";
		try (OnnxRun run = open(CALL.replace("CALLED", ""),
			function.replace("IMPORT", "opset_import { version: 11 }"))) {
			assertArrayEquals(new double[] { 0, 1 },
				run.outputs(Map.of("x", floats(3, 5))).get(0).values());
		}
		final EngineException refusal =
			assertThrows(EngineException.class, () -> open(CALL.replace("CALLED", ""),
				function.replace("IMPORT", "opset_import { version: 5 }")));
		assertTrue(refusal.getMessage().contains("version 5 of ONNX"), refusal.getMessage());
	}

	@Test
	void graphsWithinFunctionsSeeTheirAttributes() throws IOException {
		final String function = """
			functions { name: 'f' domain: 'own' input: 'a' input: 'least' output: 'b' attribute: 'slope'
			  node { op_type: 'Constant' output: 'on' attribute { name: 'value' type: TENSOR
			    t { data_type: 9 int32_data: 1 } } }
			  node { op_type: 'If' input: 'on' output: 'b'
			    attribute { name: 'then_branch' type: GRAPH g {
			      node { op_type: 'LeakyRelu' input: 'a' output: 'c'
			        attribute { name: 'alpha' type: FLOAT ref_attr_name: 'slope' } }
			      node { op_type: 'Clip' input: 'c' input: 'least' output: 'd' } output { name: 'd' } } }
			    attribute { name: 'else_branch' type: GRAPH g {
			      node { op_type: 'Neg' input: 'a' output: 'd' } output { name: 'd' } } } } }""";
		try (OnnxRun run =
			open(CALL.replace("CALLED", "attribute { name: 'slope' type: FLOAT f: 0.5 }"), function)) {
			assertArrayEquals(new double[] { 3, -1 },
				run.outputs(Map.of("x", floats(3, -2))).get(0).values());
		}
	}

	@Test
	void operatorsWithinFunctionsAndGraphsAreMissedAtOnce() {
		final String function =
			"functions { name: 'f' domain: 'own' input: 'a' output: 'b' node { op_type: 'Loop' " +
				"input: 'a' output: 'b' attribute { name: 'body' type: GRAPH g { node { op_type: 'Det' name: 'deep' " +
				"input: 'a' output: 'c' } output { name: 'c' } } } } node { op_type: 'Det' input: 'a' output: 'idle' } }";
		final String graph = IMAGE + "node { op_type: 'f' domain: 'own' input: 'x' output: 'm' } " +
			"node { op_type: 'f' domain: 'own' input: 'm' output: 'n' } " +
			"node { op_type: 'NonZero' name: 'last' input: 'n' output: 'y' } output { name: 'y' }";
		final EngineException refusal =
			assertThrows(EngineException.class, () -> open(graph, function));
		assertTrue(
			refusal.getMessage().contains(
				"not supported: Det (in 1 node, the first 'deep'); NonZero (in 1 node, the first 'last')."),
			refusal.getMessage());
	}

	/** A branch that is not taken may have any. */
	@Test
	void operatorsInABranchAreMissedOnceItIsTaken() throws IOException {
		final String branch =
			BRANCH.replace("Neg", "Det").replace("input: \"positive\"", "input: \"known\"") +
				" initializer { name: \"known\" data_type: 9 int32_data: TRUTH }";
		try (OnnxRun run = open(branch.replace("TRUTH", "1"))) {
			assertArrayEquals(new double[] { 9, 4 },
				run.outputs(Map.of("x", floats(3, -2))).get(0).values());
		}
		final EngineException refusal =
			assertThrows(EngineException.class, () -> open(branch.replace("TRUTH", "0")));
		assertTrue(refusal.getMessage().contains("not supported: Det (in 1 node"),
			refusal.getMessage());
	}

	@ParameterizedTest
	@CsvSource({ "2, 44, 254", "3, 44, -2", "4, 300, 65534", "5, 300, -2", "22, -4, -2",
		"6, 300, -2" })
	void castsLoseTheBitsThatTheTypeHasNot(final int type, final double one, final double other)
		throws IOException {
		try (OnnxRun run = open(IMAGE +
			"node { op_type: 'Cast' input: 'x' output: 'w' attribute { name: 'to' type: INT i: " + type +
			" } } node { op_type: 'Cast' input: 'w' output: 'y' attribute { name: 'to' type: INT i: 1 } } " +
			"output { name: 'y' }")) {
			assertArrayEquals(new double[] { one, other },
				run.outputs(Map.of("x", floats(300.5f, -2.5f))).get(0).values());
		}
	}
}
