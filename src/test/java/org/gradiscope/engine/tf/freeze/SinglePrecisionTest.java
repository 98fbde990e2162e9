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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.yaml.snakeyaml.Yaml;

/** Networks of other numbers, made by scripts/reference/number_types.py, against Python. */
class SinglePrecisionTest {

	private static final Set<DataType> OTHERS =
		Set.of(DataType.DT_HALF, DataType.DT_BFLOAT16, DataType.DT_DOUBLE);

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	private static Path fixture(final String name) {
		return ModelFreezerTest.fixture("types").resolve(name);
	}

	/** Exactly as float32 of the same weights, and as the network itself to the precision of its type. */
	@ParameterizedTest
	@CsvSource({ "half, float16, 3e-3", "bfloat16, bfloat16, 2e-2", "double, float64, 1e-6",
		"mixed, float16, 3e-3" })
	void isComputedInFloat32(final String name, final String type, final double precision)
		throws IOException {
		final FrozenModel frozen = ModelFreezer.ofSavedModel(fixture(name));
		final Map<String, Object> expected =
			new Yaml().load(Files.readString(fixture(name).resolve("expected.json")));
		final long[] shape = numbers(expected, "shape").stream().mapToLong(Number::longValue).toArray();
		final float[] weights = new float[numbers(expected, "output").size()];
		for (int i = 0; i < weights.length; i++)
			weights[i] = i + 1;
		final GraphRunner.Figures figures =
			GraphRunner.figures(frozen, shape, GraphRunner.formula(shape), weights);
		assertClose(numbers(expected, "output"), figures.output(), 1e-5);
		assertClose(numbers(expected, "gradient"), figures.gradient(), 1e-5);
		assertClose(numbers(expected, "own"), figures.output(), precision);
		assertTrue(
			frozen.remarks()
				.contains("The network's numbers of " + type +
					" are computed in float32, so its answers differ from its own by their precision."),
			() -> "Found: " + frozen.remarks());
		for (final NodeDef node : frozen.graph().getNodeList()) {
			assertTrue(!node.getOp().equals("Cast"), node.getName());
			for (final AttrValue value : node.getAttrMap().values())
				assertTrue(
					!OTHERS.contains(value.getType()) && !OTHERS.contains(value.getTensor().getDtype()),
					node.getName());
		}
	}

	@SuppressWarnings("unchecked")
	private static List<Number> numbers(final Map<String, Object> expected, final String key) {
		return (List<Number>) expected.get(key);
	}

	private static void assertClose(final List<Number> expected, final float[] values,
		final double tolerance) {
		assertEquals(expected.size(), values.length);
		final double largest =
			expected.stream().mapToDouble(value -> Math.abs(value.doubleValue())).max().orElseThrow();
		assertTrue(largest > 0);
		for (int i = 0; i < values.length; i++)
			assertEquals(expected.get(i).doubleValue(), values[i], tolerance * largest, "at " + i);
	}

	@Test
	void aNetworkOfFloat32StaysAsItIs() {
		final FrozenModel model = new FrozenModel(GraphDef.newBuilder()
			.addNode(Constants.scalar("c", DataType.DT_FLOAT, 1)).addNode(TestGraphs.placeholder("x"))
			.addNode(TestGraphs.node("y", "Mul", "x", "c")).build(), Map.of(), Map.of(), List.of());
		assertSame(model, SinglePrecision.of(model));
	}

	/** What TensorFlow makes of every float16, and of every bfloat16. */
	@ParameterizedTest
	@ValueSource(strings = { "DT_HALF", "DT_BFLOAT16" })
	void everyNumberOf16BitsIsTheSameInFloat32(final String name) {
		final byte[] all = new byte[1 << 17];
		for (int i = 0; i < 1 << 16; i++) {
			all[2 * i] = (byte) i;
			all[2 * i + 1] = (byte) (i >> 8);
		}
		final NodeDef constant =
			Constants.node("all", DataType.valueOf(name), List.of(1L << 16), ByteString.copyFrom(all));
		final float[] wanted =
			run(NodeDefs.node("y", "Cast", "all").putAttr("SrcT", Attributes.of(DataType.valueOf(name)))
				.putAttr("DstT", Attributes.FLOAT).build(), constant);
		final float[] found = TensorProtos.floats(TensorProtos.inFloat32(Constants.tensor(constant)));
		for (int i = 0; i < wanted.length; i++)
			assertEquals(wanted[i], found[i],
				Math.abs(wanted[i]) < Float.MIN_NORMAL ? Float.MIN_NORMAL : 0, "of the bits " + i);
	}

