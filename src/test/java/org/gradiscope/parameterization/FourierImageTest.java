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

package org.gradiscope.parameterization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradiscope.optimize.Adam;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

class FourierImageTest {

	@Test
	void noParametersAreMidGrey() {
		final Pixels image = new FourierImage(8, 6, ColourBasis.PHOTOGRAPHS).image(new float[3 * 48]);
		for (final float value : image.values().data())
			assertEquals(127.5f, value);
	}

	@Test
	void theGradientIsThatOfFiniteDifferences() {
		final FourierImage fourier = new FourierImage(6, 8, ColourBasis.PHOTOGRAPHS);
		final float[] parameters = fourier.start(3);
		for (int i = 0; i < parameters.length; i++)
			parameters[i] *= 50;
		final Tensor weights = Images.noise(new ValueRange(-1, 1), 1, 1, 6, 8, 3).values();
		final float[] gradient = fourier.gradient(fourier.image(parameters), weights);
		for (int i = 0; i < parameters.length; i += 7) {
			final double difference = (dot(fourier, parameters, i, 0.05f, weights) - dot(fourier,
				parameters, i, -0.05f, weights)) / 0.1;
			assertEquals(difference, gradient[i], 2e-3 * Math.max(1, Math.abs(difference)));
		}
	}

	private static double dot(final FourierImage fourier, final float[] parameters, final int index,
		final float change, final Tensor weights) {
		final float[] changed = parameters.clone();
		changed[index] += change;
		final float[] image = fourier.image(changed).values().data();
		double dot = 0;
		for (int i = 0; i < image.length; i++)
			dot += (double) image[i] * weights.data()[i];
		return dot;
	}

	/** Every parameterization must be able to fit any image. */
	@Test
	void aNoiseImageCanBeFitted() {
		final Pixels wanted = Images.noise(new ValueRange(40, 215), 9, 1, 8, 8, 3);
		final FourierImage fourier = new FourierImage(8, 8, ColourBasis.PHOTOGRAPHS);
		final float[] parameters = fourier.start(1);
		final Adam adam = new Adam(parameters.length, 0.1);
		for (int step = 0; step < 3000; step++) {
			final Pixels image = fourier.image(parameters);
			adam.climb(parameters, fourier.gradient(image, residual(wanted, image)));
		}
		assertArrayEquals(wanted.values().data(), fourier.image(parameters).values().data(), 3);
	}

	private static Tensor residual(final Pixels wanted, final Pixels image) {
		final Tensor residual = Tensor.zeros(image.shape());
		for (int i = 0; i < residual.size(); i++)
			residual.data()[i] = wanted.values().data()[i] - image.values().data()[i];
		return residual;
	}

	@Test
	void neighboursAreAlikeFromTheStart() {
		final FourierImage fourier = new FourierImage(64, 64, ColourBasis.GREY);
		final float[] image = fourier.image(fourier.start(1)).values().data();
		double neighbours = 0;
		double strangers = 0;
		for (int i = 0; i + 32 < image.length; i++) {
			neighbours += Math.abs(image[i] - image[i + 1]);
			strangers += Math.abs(image[i] - image[i + 32]);
		}
		assertTrue(neighbours < 0.8 * strangers, neighbours + " against " + strangers);
	}
}
