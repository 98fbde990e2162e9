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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Re-initialized weights: which ones, how, and that nothing else changes. */
class ReinitializedWeightsTest {

	private static final Pixels IMAGE = Micropatterns.draw(Pattern.GRID, 64, 3);

	private static float[] of(final Network network, final String layer) {
		return network.activation(IMAGE, layer).data();
	}

	@Test
	void onlyTheLayersNamedChange() {
		try (Network network = Micropatterns.open();
			Network random = network.weights().randomized(List.of("conv5"), 1)) {
			assertArrayEquals(of(network, "conv4"), of(random, "conv4"));
			assertFalse(Arrays.equals(of(network, "conv5"), of(random, "conv5")));
			assertEquals(network.descriptor(), random.descriptor());
			try (Network top = network.weights().randomized(List.of("logits"), 1)) {
				assertArrayEquals(of(network, "conv7"), of(top, "conv7"));
				assertFalse(Arrays.equals(of(network, "logits"), of(top, "logits")));
			}
		}
	}

	@Test
	void drawsDependOnTheSeedAlone() {
		final Network network = Micropatterns.open();
		try (Network one = network.weights().randomized(List.of("conv5"), 1);
			Network more = network.weights().randomized(List.of("conv7", "conv5"), 1);
			Network other = network.weights().randomized(List.of("conv5"), 2)) {
			assertArrayEquals(of(one, "conv6"), of(more, "conv6"));
			assertFalse(Arrays.equals(of(one, "conv5"), of(other, "conv5")));
			network.close();
			assertThrows(IllegalStateException.class,
				() -> network.weights().randomized(List.of("conv5"), 1));
			assertThrows(IllegalStateException.class, () -> network.weights().layers());
			assertTrue(of(one, "conv5").length > 0, "it outlives the one that it was made of");
			one.close();
			assertThrows(IllegalStateException.class, () -> of(one, "conv5"));
		}
	}

	@Test
	void layersAreListedFromTheOutputDown() {
		try (Network network = Micropatterns.open()) {
			assertEquals(List.of("logits", "conv7", "conv6", "conv5", "conv4", "conv3", "conv2", "conv1"),
				network.weights().layers());
			assertEquals(
				"There are no weights of 'conv9' in micropatterns; the layers with weights are " +
					"logits, conv7, conv6, conv5, conv4, conv3, conv2, conv1.",
				assertThrows(IllegalArgumentException.class,
					() -> network.weights().randomized(List.of("conv9"), 1)).getMessage());
		}
	}

	/** A mean per channel that the graph itself subtracts is no weight, a bias behind the kernel is. */
	@Test
	void whatPreparesTheImageStays() {
		final Preprocessing colour =
			Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.atLeast(4, 4));
		try (Network network = Engine.load().open(TinyNetworks.of("prepared", colour, List.of("0", "1"),
			List.of("centred", "conv"), (tf, image) -> {
				final Operand<TFloat32> centred =
					tf.withName("centred").math.sub(image, tf.constant(new float[] { 0.1f, 0.2f, 0.3f }));
				final Operand<TFloat32> kernel = tf.reshape(tf.constant(new float[] { 1, 2, 3, 4, 5, 6 }),
					tf.constant(new int[] { 1, 1, 3, 2 }));
				final Operand<TFloat32> conv = tf.withName("conv").nn.biasAdd(
					tf.nn.conv2d(centred, kernel, List.of(1L, 1L, 1L, 1L), "SAME"),
					tf.constant(new float[] { 1, -1 }));
				return tf.math.mean(conv, tf.constant(new int[] { 1, 2 }));
			})); Network random = network.weights().randomized(network.weights().layers(), 1)) {
			assertEquals(List.of("conv"), network.weights().layers());
			assertArrayEquals(of(network, "centred"), of(random, "centred"));
			assertFalse(Arrays.equals(of(network, "conv"), of(random, "conv")));
		}
	}

	@Test
	void drawsHaveTheMeanAndTheDeviationOfTheWeights() {
		final SplittableRandom random = new SplittableRandom(1);
		final float[] weights = new float[100_000];
		for (int i = 0; i < weights.length; i++)
			weights[i] = (float) (3 + 2 * Gaussian.next(random));
		ReinitializedWeights.draw(weights, random);
		double sum = 0;
		double squares = 0;
		for (final float weight : weights) {
			assertTrue(Math.abs(weight - 3) < 2 * 2 / 0.87, "beyond two deviations: " + weight);
			sum += weight;
			squares += weight * weight;
		}
		final double mean = sum / weights.length;
		assertEquals(3, mean, 0.03);
		assertEquals(2, Math.sqrt(squares / weights.length - mean * mean), 0.03);
	}

	/** A variance of under zero would be no number in the end. */
	@Test
	void variancesStayOverZero() {
		final float[] variances = { 0.01f, 0.02f, 5, 0.1f, 0.3f };
		final float[] negative = { -0.01f, -0.02f, -5, -0.1f, -0.3f };
		for (int seed = 0; seed < 100; seed++) {
			final float[] drawn = variances.clone();
			ReinitializedWeights.draw(drawn, new SplittableRandom(seed));
			final float[] drawnNegative = negative.clone();
			ReinitializedWeights.draw(drawnNegative, new SplittableRandom(seed));
			for (int i = 0; i < drawn.length; i++)
				assertTrue(drawn[i] >= 0.01f && drawnNegative[i] <= -0.01f, Arrays.toString(drawn));
		}
		final float[] odd = { 1, Float.NaN, Float.POSITIVE_INFINITY };
		ReinitializedWeights.draw(odd, new SplittableRandom(1));
		assertArrayEquals(new float[] { 1, Float.NaN, Float.POSITIVE_INFINITY }, odd);
		final float[] ones = { 1, 1, 1 };
		ReinitializedWeights.draw(ones, new SplittableRandom(1));
		assertArrayEquals(new float[] { 1, 1, 1 }, ones);
	}
}
