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

package org.gradiscope.style;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

class ColourMatchTest {

	/** Noise of channels that go together, away from black and white so that nothing is cut off. */
	private static Pixels picture(final long seed, final float middle, final float[][] mix) {
		final Tensor noise = Images.noise(new ValueRange(-1, 1), seed, 1, 20, 30, mix.length).values();
		final Tensor mixed = Tensor.zeros(noise.shape());
		for (int i = 0; i < mixed.size(); i++) {
			mixed.data()[i] = middle;
			for (int j = 0; j < mix.length; j++)
				mixed.data()[i] += mix[i % mix.length][j] * noise.data()[i - i % mix.length + j];
		}
		return new Pixels(mixed, ValueRange.EIGHT_BIT);
	}

	/** Means, then covariances, of the channels. */
	private static double[] moments(final Pixels picture) {
		final int channels = picture.channels();
		final float[] data = picture.values().data();
		final double[] moments = new double[channels + channels * channels];
		for (int i = 0; i < data.length; i++)
			moments[i % channels] += (double) data[i] * channels / data.length;
		for (int i = 0; i < data.length; i++)
			for (int j = 0; j < channels; j++)
				moments[channels + i % channels * channels + j] += (data[i] - moments[i % channels]) *
					(data[i - i % channels + j] - moments[j]) * channels / data.length;
		return moments;
	}

	/** But for what is added to variances so that they have an inverse: two thirds of a grey level, squared. */
	@Test
	void meanAndCovarianceBecomeTheOthers() {
		final Pixels other =
			picture(1, 120, new float[][] { { 30, 0, 5 }, { 10, 20, 0 }, { 0, -15, 12 } });
		final Pixels own = picture(2, 90, new float[][] { { 40, 5, 0 }, { 0, 35, 8 }, { 6, 0, 38 } });
		final double[] expected = moments(other);
		final double[] given = moments(ColourMatch.inColoursOf(other, own));
		assertArrayEquals(expected, given, 0.65);
		assertArrayEquals(own.values().data(), ColourMatch.inColoursOf(own, own).values().data(),
			1e-2f);
	}

	@Test
	void aPictureOfOneColourTakesOnTheOthersMean() {
		final Pixels other =
			picture(1, 120, new float[][] { { 30, 0, 5 }, { 10, 20, 0 }, { 0, -15, 12 } });
		final Pixels flat = Images.constant(ValueRange.EIGHT_BIT, 7, 1, 4, 4, 3);
		final double[] expected = moments(other);
		final float[] matched = ColourMatch.inColoursOf(other, flat).values().data();
		for (int i = 0; i < matched.length; i++)
			assertEquals(expected[i % 3], matched[i], 1e-2);
	}

	@Test
	void theColoursAreKeptWhereOnlyTheLuminanceIsAnothers() {
		final Pixels own = picture(2, 128, new float[][] { { 8, 20, 0 }, { 0, 30, 9 }, { 25, 0, 14 } });
		final Pixels luminance = ColourMatch.luminance(own);
		assertEquals(Shape.of(1, 20, 30, 1), luminance.shape());
		assertEquals(0.299f * own.values().get(0, 3, 4, 0) + 0.587f * own.values().get(0, 3, 4, 1) +
			0.114f * own.values().get(0, 3, 4, 2), luminance.values().get(0, 3, 4, 0), 1e-4);
		final Pixels wanted = Images.noise(new ValueRange(100, 150), 4, 1, 20, 30, 1);
		final Pixels moved = ColourMatch.withLuminance(own, wanted);
		assertArrayEquals(wanted.values().data(), ColourMatch.luminance(moved).values().data(), 1e-4f);
		assertArrayEquals(own.values().data(),
			ColourMatch.withLuminance(own, luminance).values().data(), 1e-4f);
		for (int p = 0; p < moved.values().size(); p += 3)
			assertEquals(own.values().data()[p] - own.values().data()[p + 2],
				moved.values().data()[p] - moved.values().data()[p + 2], 1e-4);
	}

	@Test
	void aGreyPictureIsItsLuminance() {
		final Pixels grey = Images.noise(ValueRange.EIGHT_BIT, 4, 1, 5, 6, 1);
		final Pixels other = Images.noise(ValueRange.EIGHT_BIT, 5, 1, 5, 6, 1);
		assertSame(grey, ColourMatch.luminance(grey));
		assertSame(other, ColourMatch.withLuminance(grey, other));
	}

	@Test
	void rootsOfMatricesMultiplyToTheMatrixAndTheInverse() {
		// Of a picture that is nearly grey: eigenvalues far apart, along no axis.
		final double[][] turn = { { 2 / 3.0, -1 / 3.0, 2 / 3.0 }, { 2 / 3.0, 2 / 3.0, -1 / 3.0 },
			{ -1 / 3.0, 2 / 3.0, 2 / 3.0 } };
		final double[][] back = transposed(turn);
		final double[][] matrix = Matrices.product(
			Matrices.product(turn, new double[][] { { 0.3, 0, 0 }, { 0, 1e-3, 0 }, { 0, 0, 1e-5 } }),
			back);
		final double[][][] roots = Matrices.roots(matrix);
		final double[][] square = Matrices.product(roots[0], roots[0]);
		final double[][] identity = Matrices.product(roots[0], roots[1]);
		for (int i = 0; i < 3; i++) {
			assertArrayEquals(matrix[i], square[i], 1e-9);
			for (int j = 0; j < 3; j++)
				assertEquals(i == j ? 1 : 0, identity[i][j], 1e-6);
		}
		assertArrayEquals(new double[] { 3, 0 },
			Matrices.roots(new double[][] { { 9, 0 }, { 0, 4 } })[0][0], 1e-12);
	}

	private static double[][] transposed(final double[][] matrix) {
		final double[][] transposed = new double[3][3];
		for (int i = 0; i < 9; i++)
			transposed[i % 3][i / 3] = matrix[i / 3][i % 3];
		return transposed;
	}
}
