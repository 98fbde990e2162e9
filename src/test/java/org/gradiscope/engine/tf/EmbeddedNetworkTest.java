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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.objective.Objectives;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.pattern.PatternGenerator;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network inside the plugin: that it knows its patterns, and that its gradients are right. */
class EmbeddedNetworkTest {

	private static Network network;

	@BeforeAll
	static void open() {
		network = Micropatterns.open();
	}

	@AfterAll
	static void close() {
		network.close();
	}

	/**
	 * The objective is the mean of a layer's squares. For the differences it is summed here in float64
	 * from the activations: the engine's own float32 sum would round away what one pixel adds. Large
	 * steps cross the corners of ReLUs and small ones are rounded away, so a few in between are
	 * averaged.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "conv2", "conv5", "conv7" })
	void gradientsAgreeWithCentralFiniteDifferencesOnFiftyRandomPixels(final String layer) {
		final Pixels image = Micropatterns.draw(Pattern.NEURITES, 64, 77);
		final float[] gradient = network.evaluate(image, Objectives.layer(layer)).gradient().data();
		final SplittableRandom random = new SplittableRandom(1);
		double error = 0;
		double size = 0;
		for (int i = 0; i < 50; i++) {
			final int pixel = random.nextInt(gradient.length);
			final double difference = difference(image, layer, pixel);
			error += Math.pow(difference - gradient[pixel], 2);
			size += difference * difference;
		}
		final double relative = Math.sqrt(error / size);
		assertTrue(relative < 1e-2, "relative error " + relative);
	}

	private static double difference(final Pixels image, final String layer, final int pixel) {
		final float[] steps = { 0.04f, 0.06f, 0.08f, 0.10f, 0.12f };
		double sum = 0;
		for (final float step : steps)
			sum += (meanSquare(image, layer, pixel, step) - meanSquare(image, layer, pixel, -step)) /
				(2 * step);
		return sum / steps.length;
	}

	private static double meanSquare(final Pixels image, final String layer, final int pixel,
		final float change) {
		final Tensor changed = image.values().copy();
		changed.data()[pixel] += change;
		final float[] activations = network.activation(image.with(changed), layer).data();
		double sum = 0;
		for (final float activation : activations)
			sum += (double) activation * activation;
		return sum / activations.length;
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 128 })
	void freshDrawsAreToldApart(final int side) {
		int right = 0;
		for (final Pattern pattern : Pattern.values()) {
			final Pixels[] draws = new Pixels[25];
			for (int i = 0; i < draws.length; i++)
				draws[i] =
					Micropatterns.draw(pattern, side, 1_000_000L * side + 1000L * pattern.ordinal() + i);
			for (final Prediction prediction : Prediction.of(network, Images.batch(draws)))
				if (prediction.best() == pattern.ordinal()) right++;
		}
		final double accuracy = right / (25.0 * Pattern.values().length);
		assertTrue(accuracy >= 0.97, "accuracy " + accuracy + " on 300 draws");
	}

	@Test
	void theDescriptorGivesTheAccuracyOfEachClass() {
		final Map<?, ?> heldOut = (Map<?, ?>) network.descriptor().notes().get("held-out");
		assertTrue((Double) heldOut.get("accuracy-64") >= 0.97, "held-out " + heldOut);
		assertEquals(List.of(Pattern.labels()),
			List.copyOf(((Map<?, ?>) heldOut.get("accuracy-64-per-class")).keySet()));
		assertEquals(List.of(Pattern.labels()), network.descriptor().labels().names());
	}

	@Test
	void greyIsSeenAsTheSameColourAsGrey() {
		final Pixels colour = Micropatterns.draw(Pattern.PUNCTA, 64, 5);
		final Pixels grey = PatternGenerator.mean(colour);
		final Tensor copied = Tensor.zeros(colour.shape());
		for (int i = 0; i < copied.size(); i++)
			copied.data()[i] = grey.values().data()[i / 3];
		assertEquals(Prediction.of(network, colour.with(copied)).get(0).logits()[5],
			Prediction.of(network, grey).get(0).logits()[5], 1e-4);
	}
}