	@Test
	void doublesBeyondFloat32StayFiniteAndAreNotZero() {
		final TensorProto single = TensorProtos.inFloat32(TensorProto.newBuilder()
			.setDtype(DataType.DT_DOUBLE).setTensorShape(TensorProtos.shape(List.of(6L)))
			.addAllDoubleVal(List.of(-1e300, 1e-300, 0., 0.1, Double.NEGATIVE_INFINITY)).build());
		assertEquals(List.of(-Float.MAX_VALUE, Float.MIN_NORMAL, 0f, 0.1f, Float.NEGATIVE_INFINITY),
			single.getFloatValList());
	}

	/** TensorFlow's own operation gives the same for all stored numbers. */
	@ParameterizedTest
	@CsvSource({ "DT_QUINT8, MIN_COMBINED", "DT_QINT8, MIN_COMBINED", "DT_QUINT8, MIN_FIRST",
		"DT_QINT8, MIN_FIRST", "DT_QUINT8, SCALED", "DT_QINT8, SCALED", "DT_QUINT16, MIN_COMBINED",
		"DT_QINT16, MIN_COMBINED", "DT_QINT16, SCALED", "DT_QUINT16, MIN_FIRST", "DT_QINT32, SCALED" })
	void storedWeightsAreDequantizedAsByTensorFlow(final String type, final String mode) {
		final DataType stored = DataType.valueOf(type);
		// TensorFlow does not have the others along an axis.
		for (final int axis : mode.equals("MIN_FIRST") ? new int[] { -1 } : new int[] { -1, 1 }) {
			final NodeDef dequantize = dequantize(stored, mode, axis);
			final NodeDef[] given = { quantized(stored), range("low", axis, -1.3f, -0.2f, -3f),
				range("high", axis, 2.1f, 0.7f, 0.5f) };
			final float[] wanted = run(dequantize, given);
			final NodeGraph graph = Dequantizer
				.dequantized(NodeGraph.of(List.of(given[0], given[1], given[2], dequantize), Map.of()));
			assertTrue(Constants.is(graph.node("y")));
			final float[] found = TensorProtos.floats(Constants.tensor(graph.node("y")));
			assertEquals(wanted.length, found.length);
			for (int i = 0; i < wanted.length; i++)
				assertEquals(wanted[i], found[i], 1e-6 * 3, mode + " at " + i + ", axis " + axis);
		}
	}

	@Test
	void whatIsComputedStays() {
		final NodeDef dequantize = dequantize(DataType.DT_QUINT8, "MIN_FIRST", -1);
		final NodeGraph graph = NodeGraph.of(
			List.of(TestGraphs.placeholder("q"), range("low", -1, 0f), range("high", -1, 1f), dequantize),
			Map.of());
		assertEquals("Dequantize", Dequantizer.dequantized(graph).node("y").getOp());
	}

	private static NodeDef dequantize(final DataType stored, final String mode, final int axis) {
		return NodeDefs.node("y", "Dequantize", "q", "low", "high").putAttr("T", Attributes.of(stored))
			.putAttr("mode", AttrValue.newBuilder().setS(ByteString.copyFromUtf8(mode)).build())
			.putAttr("axis", Attributes.of(axis)).putAttr("narrow_range", Attributes.of(false)).build();
	}

	/** 2 x 3 x 4 numbers over all that the type has. */
	private static NodeDef quantized(final DataType type) {
		final int width = TensorProtos.width(type);
		final byte[] bytes = new byte[24 * width];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) (i * 83 + i / 7);
		return Constants.node("q", type, List.of(2L, 3L, 4L), ByteString.copyFrom(bytes));
	}

	/** One number, or one for each place along the axis. */
	private static NodeDef range(final String name, final int axis, final float... values) {
		final TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_FLOAT)
			.setTensorShape(TensorProtos.shape(axis < 0 ? List.of() : List.of((long) values.length)));
		for (int i = 0; i < (axis < 0 ? 1 : values.length); i++)
			tensor.addFloatVal(values[i]);
		return Constants.node(name, tensor.build());
	}

	/** What TensorFlow itself computes. */
	private static float[] run(final NodeDef node, final NodeDef... given) {
		return GraphRunner.computed(
			GraphDef.newBuilder().addAllNode(List.of(given)).addNode(node).build(), node.getName());
	}
}
