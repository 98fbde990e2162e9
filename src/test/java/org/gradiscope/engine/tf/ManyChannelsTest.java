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

import java.util.List;

import org.gradiscope.attribution.IntegratedGradients;
import org.gradiscope.attribution.Occlusion;
import org.gradiscope.attribution.Rise;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.gradiscope.visualization.FeatureObjective;
import org.gradiscope.visualization.FeatureVisualizationOptions;
import org.gradiscope.visualization.FeatureVisualizer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of 2, 5 and 40 channels, whose two scores are sums of the channels weighed by their numbers. */
class ManyChannelsTest {

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private static Model model(final Preprocessing preprocessing) {
		final int count = preprocessing.channels().count();
		final float[] weights = new float[2 * count];
		for (int c = 0; c < count; c++) {
			weights[2 * c] = c + 1;
			weights[2 * c + 1] = -c;
		}
		return TinyNetworks.of("stains", preprocessing, List.of("sum", "less"), List.of("conv"),
			(tf,
				image) -> tf.math.mean(tf.withName("conv").nn.conv2d(image,
					tf.reshape(tf.constant(weights), tf.constant(new int[] { 1, 1, count, 2 })),
					List.of(1L, 1L, 1L, 1L), "SAME"), tf.constant(new int[] { 1, 2 })));
	}

	private static Network open(final int count) {
		return new TensorFlowEngine()
			.open(model(Preprocessing.of(Channels.of(count), ValueRange.UNIT, InputSize.atLeast(1, 1))));
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 5, 40 })
	void eachChannelHasItsWeight(final int count) {
		try (Network network = open(count)) {
			final Pixels image = Images.noise(ValueRange.UNIT, 1, 1, 6, 7, count);
			double sum = 0;
			for (int i = 0; i < image.values().size(); i++)
				sum += image.values().data()[i] * (i % count + 1) / 42;
			assertEquals(sum, network.activation(image, Expression.LOGITS).data()[0], 1e-3 * sum);
			final Tensor gradient = network.evaluate(image, Objectives.logit(0)).gradient();
			assertEquals(image.shape(), gradient.shape());
			for (int i = 0; i < gradient.size(); i++)
				assertEquals((i % count + 1) / 42.0, gradient.data()[i], 1e-5);
		}
	}

	@Test
	void mapsAreByChannelWhereTheMethodTells() {
		try (Network network = open(5)) {
			final Pixels image = Images.noise(ValueRange.UNIT, 1, 1, 6, 7, 5);
			final Tensor map = new IntegratedGradients(Baseline.Standard.BLACK, 3)
				.attribute(network, image, Objectives.logit(0), Progress.NONE).map();
			for (int i = 0; i < map.size(); i++)
				assertEquals(image.values().data()[i] * (i % 5 + 1) / 42, map.data()[i], 1e-4);
			assertEquals(Shape.of(1, 6, 7, 1), new Occlusion(3, 2, Baseline.Standard.BLACK)
				.attribute(network, image, Objectives.logit(0), Progress.NONE).map().shape());
			assertEquals(Shape.of(1, 6, 7, 1), new Rise(8, 2, 0.5, 1)
				.attribute(network, image, Objectives.logit(0), Progress.NONE).map().shape());
			final Relevance relevance =
				network.relevance(image, Objectives.logit(0), RelevanceRules.COMPOSITE);
			assertEquals(relevance.value(), relevance.arrived() + relevance.biases(), 1e-3);
			assertEquals(image.shape(), relevance.map().shape());
		}
	}

	@Test
	void anotherNumberOfChannelsIsRefused() {
		try (Network network = open(5)) {
			final String message = assertThrows(IllegalArgumentException.class,
				() -> network.activation(Images.noise(ValueRange.UNIT, 1, 1, 6, 7, 3), Expression.LOGITS))
				.getMessage();
			assertEquals(
				"stains takes images of 5 channels, but one of 3 was given; put them together " +
					"(Image > Color > Merge Channels..., or Image > Hyperstacks > Stack to Hyperstack...).",
				message);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 5, 40 })
	void aFeatureHasAsManyChannels(final int count) {
		try (Network network = open(count)) {
			final FeatureVisualizationOptions options =
				FeatureVisualizationOptions.standard().withSize(16).withSteps(8);
			final Pixels drawn = FeatureVisualizer
				.render(network, FeatureObjective.channel("conv", 0), options, Progress.NONE).pictures();
			assertEquals(Shape.of(1, 16, 16, count), drawn.shape());
		}
	}

	/** What nothing says is found in the graph. */
	@Test
	void theGraphTellsHowMany() {
		final Model model =
			model(Preprocessing.of(Channels.of(2), ValueRange.UNIT, InputSize.atLeast(1, 1)));
		final Description bare = Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test")
			.with(Fact.OUTPUT, "logits", "the test");
		try (Network network = new TensorFlowEngine()
			.open(new Model(bare.with(Fact.NAME, "bare", "the test"), model.source()))) {
			assertEquals(Channels.of(2), network.descriptor().preprocessing().channels());
			final Pixels image = Images.constant(ValueRange.UNIT, 1, 1, 3, 3, 2);
			assertArrayEquals(new float[] { 3, -1 }, network.activation(image, Expression.LOGITS).data(),
				1e-5f);
		}
	}

	@Test
	void aNumberThatIsNotTheGraphsIsRefused() {
		final Model model =
			model(Preprocessing.of(Channels.of(2), ValueRange.UNIT, InputSize.atLeast(1, 1)));
		final Description wrong = Description.NONE.with(Fact.NAME, "wrong", "the test")
			.with(Fact.CHANNELS, Channels.named(List.of("a", "b", "c")), "the test");
		final String message = assertThrows(org.gradiscope.engine.EngineException.class,
			() -> new TensorFlowEngine().open(new Model(wrong, model.source()))).getMessage();
		assertEquals("The graph takes images of 2 channels, but 3 are stated (a, b, c); correct " +
			"input.channels in gradiscope.yaml, or leave it out.", message);
	}
}
