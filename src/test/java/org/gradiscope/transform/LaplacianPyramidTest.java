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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaplacianPyramidTest {

	private static final ValueRange AROUND_0 = new ValueRange(-1, 1);

	@ParameterizedTest
	@CsvSource({ "1, 1, 1", "5, 1, 3", "2, 2, 4", "16, 16, 4", "17, 30, 3", "33, 7, 6" })
	void mergedIsTheImageAgain(final int height, final int width, final int levels) {
		final Tensor image = Images.noise(AROUND_0, 3, 1, height, width, 3).values();
		final List<Tensor> split = LaplacianPyramid.split(image, levels);
		assertEquals(levels + 1, split.size());
		final Tensor merged = LaplacianPyramid.merge(split);
		assertEquals(image.shape(), merged.shape());
		assertArrayEquals(image.data(), merged.data(), 1e-5f);
	}

	@Test
	void eachLevelIsHalfAsLarge() {
		final List<Tensor> split = LaplacianPyramid.split(Tensor.zeros(Shape.of(1, 17, 30, 3)), 2);
		assertEquals(List.of(Shape.of(1, 17, 30, 3), Shape.of(1, 9, 15, 3), Shape.of(1, 5, 8, 3)),
			split.stream().map(Tensor::shape).toList());
	}

	@Test
	void aConstantHasNoDetailNotEvenAtTheBorders() {
		final Tensor image = Images.constant(AROUND_0, 0.75f, 1, 13, 10, 2).values();
		final List<Tensor> split = LaplacianPyramid.split(image, 3);
		for (final Tensor detail : split.subList(0, 3))
			assertArrayEquals(new float[detail.size()], detail.data(), 1e-6f);
		for (final float value : split.get(3).data())
			assertEquals(0.75f, value, 1e-6f);
	}

	/** A point spreads to (1, 6, 1) / 16 of half the size, and of that (1 + 36 + 1) / 128 comes back. */
	@Test
	void aPointIsSplitByTheBinomialKernel() {
		final Tensor row = Tensor.zeros(Shape.of(1, 1, 17, 1));
		row.data()[8] = 1;
		final List<Tensor> split = LaplacianPyramid.split(row, 1);
		assertArrayEquals(new float[] { 0, 0, 0, 1 / 16f, 6 / 16f, 1 / 16f, 0, 0, 0 },
			split.get(1).data(), 1e-7f);
		assertEquals(1 - 38 / 128f, split.get(0).data()[8], 1e-7f);
		assertEquals(-(6 + 1) / 32f, split.get(0).data()[7], 1e-7f);
	}

	@Test
	void everyLevelGetsAUnitDeviation() {
		final Tensor image = Images.noise(AROUND_0, 8, 1, 40, 31, 3).values();
		for (int i = 0; i < image.size(); i++)
			image.data()[i] = 1e-7f * (image.data()[i] + 20 * (float) Math.sin(i / 400.0));
		final List<Tensor> levels = LaplacianPyramid.equalized(LaplacianPyramid.split(image, 3), 1e-12);
		for (final Tensor level : levels)
			assertEquals(1, LaplacianPyramid.deviation(level), 1e-4);
		assertArrayEquals(LaplacianPyramid.merge(levels).data(),
			LaplacianPyramid.normalized(image, 3).data(), 1e-5f);
	}

	/** Detail a hundred times as weak as the coarse structure comes out as strong as that. */
	@Test
	void weakDetailIsMadeAsStrongAsTheRest() {
		final Tensor image = Tensor.zeros(Shape.of(1, 64, 64, 1));
		for (int i = 0; i < image.size(); i++)
			image.data()[i] =
				(float) Math.sin(2 * Math.PI * (i % 64) / 64) + (i % 2 == 0 ? 0.01f : -0.01f);
		final Tensor normalized = LaplacianPyramid.normalized(image, 3);
		double detail = 0;
		for (int i = 1; i < image.size(); i++)
			detail += Math.abs(normalized.data()[i] - normalized.data()[i - 1]) / image.size();
		assertTrue(detail > 1, "differences of neighbours: " + detail);
	}

	@Test
	void nothingStaysNothing() {
		final Tensor nothing = Tensor.zeros(Shape.of(1, 9, 8, 3));
		assertArrayEquals(nothing.data(), LaplacianPyramid.normalized(nothing, 4).data());
		final Tensor constant = Images.constant(AROUND_0, 1e-9f, 1, 9, 8, 1).values();
		for (final float value : LaplacianPyramid.normalized(constant, 2).data())
			assertEquals(1, value, 1e-5, "rounding is not made into detail");
	}
}
