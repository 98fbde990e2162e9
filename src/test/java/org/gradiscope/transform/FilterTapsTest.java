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

package org.gradiscope.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Weights that can be worked out by hand. */
class FilterTapsTest {

	private static void assertTaps(final int first, final FilterTaps taps, final double... weights) {
		assertEquals(first, taps.first());
		assertEquals(weights.length, taps.weights().length);
		for (int i = 0; i < weights.length; i++)
			assertEquals(weights[i], taps.weights()[i], 1e-6, "weight " + i);
	}

	@Test
	void aTriangleIsBilinearWhereItEnlargesAndWiderWhereItShrinks() {
		assertTaps(0, FilterTaps.triangle(2, 4, 8), 0.25, 0.75);
		assertTaps(1, FilterTaps.triangle(1, 8, 4), 1 / 8., 3 / 8., 3 / 8., 1 / 8.);
		assertTaps(0, FilterTaps.triangle(0, 8, 4), 3 / 7., 3 / 7., 1 / 7.);
	}

	@Test
	void theBinomialKernelIsCutAtTheBorders() {
		assertTaps(2, FilterTaps.binomial(4, 9), 1 / 16., 4 / 16., 6 / 16., 4 / 16., 1 / 16.);
		assertTaps(0, FilterTaps.binomial(0, 9), 6 / 11., 4 / 11., 1 / 11.);
		assertTaps(6, FilterTaps.binomial(8, 9), 1 / 11., 4 / 11., 6 / 11.);
	}

	@Test
	void betweenPositionsTheBinomialKernelHasTwoOrThreeOfThem() {
		assertTaps(1, FilterTaps.binomialBetween(4, 9), 1 / 8., 6 / 8., 1 / 8.);
		assertTaps(2, FilterTaps.binomialBetween(5, 9), 1 / 2., 1 / 2.);
		assertTaps(0, FilterTaps.binomialBetween(0, 9), 6 / 7., 1 / 7.);
	}

	@Test
	void catmullRomHitsTheSamplesAndIsExactForParabolas() {
		assertTaps(4, FilterTaps.catmullRom(5), 0, 1, 0, 0);
		assertTaps(-2, FilterTaps.catmullRom(-0.5), -1 / 16., 9 / 16., 9 / 16., -1 / 16.);
		final FilterTaps taps = FilterTaps.catmullRom(5.3);
		double value = 0;
		for (int i = 0; i < 4; i++)
			value += taps.weights()[i] * Math.pow(taps.first() + i, 2);
		assertEquals(5.3 * 5.3, value, 1e-5);
	}

	/** {@code [1, 2]} and {@code [3, 4]}, each halved and doubled along one axis. */
	@Test
	void tapsMakeOneAxisAndLeaveTheOthers() {
		final Tensor image = Tensor.of(Shape.of(1, 2, 2, 1), 1, 2, 3, 4);
		final FilterTaps mean = new FilterTaps(0, new float[] { 0.5f, 0.5f });
		final FilterTaps second = new FilterTaps(1, new float[] { 1 });
		final Tensor rows = FilterTaps.along(1, image, new FilterTaps[] { mean, second, mean });
		assertEquals(Shape.of(1, 3, 2, 1), rows.shape());
		assertArrayEquals(new float[] { 2, 3, 3, 4, 2, 3 }, rows.data());
		final Tensor columns = FilterTaps.along(2, image, new FilterTaps[] { mean });
		assertEquals(Shape.of(1, 2, 1, 1), columns.shape());
		assertArrayEquals(new float[] { 1.5f, 3.5f }, columns.data());
	}

	@Test
	void aMirrorGoesBackAndForth() {
		assertArrayEquals(new int[] { 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0 },
			IntStream.range(-4, 7).map(position -> FilterTaps.mirrored(position, 3)).toArray());
		assertEquals(0, FilterTaps.mirrored(-7, 1));
	}
}
