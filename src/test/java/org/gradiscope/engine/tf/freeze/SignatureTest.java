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

import static org.gradiscope.engine.tf.freeze.TestGraphs.node;
import static org.gradiscope.engine.tf.freeze.TestGraphs.placeholder;
import static org.gradiscope.engine.tf.freeze.TestGraphs.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorShapeProto;

/** Which signature of a SavedModel is used, and which of its inputs and outputs. */
class SignatureTest {

	@TempDir
	private Path folder;

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	private FrozenModel frozen(final Consumer<MetaGraphDef.Builder> change, final NodeDef... nodes)
		throws IOException {
		return frozen(StatedEnds.NONE, change, nodes);
	}

	private FrozenModel frozen(final StatedEnds stated, final Consumer<MetaGraphDef.Builder> change,
		final NodeDef... nodes) throws IOException {
		final SavedModel.Builder model = TestGraphs.savedModel(List.of(), nodes).toBuilder();
		change.accept(model.getMetaGraphsBuilder(0));
		Files.write(folder.resolve("saved_model.pb"), model.build().toByteArray());
		return ModelFreezer.ofSavedModel(folder, stated);
	}

	private static SignatureDef signature(final String output) {
		return SignatureDef.newBuilder().putInputs("x", tensor("in:0")).putOutputs("y", tensor(output))
			.build();
	}

	@Test
	void theOnlyOneThatTakesAnImageStandsInForTheDefault() throws IOException {
		final FrozenModel frozen = frozen(meta -> {
			final SignatureDef.Builder text = signature("out:0").toBuilder();
			text.putInputs("x", tensor("in:0").toBuilder().setDtype(DataType.DT_STRING).build());
			meta.putSignatureDef("serving_default", text.build()).putSignatureDef("predict",
				signature("more:0"));
		}, placeholder("in"), node("out", "Relu", "in"), node("more", "Tanh", "out"));
		assertEquals(Map.of("y", "more"), frozen.outputs());
		assertTrue(frozen.remarks().get(0).contains("'predict'"));
	}

	private static StatedEnds stated(final String name, final String... ends) {
		return new StatedEnds(Optional.ofNullable(name), Stream.of(ends).findFirst(),
			Stream.of(ends).skip(1).toList());
	}

	private static void two(final MetaGraphDef.Builder meta) {
		meta.removeSignatureDef("serving_default").putSignatureDef("one", signature("out:0"))
			.putSignatureDef("two", signature("more:0"));
	}

	@Test
	void theOneThatIsStatedIsTaken() throws IOException {
		final NodeDef[] nodes =
			{ placeholder("in"), node("out", "Relu", "in"), node("more", "Tanh", "in") };
		assertEquals(Map.of("y", "more"), frozen(stated("two"), SignatureTest::two, nodes).outputs());
		final String message =
			assertThrows(EngineException.class, () -> frozen(stated("three"), SignatureTest::two, nodes))
				.getMessage();
		assertTrue(message.contains("'three'") && message.contains("[one, two]"), message);
	}

	@Test
	void withoutOneTheTensorsThatAreStatedAreTheEnds() throws IOException {
		final NodeDef[] nodes = { placeholder("in"), placeholder("more"), node("out", "Relu", "in"),
			node("sum", "AddV2", "out", "more") };
		final FrozenModel frozen =
			frozen(stated(null, "in:0", "sum"), meta -> meta.clearSignatureDef(), nodes);
		assertEquals(Map.of("in:0", "in", "more", "more"), frozen.inputs());
		assertEquals(Map.of("sum", "sum"), frozen.outputs());
		assertEquals(Map.of("in", "in"),
			frozen(stated(null, "in", "out"), meta -> meta.clearSignatureDef(), nodes).inputs());
	}

	@Test
	void withoutOneAndWithoutTensorsTheWayOutIsSaid() {
		for (final StatedEnds known : List.of(StatedEnds.NONE, stated(null, "in"),
			stated(null, "in", "gone"))) {
			final String message =
				assertThrows(EngineException.class, () -> frozen(known, meta -> meta.clearSignatureDef(),
					placeholder("in"), node("out", "Relu", "in"))).getMessage();
			assertTrue(message.contains("has no signature") && message.contains("placeholders are in") &&
				message.contains("output.tensor"), message);
		}
	}

	/** Of rank 2, where no other is there. */
	@Test
	void theOnlyOneThatTakesFloatsWillDo() throws IOException {
		final FrozenModel frozen = frozen(meta -> {
			final SignatureDef.Builder rows = signature("out:0").toBuilder();
			rows.putInputs("x",
				tensor("in:0").toBuilder()
					.setTensorShape(
						TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(-1))
							.addDim(TensorShapeProto.Dim.newBuilder().setSize(784)))
					.build());
			meta.removeSignatureDef("serving_default").putSignatureDef("rows", rows.build());
		}, placeholder("in"), node("out", "Relu", "in"));
		assertEquals(List.of("The signature 'rows' is used, the only one that takes floats."),
			frozen.remarks());
	}

	@Test
	void ofGraphsWithoutTheTagForServingTheOneForTrainingIsNotMeant() throws IOException {
		final SavedModel one =
			TestGraphs.savedModel(List.of(), placeholder("in"), node("out", "Relu", "in"));
		final MetaGraphDef training = one.getMetaGraphs(0).toBuilder()
			.setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("train")).build();
		Files.write(folder.resolve("saved_model.pb"),
			one.toBuilder().addMetaGraphs(0, training).build().toByteArray());
		assertEquals(Map.of("y", "out"), ModelFreezer.ofSavedModel(folder).outputs());
	}

	@Test
	void amongSeveralNoneIsGuessed() {
		final String message = assertThrows(EngineException.class,
			() -> frozen(
				meta -> meta.removeSignatureDef("serving_default")
					.putSignatureDef("one", signature("out:0")).putSignatureDef("two", signature("out:0")),
				placeholder("in"), node("out", "Relu", "in")))
			.getMessage();
		assertTrue(message.contains("[one, two]") && message.contains("'signature: one'"), message);
	}

	@Test
	void anOutputThatCannotBeComputedIsLeftOut() throws IOException {
		final FrozenModel frozen = frozen(
			meta -> meta.putSignatureDef("serving_default",
				signature("out:0").toBuilder().putOutputs("z", tensor("fed:0")).build()),
			placeholder("in"), placeholder("else"), node("out", "Relu", "in"),
			node("fed", "Add", "in", "else"));
		assertEquals(Map.of("y", "out"), frozen.outputs());
		assertTrue(frozen.remarks().get(0).contains("'z' is left out"));
		assertEquals(2, frozen.graph().getNodeCount());
	}

	@Test
	void whateverAnInputCameFromItIsAPlaceholder() throws IOException {
		final FrozenModel frozen = frozen(meta -> {}, node("queue", "FIFOQueueV2"),
			node("in", "QueueDequeueV2", "queue"), node("out", "Relu", "in"));
		assertEquals(List.of("Placeholder", "Relu"),
			frozen.graph().getNodeList().stream().map(NodeDef::getOp).sorted().toList());
		assertEquals(Map.of("x", "in"), frozen.inputs());
	}
}
