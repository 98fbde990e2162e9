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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A graph of one image at a time, which mirrors it: what becomes of the batch cannot be followed. */
class UnbatchedNetworkTest {

	private static final Pixels THREE = Images.noise(ValueRange.UNIT, 1, 3, 4, 4, 1);
	private static final List<String> LAYERS = List.of("logits", "relu", "mirror");

	private static Network network;

	@BeforeAll
	static void open() {
		NativeLoader.load();
		final Model bare = TinyNetworks.undescribed(Shape.of(1, 4, 4, 1), (tf, image) -> {
			final Operand<TFloat32> mirror =
				tf.withName("mirror").reverse(image, tf.constant(new int[] { 2 }));
			final Operand<TFloat32> relu =
				tf.withName("relu").nn.relu(tf.math.sub(mirror, tf.constant(0.5f)));
			final Operand<TFloat32> flat = tf.reshape(relu, tf.constant(new int[] { 1, 16 }));
			final float[][] weights = new float[16][2];
			for (int i = 0; i < 16; i++)
				weights[i] = new float[] { i, 1 };
			return tf.withName("scores").linalg.matMul(flat, tf.constant(weights));
		});
		network = new TensorFlowEngine().open(new Model(Description.NONE
			.with(Fact.LOGITS, "scores", "the test").with(Fact.RANGE, ValueRange.UNIT, "the test")
			.with(Fact.LAYERS, Map.of("mirror", "mirror", "relu", "relu"), "the test"), bare.source()));
	}

	@AfterAll
	static void close() {
		network.close();
	}

	@Test
	void thatItIsOneByOneIsSaid() {
		assertEquals("no: one by one",
			network.descriptor().capabilities().get("several images at once"));
		assertEquals(List.of("assumed: images go through the graph 1 at a time, for 'mirror' " +
			"(ReverseV2) may depend on their number"), network.descriptor().remarks());
	}

	@Test
	void aCopyOfRandomWeightsTakesThreeImagesToo() {
		assertEquals(List.of("logits"), network.weights().layers());
		try (Network random = network.weights().randomized(List.of("logits"), 1)) {
			final Map<String, Tensor> drawn = random.activations(THREE, LAYERS);
			final Map<String, Tensor> before = network.activations(THREE, LAYERS);
			assertArrayEquals(before.get("relu").data(), drawn.get("relu").data());
			assertEquals(before.get("logits").shape(), drawn.get("logits").shape());
			assertFalse(Arrays.equals(before.get("logits").data(), drawn.get("logits").data()));
		}
	}

	@Test
	void threeImagesGiveTheActivationsOfEach() {
		final Map<String, Tensor> whole = network.activations(THREE, LAYERS);
		assertEquals(LAYERS, new ArrayList<>(whole.keySet()));
		for (int i = 0; i < 3; i++) {
			final Map<String, Tensor> one = network.activations(THREE.item(i), LAYERS);
			for (final String layer : LAYERS)
				assertArrayEquals(one.get(layer).data(), whole.get(layer).item(i).data());
		}
		assertArrayEquals(new int[] { 3, 4, 4, 1 }, whole.get("mirror").shape().toArray());
		assertArrayEquals(new int[] { 3, 2 }, whole.get("logits").shape().toArray());
		assertEquals(THREE.values().get(2, 1, 3, 0), whole.get("mirror").get(2, 1, 0, 0));
	}

	@ParameterizedTest
	@EnumSource(Backpropagation.class)
	void threeImagesGiveTheValuesAndGradientsOfEach(final Backpropagation rule) {
		final Objective objective = Objectives.logit(0).minus(Objectives.layer("relu").times(3));
		final Evaluation whole = network.evaluate(THREE, objective, rule);
		assertArrayEquals(THREE.shape().toArray(), whole.gradient().shape().toArray());
		for (int i = 0; i < 3; i++) {
			final Evaluation one = network.evaluate(THREE.item(i), objective, rule);
			assertEquals(one.value(), whole.values()[i]);
			assertArrayEquals(one.gradient().data(), whole.gradient().item(i).data());
		}
	}

	@Test
	void threeImagesGiveWhatEachGivesAtALayer() {
		final Objective objective = Objectives.logit(0).minus(Objectives.layer("relu").times(3));
		final Query query = Query.of(THREE).objective(objective).withValues().withActivation("relu")
			.withGradientAt("relu");
		final Answer whole = network.answer(query);
		assertArrayEquals(network.evaluate(THREE, objective).values(),
			network.values(THREE, objective));
		for (int i = 0; i < 3; i++) {
			final Answer one = network.answer(query.items(i, i + 1));
			assertEquals(one.values()[0], whole.values()[i]);
			assertArrayEquals(one.activation("relu").data(), whole.activation("relu").item(i).data());
			assertArrayEquals(one.gradientAt("relu").data(), whole.gradientAt("relu").item(i).data());
		}
	}

	@Test
	void theGradientIsThatOfTheMirror() {
		final float[] gradient = network.evaluate(THREE, Objectives.logit(1)).gradient().data();
		for (int i = 0; i < gradient.length; i++)
			assertEquals(THREE.values().data()[i] > 0.5f ? 1 : 0, gradient[i]);
	}

	@Test
	void closingItClosesTheNetworkWithin() {
		final Network other =
			new TensorFlowEngine()
				.open(new Model(Description.NONE.with(Fact.NAME, "other", "the test"),
					TinyNetworks
						.undescribed(Shape.of(1, 4, 4, 1),
							(tf, image) -> tf.nn.softmax(tf.reshape(
								tf.reverse(image, tf.constant(new int[] { 1 })), tf.constant(new int[] { 1, 16 }))))
						.source()));
		other.close();
		assertThrows(IllegalStateException.class, () -> other.activation(THREE, "logits"));
	}

	@Test
	void aGraphThatOnlyTakesPairsIsRefused() {
		final Model pairs = TinyNetworks.undescribed(Shape.of(2, 4, 4, 1),
			(tf, image) -> tf.nn
				.softmax(tf.reshape(tf.withName("mirror").reverse(image, tf.constant(new int[] { 1 })),
					tf.constant(new int[] { 2, 16 }))));
		assertEquals(
			"The graph takes 2 images at a time, which can't be changed, for 'mirror' " +
				"(ReverseV2) may depend on their number; export it for one image, or for any number.",
			assertThrows(EngineException.class, () -> new TensorFlowEngine().open(pairs)).getMessage());
	}
}
