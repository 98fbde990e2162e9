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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.freeze.ModelFreezer;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** Large matrices are variables of all programs, and nobody can tell. */
class WeightTensorsTest {

	/** Its one hidden matrix of 16 MB is detached, the others of 1.5 MB and 32 kB are not. */
	private static final DenseNetwork DENSE = new DenseNetwork(2048, 1);
	private static final Pixels IMAGE =
		Images.noise(ValueRange.UNIT, 1, 1, DenseNetwork.SIDE, DenseNetwork.SIDE, 3);

	@TempDir
	private static Path folder;
	private static Path savedModel;
	private static Path file;
	private static GraphDef frozen;

	@BeforeAll
	static void write() throws IOException {
		NativeLoader.load();
		savedModel = DENSE.save(folder.resolve("dense"));
		frozen = DENSE.frozen();
		file = Files.write(folder.resolve("dense.pb"), frozen.toByteArray());
	}

	private static Model model(final ModelSource source) {
		final Model found = ModelStore.find(savedModel.toString());
		return new Model(found.description(), source);
	}

	private static Network open(final Path place) {
		return Engine.load().open(model(ModelSource.of(place)));
	}

	private static List<String> detached(final FrozenModel model) {
		return model.graph().getNodeList().stream().filter(DetachedConstants::is).map(NodeDef::getName)
			.toList();
	}

	@Test
	void onlyTheLargeMatrixIsDetached() {
		for (final FrozenModel model : List.of(ModelFreezer.ofSavedModel(savedModel),
			ModelFreezer.ofGraph(file), ModelFreezer.ofGraph(frozen.toByteArray()))) {
			assertEquals(List.of("hidden1"), detached(model));
			assertEquals(Set.of("hidden1"), model.weights().keySet());
		}
	}

	@Test
	void resultsAreThoseOfAGraphOfConstants() {
		final float[] logits;
		final float[] gradient;
		try (Graph graph = new Graph()) {
			graph.importGraphDef(frozen);
			final Output<?> logit = graph.operationOrThrow("logits").output(0);
			final Output<?> by = graph.operationOrThrow("input").output(0);
			final Output<?> all =
				graph.addGradients(null, new Output<?>[] { logit }, new Output<?>[] { by }, null)[0];
			try (Session session = new Session(graph); TFloat32 images = Tensors.toNative(IMAGE.values());
				Result result = session.runner().feed("input", images).fetch(logit).fetch(all).run()) {
				logits = Tensors.fromNative(result.get(0)).data();
				gradient = Tensors.fromNative(result.get(1)).data();
			}
		}
		for (final ModelSource source : List.of(ModelSource.of(savedModel), ModelSource.of(file),
			new ModelSource.Graph(frozen.toByteArray())))
			try (Network network = Engine.load().open(model(source))) {
				assertArrayEquals(logits, network.activation(IMAGE, Expression.LOGITS).data(), 1e-5f);
				final Evaluation sum = network.evaluate(IMAGE, Objectives.logit(0).plus(Objectives.logit(1))
					.plus(Objectives.logit(2)).plus(Objectives.logit(3)));
				assertArrayEquals(gradient, sum.gradient().data(), 1e-5f);
			}
	}

	@Test
	void everyRuleRunsOnVariables() {
		try (Network network = open(savedModel)) {
			final float value = network.values(IMAGE, Objectives.logit(2))[0];
			assertEquals(value,
				network.evaluate(IMAGE, Objectives.logit(2), Backpropagation.GUIDED).value(), 1e-5f);
			assertEquals(value,
				network.relevance(IMAGE, Objectives.logit(2), RelevanceRules.EPSILON).value(), 1e-5f);
		}
	}

	@Test
	void reinitializedNetworksShareWhatTheyDoNotChange() {
		final Network original = open(savedModel);
		final float[] before = original.activation(IMAGE, Expression.LOGITS).data();
		final List<String> layers = original.weights().layers();
		try (Network drawn = original.weights().randomized(layers, 3);
			Network same = original.weights().randomized(List.of(), 3);
			Network ofConstants = constant(layers, 3)) {
			assertArrayEquals(before, original.activation(IMAGE, Expression.LOGITS).data());
			original.close();
			assertArrayEquals(before, same.activation(IMAGE, Expression.LOGITS).data());
			final float[] after = drawn.activation(IMAGE, Expression.LOGITS).data();
			assertTrue(Math.abs(after[0] - before[0]) > 1e-3, after[0] + " and " + before[0]);
			assertArrayEquals(ofConstants.activation(IMAGE, Expression.LOGITS).data(), after, 1e-5f);
		}
	}

	/** Re-initialized where the graph holds all weights. */
	private static Network constant(final List<String> layers, final long seed) {
		try (Network network = open(file)) {
			final FrozenGraph whole = new FrozenGraph(frozen, "input");
			return new TensorFlowNetwork(network.descriptor(),
				ReinitializedWeights.drawn(whole, network.descriptor(), layers, seed), true);
		}
	}

