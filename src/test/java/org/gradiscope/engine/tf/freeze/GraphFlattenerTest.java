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

import static org.gradiscope.engine.tf.freeze.TestGraphs.graph;
import static org.gradiscope.engine.tf.freeze.TestGraphs.node;
import static org.gradiscope.engine.tf.freeze.TestGraphs.placeholder;
import static org.gradiscope.engine.tf.freeze.TestGraphs.truth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/** Branches, calls and draws of graphs whose outputs are not known yet. */
class GraphFlattenerTest {

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	private static Map<String, NodeDef> frozen(final NodeDef... nodes) {
		return ModelFreezer.ofGraph(graph(nodes)).graph().getNodeList().stream()
			.collect(Collectors.toMap(NodeDef::getName, Function.identity()));
	}

	/** Dropout as TensorFlow 1 and 2 write it: by the floor of a sum, or by a comparison. */
	@ParameterizedTest
	@CsvSource({ "Add, 1, Fill", "Add, 0.5, Floor", "GreaterEqual, 0, Fill",
		"GreaterEqual, 0.25, GreaterEqual", "Less, 1, Fill", "Greater, 0, Greater" })
	void aDrawThatDecidesNothingIsTakenOut(final String op, final float rate, final String left) {
		final AttrValue.Builder value = AttrValue.newBuilder();
		value.getTensorBuilder().setDtype(DataType.DT_FLOAT).addFloatVal(rate).getTensorShapeBuilder();
		final NodeDef number =
			node("rate", "Const").toBuilder().putAttr("value", value.build()).build();
		final Map<String, NodeDef> frozen =
			frozen(placeholder("shape"), number, node("draw", "RandomUniform", "shape"),
				node("mask", op, "draw", "rate"), node("floor", "Floor", "mask"));
		assertEquals(left, frozen.get(op.equals("Add") ? "floor" : "mask").getOp());
	}

	@Test
	void aDefaultIsTakenUnlessItStandsForAnImage() {
		final NodeDef scalar = node("keep", "PlaceholderWithDefault", "one").toBuilder()
			.putAttr("shape",
				AttrValue.newBuilder()
					.setShape(TestGraphs.constant("", 0).getAttrOrThrow("value").getTensor().getTensorShape())
					.build())
			.build();
		final NodeDef image =
			node("image", "PlaceholderWithDefault", "one").toBuilder().putAttr("shape",
				AttrValue.newBuilder().setShape(TestGraphs.tensor("").getTensorShape()).build()).build();
		final Map<String, NodeDef> frozen = frozen(TestGraphs.constant("one", 4), scalar, image);
		assertEquals("Identity", frozen.get("keep").getOp());
		assertEquals("PlaceholderWithDefault", frozen.get("image").getOp());
	}

	/** Whatever shape it says, it stands for what is computed from the image. */
	@Test
	void aDefaultThatIsComputedFromTheImageIsTaken() {
		final NodeDef between = node("between", "PlaceholderWithDefault", "a").toBuilder()
			.putAttr("dtype", Attributes.FLOAT)
			.putAttr("shape", AttrValue.newBuilder().setShape(
				TestGraphs.constant("", 0, 1, 2, 2, 1).getAttrOrThrow("value").getTensor().getTensorShape())
				.build())
			.build();
		final Map<String, NodeDef> frozen =
			frozen(node("out", "Relu", "between"), between, node("a", "Relu", "in"), placeholder("in"));
		assertEquals(NodeDefs.identity("between", "a", Attributes.FLOAT), frozen.get("between"));
	}

	/** As assertions are written: a branch that only the image decides, for which others wait. */
	@Test
	void whatIsOnlyWaitedForIsGone(@TempDir final Path folder) throws IOException {
		final SavedModel model = TestGraphs.savedModel(List.of(), placeholder("in"),
			node("odd", "IsNan", "in"), node("if", "If", "odd"), node("checked", "Identity", "if"),
			node("out", "Relu", "in", "^checked", "^if", "^gone"));
		Files.write(folder.resolve("saved_model.pb"), model.toByteArray());
		assertEquals(Set.of("in", "out"), ModelFreezer.ofSavedModel(folder).graph().getNodeList()
			.stream().map(NodeDef::getName).collect(Collectors.toSet()));
	}

