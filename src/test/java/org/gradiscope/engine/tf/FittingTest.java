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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A network of 8x8 whose convolution, which passes each pixel on, takes any size, and whose scores
 * are the 64 pixels and their mean.
 */
class FittingTest {

	private static final Pixels LARGE = Images.noise(ValueRange.UNIT, 1, 1, 20, 30, 1);

	private static Network network;

	@BeforeAll
	static void open() {
		NativeLoader.load();
		network = new TensorFlowEngine().open(model());
	}

	private static Model model() {
		return model(Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.fixed(8, 8)));
	}

	private static Model model(final Preprocessing preprocessing) {
		return TinyNetworks.of("eight", preprocessing, List.of(), List.of("conv", "mean"),
			(tf, image) -> {
				final Operand<TFloat32> conv =
					tf.withName("conv").nn.relu(tf.withName("raw").nn.conv2d(image,
						tf.constant(new float[][][][] { { { { 1 } } } }), List.of(1L, 1L, 1L, 1L), "SAME"));
				final Operand<TFloat32> mean =
					tf.withName("mean").math.mean(conv, tf.constant(new int[] { 1, 2 }));
				return tf.concat(List.of(tf.reshape(conv, tf.constant(new int[] { -1, 64 })), mean),
					tf.constant(1));
			});
	}

	@AfterAll
	static void close() {
		network.close();
	}

	private static float mean(final Tensor values) {
		double sum = 0;
		for (final float value : values.data())
			sum += value;
		return (float) (sum / values.size());
	}

	@ParameterizedTest
	@ValueSource(strings = { "conv", "0", "con*" })
	void aLayerThatTakesAnySizeSeesTheImageItself(final String layer) {
		final Tensor activation = network.activation(LARGE, layer);
		assertArrayEquals(new int[] { 1, 20, 30, 1 }, activation.shape().toArray());
		assertArrayEquals(LARGE.values().data(), activation.data());
	}

	@Test
	void anObjectiveOnItDoesToo() {
		float squares = 0;
		for (final float value : LARGE.values().data())
			squares += value * value / 600;
		assertEquals(squares, network.evaluate(LARGE, Objectives.layer("conv")).value(), 1e-5);
		assertEquals(mean(LARGE.values()), network.activation(LARGE, "mean").data()[0], 1e-6);
	}

	@Test
	void theScoresSeeItFitted() {
		final Tensor scores = network.activation(LARGE, "logits");
		assertArrayEquals(new int[] { 1, 65 }, scores.shape().toArray());
		float sum = 0;
		for (int i = 0; i < 64; i++)
			sum += scores.data()[i] / 64;
		assertEquals(sum, scores.data()[64], 1e-5);
		assertArrayEquals(LARGE.shape().toArray(),
			network.evaluate(LARGE, Objectives.logit(0)).gradient().shape().toArray());
	}

	@Test
	void theyDoEvenWhereTheyWouldTakeAnySize() {
		final Model model = model();
		try (Network pooled = new TensorFlowEngine()
			.open(new Model(model.description().with(Fact.LOGITS, "mean", "the test").with(Fact.LAYERS,
				Map.of("conv", "conv", "logits", "mean"), "the test"), model.source()))) {
			assertTrue(pooled.descriptor().layer("logits").anySize());
			final Map<String, Tensor> both = pooled.activations(LARGE, List.of("conv", "logits"));
			assertArrayEquals(new int[] { 1, 8, 8, 1 }, both.get("conv").shape().toArray());
			assertEquals(mean(both.get("conv")), both.get("logits").data()[0], 1e-6);
		}
	}

	@Test
	void whatIsAskedForTogetherSeesTheSameImage() {
		final Map<String, Tensor> both = network.activations(LARGE, List.of("conv", "logits"));
		assertArrayEquals(new int[] { 1, 8, 8, 1 }, both.get("conv").shape().toArray());
		for (int i = 0; i < 64; i++)
			assertEquals(both.get("conv").data()[i], both.get("logits").data()[i]);
	}

	@Test
	void anImageOfTheNetworksSizeIsTheSameEitherWay() {
		final Pixels image = Images.noise(ValueRange.UNIT, 2, 1, 8, 8, 1);
		assertArrayEquals(image.values().data(), network.activation(image, "conv").data());
		assertEquals(mean(image.values()), network.activation(image, "logits").data()[64], 1e-6);
	}

	@Test
	void aRawOperationThatIsNoLayerSeesItFitted() {
		assertArrayEquals(new int[] { 1, 8, 8, 1 }, network.activation(LARGE, "raw").shape().toArray());
	}

	@Test
	void everySizeIsTakenFromOnePixelUp() {
		assertTrue(network.takes(1, 1, List.of("logits")) && network.takes(1, 1, List.of("conv")));
		assertArrayEquals(new int[] { 1, 65 }, network
			.activation(Images.constant(ValueRange.UNIT, 1, 1, 1, 1, 1), "logits").shape().toArray());
	}

	/** What lies past the last row would be black. */
	@Test
	void tilesOfWhiteAreWhiteToTheirBorders() {
		try (Network tiled = new TensorFlowEngine().open(model(Preprocessing
			.of(Channels.GREY, ValueRange.UNIT, InputSize.fixed(8, 8)).withFit(ImageFit.TILE)))) {
			for (int side = 8; side <= 60; side++)
				for (final float score : tiled
					.activation(Images.constant(ValueRange.UNIT, 1, 1, side, side, 1), "logits").data())
					assertEquals(1, score, 1e-5, side + " pixels");
		}
	}
}
