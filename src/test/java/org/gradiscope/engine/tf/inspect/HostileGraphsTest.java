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

package org.gradiscope.engine.tf.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.model.Description;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Graphs that nobody would write with good intentions. */
class HostileGraphsTest {

	private static final AttrValue FLOAT = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();

	/** Ample where time grows with the nodes; far too short where it grows with their square. */
	private static final Duration LONG = Duration.ofSeconds(30);

	private static NodeDef node(final String name, final String operation, final String... inputs) {
		return NodeDef.newBuilder().setName(name).setOp(operation).addAllInput(List.of(inputs))
			.putAttr(operation.equals("Placeholder") ? "dtype" : "T", FLOAT).build();
	}

	private static FrozenModel frozen(final GraphDef.Builder graph) {
		return new FrozenModel(graph.build(), Map.of(), Map.of(), List.of());
	}

	private static FrozenModel chain(final int length, final String operation) {
		final NodeDef input =
			DynamicShapeGraph.placeholder(node("input", "Placeholder"), List.of(1L, 8L, 8L, 3L));
		final GraphDef.Builder graph = GraphDef.newBuilder();
		for (int i = length; i > 0; i--)
			graph.addNode(node("n" + i, operation, i == 1 ? "input" : "n" + (i - 1)));
		return frozen(graph.addNode(input));
	}

	@Test
	void aLongChainTakesLittleTimeAndNoDeepStack() {
		TestNatives.load();
		for (final String operation : List.of("Relu", "Identity"))
			assertTimeout(LONG, () -> {
				final FrozenModel frozen = chain(200_000, operation);
				final Description ends = TinyGraphs.ends(frozen);
				final DynamicShapeGraph loose = DynamicShapeGraph.of(frozen.graph(), ends);
				assertTrue(loose.manyImages());
				assertTrue(Capabilities.of(loose.graph(), ends, name -> true).gradients());
			});
	}

	@Test
	void manyLayersTakeLittleTime() {
		TestNatives.load();
		final FrozenModel frozen = chain(20_000, "Relu");
		assertEquals(20_000, assertTimeout(LONG, () -> TinyGraphs.layers(frozen)).size());
	}

	@Test
	void aCircleIsRefusedByName() {
		final FrozenModel circle = frozen(GraphDef.newBuilder().addNode(node("a", "Add", "b", "c"))
			.addNode(node("b", "Relu", "a")).addNode(node("c", "Placeholder")));
		assertTrue(assertThrows(EngineException.class, () -> TinyGraphs.ends(circle)).getMessage()
			.startsWith("The graph has a cycle through 'a'"));
	}

	@Test
	void anEdgeFromNowhereIsRefusedByName() {
		final FrozenModel open = frozen(GraphDef.newBuilder().addNode(node("a", "Relu", "b")));
		assertTrue(assertThrows(EngineException.class, () -> TinyGraphs.ends(open)).getMessage()
			.startsWith("The graph has no operation 'b'"));
	}

	@Test
	void nodesWithoutTheirInputsAndAttributesAreNoReasonToFall() {
		for (final String operation : List.of("Conv2D", "MaxPool", "Reshape", "StridedSlice", "Slice",
			"ConcatV2", "Concat", "Pack", "Pad", "Mean", "Transpose", "Squeeze", "MatMul", "GatherV2",
			"Split", "Unpack", "Tile", "ExpandDims", "ResizeBilinear", "DepthToSpace", "Softmax", "Add",
			"AddN", "IdentityN", "Fill", "Conv2DBackpropInput", "SpaceToBatchND", "FusedBatchNormV3",
			"RealDiv", "Mul", "Maximum", "MaxPoolV2", "LRN", "Shape"))
			for (final String[] inputs : new String[][] { { "input" }, { "input", "input", "input" },
				{ "input:7" } }) {
				final FrozenModel frozen = frozen(chain(1, "Relu").graph().toBuilder()
					.addNode(node("odd", operation, inputs)).addNode(node("end", "Softmax", "odd", "n1")));
				final Description ends = TinyGraphs.ends(frozen);
				assertEquals("end", ends.get(org.gradiscope.model.Fact.OUTPUT).orElseThrow());
				DynamicShapeGraph.of(frozen.graph(), ends);
				AnySizeOperations.of(frozen.graph(), ends);
				Capabilities.of(frozen.graph(), ends, name -> true);
			}
	}
}