	@Test
	void aNetworkAtWorkDoesNotTrain() {
		final NodeDef training = NodeDef.newBuilder().setName("bn/is_training").setOp("Placeholder")
			.putAttr("dtype", Attributes.of(DataType.DT_BOOL)).build();
		final FrozenModel frozen = ModelFreezer.ofGraph(
			graph(training, node("yes", "LogicalAnd", "bn/is_training", "other"), truth("other", true),
				placeholder("in"), node("s", "Switch", "in", "yes"), node("train", "Relu", "s:1"),
				node("work", "Tanh", "s"), node("m", "Merge", "work", "train")));
		assertTrue(frozen.graph().getNodeList().contains(node("m", "Identity", "work")));
		assertTrue(frozen.remarks().get(0).contains("'bn/is_training' is false"));
	}

	/** Of a program for training: the switch stands at true unless somebody feeds it. */
	@ParameterizedTest
	@CsvSource({ "is_training, DT_BOOL, 'for inference, not training: %s is false'",
		"a/keras_learning_phase, DT_BOOL, %s is false", "net/training, DT_BOOL, %s is false",
		"training_1, DT_BOOL, %s is false", "data_training, DT_BOOL, which is true",
		"flip, DT_BOOL, which is true", "keep_prob, DT_FLOAT, which is 0.5" })
	void aDefaultIsSettledWithARemarkAndNeverToTraining(final String name, final DataType type,
		final String remark) {
		final AttrValue.Builder half = AttrValue.newBuilder();
		half.getTensorBuilder().setDtype(DataType.DT_FLOAT).addFloatVal(0.5f).getTensorShapeBuilder();
		final NodeDef value = type == DataType.DT_BOOL ? truth("default", true)
			: node("default", "Const").toBuilder().putAttr("value", half.build()).build();
		final FrozenModel frozen = ModelFreezer.ofGraph(graph(value,
			NodeDef.newBuilder().setName(name).setOp("PlaceholderWithDefault").addInput("default")
				.putAttr("dtype", Attributes.of(type)).build(),
			placeholder("in"), node("s", "Switch", "in", name), node("train", "Relu", "s:1"),
			node("work", "Tanh", "s"), node("m", "Merge", "work", "train")));
		assertTrue(frozen.remarks().get(0).contains(remark.formatted("'" + name + "'")),
			() -> "Found: " + frozen.remarks());
		assertEquals(remark.contains("is false"),
			frozen.graph().getNodeList().contains(node("m", "Identity", "work")));
	}

	@Test
	void whatIsUnrelatedAndUndecidedStaysInAFrozenGraph() {
		final GraphDef left = ModelFreezer
			.ofGraph(graph(placeholder("in"), placeholder("p"), node("s", "Switch", "in", "p"),
				node("a", "Relu", "s"), node("m", "Merge", "a", "s:1"), node("out", "Relu", "in"),
				node("loop", "Merge", "in", "next"), node("next", "NextIteration", "loop")))
			.graph();
		assertEquals(8, left.getNodeCount());
	}

	@Test
	void aBranchThatIsNeverTakenIsGone() {
		final GraphDef left = ModelFreezer.ofGraph(graph(placeholder("in"), truth("no", false),
			node("not", "LogicalNot", "no"), node("s", "Switch", "in", "not"), node("a", "Relu", "s"),
			node("b", "Tanh", "s:1"), node("m", "Merge", "a", "b"))).graph();
		assertTrue(left.getNodeList().contains(node("b", "Tanh", "in")));
		assertTrue(left.getNodeList().contains(node("m", "Identity", "b")));
		assertTrue(left.getNodeList().stream().noneMatch(node -> node.getName().equals("a")));
	}

	@Test
	void whatGradientsCannotPassIsReplacedByWhatComputesTheSame() {
		final AttrValue.Builder types = AttrValue.newBuilder();
		types.getListBuilder().addType(DataType.DT_FLOAT).addType(DataType.DT_FLOAT);
		final Map<String, NodeDef> frozen = frozen(placeholder("a"), placeholder("b"),
			node("both", "IdentityN", "a", "b").toBuilder().putAttr("T", types.build()).build(),
			node("first", "Relu", "both"), node("second", "Relu", "both:1"),
			node("norm", "FusedBatchNorm", "a", "b", "b", "b", "b"));
		assertEquals("Identity", frozen.get("both").getOp());
		assertEquals("both", frozen.get("first").getInput(0));
		assertEquals("b", frozen.get("second").getInput(0));
		assertEquals("FusedBatchNormV3", frozen.get("norm").getOp());
	}
}
