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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Adjoints;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

class ResamplingTest {

	@Test
	void theAdjointIsExact() {
		final SplittableRandom random = new SplittableRandom(6);
		for (int trial = 0; trial < 20; trial++) {
			final Resampling resampling = new Resampling(random.nextDouble(0.5, 2),
				random.nextDouble(-3, 3), random.nextDouble(-9, 9), random.nextDouble(-9, 9));
			Adjoints.assertExact(resampling::apply, resampling::adjoint, trial);
		}
	}

	@Test
	void theBlursAdjointIsExact() {
		for (final double sigma : new double[] { 0.05, 0.4, 1, 3 })
			Adjoints.assertExact(images -> GaussianBlur.of(images, sigma),
				images -> GaussianBlur.adjoint(images, sigma), (int) (100 * sigma));
	}

	@Test
	void channelsAreBlurredAsPlanesAre() {
		final Tensor image = Images.noise(ValueRange.UNIT, 3, 2, 7, 5, 2).values();
		final Tensor blurred = GaussianBlur.of(image, 1.3);
		for (int n = 0; n < 2; n++)
			for (int c = 0; c < 2; c++) {
				final float[] plane = new float[35];
				for (int i = 0; i < 35; i++)
					plane[i] = image.data()[(n * 35 + i) * 2 + c];
				GaussianBlur.apply(plane, 5, 7, 1.3);
				for (int i = 0; i < 35; i++)
					assertEquals(plane[i], blurred.data()[(n * 35 + i) * 2 + c]);
			}
	}

	@Test
	void nothingIsTheImageItself() {
		final Tensor image = Images.noise(ValueRange.UNIT, 3, 2, 4, 5, 3).values();
		assertArrayEquals(image.data(), new Resampling(1, 0, 0, 0).apply(image).data());
	}

	@Test
	void aShiftMirrorsWhatComesIn() {
		final Tensor row = Tensor.of(Shape.of(1, 1, 4, 1), 1, 2, 3, 4);
		assertArrayEquals(new float[] { 2, 1, 1, 2 }, new Resampling(1, 0, 0, 2).apply(row).data());
		assertArrayEquals(new float[] { 2.5f, 3.5f, 4, 3.5f },
			new Resampling(1, 0, 0, -1.5).apply(row).data());
	}

	/** By the formula of q, a quarter of a turn shows column x of the rows as row y. */
	@Test
	void aQuarterOfATurnTurns() {
		final Tensor square = Tensor.of(Shape.of(1, 2, 2, 1), 1, 2, 3, 4);
		assertArrayEquals(new float[] { 3, 1, 4, 2 },
			new Resampling(1, Math.PI / 2, 0, 0).apply(square).data(), 1e-6f);
	}

	@Test
	void twiceAsLargeShowsTheMiddle() {
		final Tensor row = Tensor.of(Shape.of(1, 1, 4, 1), 0, 10, 20, 30);
		assertArrayEquals(new float[] { 7.5f, 12.5f, 17.5f, 22.5f },
			new Resampling(2, 0, 0, 0).apply(row).data(), 1e-6f);
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Resampling(0, 0, 0, 0));
		assertThrows(IllegalArgumentException.class, () -> new Resampling(1, Double.NaN, 0, 0));
	}
}
