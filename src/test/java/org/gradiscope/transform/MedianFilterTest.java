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

import java.util.Arrays;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

class MedianFilterTest {

	private static float[] medians(final Tensor images, final int side) {
		final int[] sources = new MedianFilter(side).sources(images);
		final float[] medians = new float[sources.length];
		for (int i = 0; i < medians.length; i++)
			medians[i] = images.data()[sources[i]];
		return medians;
	}

	/** Of a corner, its window has it four times, and each neighbour at the rim twice. */
	@Test
	void theRimIsMirrored() {
		final Tensor image = Tensor.of(Shape.of(1, 3, 3, 1), 1, 9, 2, 8, 3, 7, 4, 6, 5);
		assertArrayEquals(new float[] { 3, 3, 3, 4, 5, 5, 4, 5, 5 }, medians(image, 3));
	}

	@Test
	void aSinglePixelIsGoneAndAnEdgeStays() {
		final Tensor image = Tensor.zeros(Shape.of(1, 8, 8, 1));
		for (int i = 0; i < 64; i++)
			image.data()[i] = i % 8 < 4 ? 10 : 20;
		final float[] clean = image.data().clone();
		image.data()[18] = 255;
		assertArrayEquals(clean, medians(image, 3));
	}

	@Test
	void eachIsTheMiddleOfItsSortedWindow() {
		final Tensor batch = Images.noise(ValueRange.UNIT, 5, 2, 9, 11, 2).values();
		for (final int side : new int[] { 3, 5, 15 }) {
			final float[] medians = medians(batch, side);
			for (int i = 0; i < medians.length; i++)
				assertEquals(sorted(batch, i, side)[side * side / 2], medians[i]);
		}
		assertArrayEquals(medians(batch, 3), medians(batch.reshape(Shape.of(1, 2, 9, 11, 2)), 3));
	}

	private static float[] sorted(final Tensor batch, final int index, final int side) {
		final float[] window = new float[side * side];
		for (int k = 0; k < window.length; k++)
			window[k] =
				batch.get(index / 198, FilterTaps.mirrored(index / 22 % 9 + k / side - side / 2, 9),
					FilterTaps.mirrored(index / 2 % 11 + k % side - side / 2, 11), index % 2);
		Arrays.sort(window);
		return window;
	}

	@Test
	void windowsWithoutAMiddleAreRefused() {
		for (final int side : new int[] { 1, 2, 4, 17, -3 })
			assertEquals(
				"A median window of an odd number of pixels from 3 to 15 is expected, but " + side +
					" was given.",
				assertThrows(IllegalArgumentException.class, () -> new MedianFilter(side)).getMessage());
	}
}
