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

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

class TransformTest {

	@Test
	void aRollShiftsAroundAndBack() {
		final Tensor image = Tensor.of(Shape.of(1, 2, 3, 1), 1, 2, 3, 4, 5, 6);
		assertArrayEquals(new float[] { 6, 4, 5, 3, 1, 2 }, Roll.of(image, 1, 1).data());
		final Tensor batch = Images.noise(ValueRange.UNIT, 1, 2, 5, 7, 3).values();
		assertArrayEquals(batch.data(), Roll.of(Roll.of(batch, -8, 23), 8, -23).data());
	}

	@Test
	void resizingKeepsWhatIsConstantAndTheMean() {
		final Tensor flat = Tensor.zeros(Shape.of(1, 13, 17, 2));
		java.util.Arrays.fill(flat.data(), 3.5f);
		for (final float value : Resize.to(flat, 29, 5).data())
			assertEquals(3.5f, value, 1e-5f);
		final Tensor noise = Images.noise(ValueRange.UNIT, 2, 1, 64, 64, 1).values();
		assertEquals(mean(noise), mean(Resize.to(noise, 16, 16)), 0.005);
	}

	@Test
	void halvingAveragesByATriangle() {
		final Tensor row = Tensor.of(Shape.of(1, 1, 8, 1), 0, 0, 0, 8, 0, 0, 0, 0);
		// The third source pixel lies 0.5 of the second target's 2 pixels from its centre, and so on.
		assertArrayEquals(new float[] { 0, 3, 1, 0 }, Resize.to(row, 1, 4).data(), 1e-5f);
	}

	private static double mean(final Tensor tensor) {
		double sum = 0;
		for (final float value : tensor.data())
			sum += value;
		return sum / tensor.size();
	}

	@Test
	void tilesCoverEachPixelOnce() {
		for (final int[] size : new int[][] { { 1, 1 }, { 512, 512 }, { 513, 1024 }, { 700, 1300 } }) {
			final Tensor count = Tensor.zeros(Shape.of(1, size[0], size[1], 1));
			for (final Tiles.Tile tile : Tiles.covering(size[0], size[1], 512)) {
				assertTrue(tile.height() <= 512 && tile.width() <= 512);
				final Tensor piece = tile.cut(count);
				for (int i = 0; i < piece.size(); i++)
					piece.data()[i]++;
				tile.paste(piece, count);
			}
			for (final float times : count.data())
				assertEquals(1, times);
		}
	}
}