	@Test
	void aDamagedMatrixIsNamed() throws IOException {
		final Path damaged = DENSE.save(folder.resolve("damaged"));
		try (RandomAccessFile data = new RandomAccessFile(
			damaged.resolve("variables/variables.data-00000-of-00001").toFile(), "rw")) {
			data.seek(5_000_000);
			data.write(data.read() ^ 1);
		}
		final String message = assertThrows(EngineException.class, () -> open(damaged)).getMessage();
		assertTrue(message.contains("'hidden1'") && message.contains("checksum"), message);
		assertEquals(1, message.lines().count(), message);
	}

	@Test
	void aTruncatedGraphIsRefused() throws IOException {
		final byte[] bytes = frozen.toByteArray();
		final Path truncated =
			Files.write(folder.resolve("truncated.pb"), Arrays.copyOf(bytes, bytes.length - 5_000_000));
		final String message = assertThrows(EngineException.class, () -> open(truncated)).getMessage();
		assertTrue(message.contains("truncated"), message);
	}

	@Test
	void aDetachedConstantIsNeverTakenForZeros() {
		try (Graph graph = new Graph()) {
			graph.importGraphDef(ModelFreezer.ofGraph(file).graph());
			try (Session session = new Session(graph);
				TFloat32 images = Tensors.toNative(IMAGE.values())) {
				final Session.Runner runner = session.runner().feed("input", images).fetch("logits");
				assertThrows(RuntimeException.class, runner::run);
			}
		}
	}

	/** A stranger's file may have the very attribute by which detached constants are known. */
	@Test
	void aFileCannotPretendThatConstantsAreDetached() throws IOException {
		for (final String key : List.of("none", "hidden1")) {
			final GraphDef.Builder forged = frozen.toBuilder();
			for (final NodeDef.Builder node : forged.getNodeBuilderList())
				if (node.getName().equals("first")) node.mergeFrom(
					DetachedConstants.of(key, List.of(192L, 2048L)).toBuilder().setName("first").build());
			final Path forgery = Files.write(folder.resolve("forged.pb"), forged.build().toByteArray());
			final String message = assertThrows(EngineException.class, () -> open(forgery)).getMessage();
			assertTrue(message.contains("'first'"), message);
			assertEquals(1, message.lines().count(), message);
		}
	}

	@Test
	void weightsThatDoNotFitAreRefusedBeforeTheyAreRead() {
		assertEquals(
			"The weights of dense take 2.0 GB of memory, but 1.0 GB are free; free some " +
				"memory, or take a smaller network.",
			assertThrows(EngineException.class,
				() -> WeightTensors.requireRoom(2_000_000_000, 1_000_000_000, "dense")).getMessage());
		WeightTensors.requireRoom(2_000_000_000, 2_000_000_000, "dense");
	}

	/** On their way the weights are checked for what is no number, which they are. */
	@Test
	void aSessionThatDiesWhileItGetsItsWeightsGivesEverythingBack() {
		final FrozenModel model = ModelFreezer.ofGraph(file);
		final GraphDef.Builder checked = WeightTensors.asVariables(model.graph()).toBuilder();
		for (final NodeDef.Builder node : checked.getNodeBuilderList())
			if (node.getName().equals("hidden1/gradiscope_assignment")) node.setInput(1, "check");
		checked.addNode(NodeDef.newBuilder().setName("check").setOp("CheckNumerics")
			.addInput("hidden1/gradiscope_value").putAttr("T", Attributes.FLOAT).putAttr("message",
				AttrValue.newBuilder().setS(ByteString.copyFromUtf8("of the test")).build()));
		final Graph graph = new Graph();
		graph.importGraphDef(checked.build());
		try (WeightTensors read = WeightTensors.read(model.graph(), model.weights(), "dense");
			WeightTensors weights = read.with(List.of("hidden1"), (name, values) -> {
				Arrays.fill(values, Float.NaN);
				return values;
			})) {
			final String message = assertThrows(EngineException.class,
				() -> new Program(graph, Map.of(), List.of(), weights, false)).getMessage();
			assertTrue(message.startsWith("TensorFlow cannot start a session: of the test"), message);
			assertThrows(IllegalStateException.class, () -> graph.operation("hidden1"));
			assertEquals(4L * 2048 * 2048, weights.bytes());
		}
	}

	@Test
	void closingIsOnceForEachHolder() {
		final FrozenModel model = ModelFreezer.ofGraph(file);
		final WeightTensors weights = WeightTensors.read(model.graph(), model.weights(), "dense");
		assertEquals(4L * 2048 * 2048, weights.bytes());
		final WeightTensors shared = weights.with(List.of(), (name, values) -> values);
		weights.close();
		weights.close();
		assertEquals(4L * 2048 * 2048, shared.bytes());
		shared.close();
	}
}
