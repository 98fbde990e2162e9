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

package org.gradiscope.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Structural similarity, by hand and against scikit-image. */
class StructuralSimilarityTest {

	private static Tensor waves(final boolean disturbed) {
		final Tensor waves = Tensor.zeros(Shape.of(1, 24, 31, 1));
		for (int y = 0; y < 24; y++)
			for (int x = 0; x < 31; x++) {
				final double value = 0.5 + 0.4 * Math.sin(0.7 * x) * Math.cos(0.4 * y);
				waves.data()[31 * y + x] = (float) (disturbed
					? Math.min(1, Math.max(0, value + 0.2 * Math.sin(1.3 * x + 2.1 * y))) : value);
			}
		return waves;
	}

	private static Tensor constant(final int side, final float value) {
		final Tensor constant = Tensor.zeros(Shape.of(1, side, side, 1));
		Arrays.fill(constant.data(), value);
		return constant;
	}

	/** The figure is what scripts/reference/structural_similarity.py prints. */
	@Test
	void agreesWithScikitImage() {
		assertEquals(0.7554358644445084, StructuralSimilarity.of(waves(false), waves(true), 1), 1e-6);
	}

	@Test
	void anImageIsLikeItself() {
		assertEquals(1, StructuralSimilarity.of(waves(true), waves(true), 1), 1e-12);
	}

	/** There is no variance, so what is left is the term of the means; a small picture has a small window. */
	@Test
	void constantsDifferByTheirMeans() {
		final double c1 = 0.01 * 0.01;
		final double expected = (2 * 0.25 * 0.75 + c1) / (0.25 * 0.25 + 0.75 * 0.75 + c1);
		for (final int side : new int[] { 1, 4, 11, 20 })
			assertEquals(expected,
				StructuralSimilarity.of(constant(side, 0.25f), constant(side, 0.75f), 1), 1e-6,
				"side " + side);
	}

	/** Of a mean of zero the negative has the negative covariance: (C2 - 2 s) / (C2 + 2 s). */
	@Test
	void theNegativeIsUnlike() {
		final Tensor stripes = constant(3, 0);
		final Tensor negative = constant(3, 0);
		for (int i = 0; i < 9; i++) {
			stripes.data()[i] = i % 3 - 1;
			negative.data()[i] = 1 - i % 3;
		}
		final double side = Math.exp(-1 / (2 * 1.5 * 1.5));
		final double variance = 2 * side / (1 + 2 * side);
		final double c2 = 0.03 * 0.03 * 4;
		assertEquals((c2 - 2 * variance) / (c2 + 2 * variance),
			StructuralSimilarity.of(stripes, negative, 2), 1e-9);
	}

	@Test
	void channelsAreAveraged() {
		final Tensor grey = Tensor.zeros(Shape.of(1, 2, 2, 2));
		final Tensor half = Tensor.of(Shape.of(1, 2, 2, 2), 0, 1, 0, 1, 0, 1, 0, 1);
		assertEquals((1 + 1e-4 / (1 + 1e-4)) / 2, StructuralSimilarity.of(grey, half, 1), 1e-9);
	}

	@Test
	void shapesAreTheSame() {
		assertEquals(
			"Two pictures of one shape [1, h, w, c] were expected, but 1x3x3x1 and 1x4x4x1 " +
				"were given.",
			assertThrows(IllegalArgumentException.class,
				() -> StructuralSimilarity.of(constant(3, 0), constant(4, 0), 1)).getMessage());
	}
}
