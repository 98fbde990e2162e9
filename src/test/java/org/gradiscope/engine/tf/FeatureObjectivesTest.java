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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;

import org.gradiscope.engine.Network;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The objectives of feature visualization against their formulas, on activations taken for themselves. */
class FeatureObjectivesTest {

	private static Network network;
	private static Pixels images;
	private static Tensor activations;

	@BeforeAll
	static void open() {
		network = Micropatterns.open();
		images = Images.noise(ValueRange.EIGHT_BIT, 1, 3, 40, 36, 3);
		activations = network.activation(images, "conv4");
	}

	@AfterAll
	static void close() {
		network.close();
	}

	private static double mean(final Tensor activations, final int channel) {
		final int channels = activations.shape().dimension(-1);
		double sum = 0;
		for (int i = channel; i < activations.size(); i += channels)
			sum += activations.data()[i];
		return sum * channels / activations.size();
	}

	@Test
	void eachImageHasItsOwnChannel() {
		final int[] channels = { 5, 0, 12 };
		final float[] values = network.values(images, Objectives.channels("conv4", channels));
		for (int n = 0; n < 3; n++)
			assertEquals(mean(activations.item(n), channels[n]), values[n], 1e-5);
	}

	@Test
	void eachImageHasItsOwnClass() {
		final float[] values = network.values(images, Objectives.channels("logits", 3, 1, 2));
		final Tensor logits = network.activation(images, "logits");
		assertEquals(logits.get(0, 3), values[0], 1e-5);
		assertEquals(logits.get(2, 2), values[2], 1e-5);
		assertThrows(IllegalArgumentException.class,
			() -> network.values(images, Objectives.channels("logits", 3, 1, 1000)));
	}

	@Test
	void eachImageHasItsOwnMultiple() {
		final float[] values =
			network.values(images, Objectives.weighted(Objectives.channel("conv4", 5), 1, -1, 0.5f));
		for (int n = 0; n < 3; n++)
			assertEquals(new double[] { 1, -1, 0.5 }[n] * mean(activations.item(n), 5), values[n], 1e-5);
	}

	@Test
	void similarityIsTheMeanCosineOfGramMatrices() {
		final float[] values = network.values(images, Objectives.similarity("conv4"));
		final double[][] grams =
			IntStream.range(0, 3).mapToObj(n -> gram(activations.item(n))).toArray(double[][]::new);
		for (int n = 0; n < 3; n++) {
			double sum = 0;
			for (int m = 0; m < 3; m++)
				if (m != n) sum +=
					dot(grams[n], grams[m]) / Math.sqrt(dot(grams[n], grams[n]) * dot(grams[m], grams[m]));
			assertEquals(sum / 2, values[n], 1e-4);
		}
		assertEquals(0, network.values(images.item(0), Objectives.similarity("conv4"))[0], 1e-5,
			"one alone is like no other");
	}

	private static double[] gram(final Tensor of) {
		final int channels = of.shape().dimension(-1);
		final double[] gram = new double[channels * channels];
		for (int p = 0; p < of.size(); p += channels)
			for (int i = 0; i < channels; i++)
				for (int j = 0; j < channels; j++)
					gram[i * channels + j] += (double) of.data()[p + i] * of.data()[p + j];
		return gram;
	}

	private static double dot(final double[] a, final double[] b) {
		double dot = 0;
		for (int i = 0; i < a.length; i++)
			dot += a[i] * b[i];
		return dot;
	}

	@Test
	void anImageIsAtNoDistanceFromItself() {
		final Pixels first = images.item(0);
		final Tensor own = activations.item(0);
		assertEquals(0, network.values(first, Objectives.distance("conv4", own))[0], 1e-6);
		assertEquals(1, network.values(first, Objectives.alignment("conv4", own))[0], 1e-5);
		final double other = network.values(images.item(1), Objectives.distance("conv4", own))[0];
		double difference = 0;
		double square = 0;
		for (int i = 0; i < own.size(); i++) {
			difference += Math.pow(activations.item(1).data()[i] - own.data()[i], 2);
			square += Math.pow(own.data()[i], 2);
		}
		assertEquals(difference / square, other, 1e-4);
	}

	@Test
	void whatCountsAgainstAPictureIsOfItsPixels() {
		final Pixels first = images.item(0);
		double contrast = 0;
		double square = 0;
		for (final float value : first.values().data()) {
			contrast += Math.abs(value / 255 - 0.5);
			square += Math.pow(value / 255 - 0.5, 2);
		}
		final int size = first.values().size();
		assertEquals(contrast / size, network.values(first, Objectives.contrast())[0], 1e-5);
		assertEquals(square / size, network.values(first, Objectives.squareContrast())[0], 1e-5);
		assertEquals(detail(first.values()), network.values(first, Objectives.detail())[0], 1e-6);
		final Tensor flat = Tensor.zeros(first.shape());
		assertEquals(0, network.values(first.with(flat), Objectives.detail())[0], 1e-9);
	}

	/** With mirrored borders, as the formula says. */
	private static double detail(final Tensor image) {
		final int h = image.shape().dimension(1);
		final int w = image.shape().dimension(2);
		double sum = 0;
		for (int y = 0; y < h; y++)
			for (int x = 0; x < w; x++)
				for (int c = 0; c < 3; c++) {
					double blurred = 0;
					for (int dy = -1; dy <= 1; dy++)
						for (int dx = -1; dx <= 1; dx++)
							blurred += (2 - Math.abs(dy)) * (2 - Math.abs(dx)) / 16.0 *
								image.get(0, mirrored(y + dy, h), mirrored(x + dx, w), c);
					sum += Math.pow((image.get(0, y, x, c) - blurred) / 255, 2);
				}
		return sum / image.size();
	}

	private static int mirrored(final int i, final int count) {
		return i < 0 ? -i : i >= count ? 2 * count - 2 - i : i;
	}
}
