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

	@Test
	void aTileGoesOnAcrossTheBorders() {
		final Tensor image = Images.noise(ValueRange.UNIT, 3, 1, 7, 10, 3).values();
		for (final int[] shifts : new int[][] { { 0, 0 }, { 3, 0 }, { 0, 8 }, { 6, 9 } })
			for (final Tiles.Tile tile : Tiles.covering(7, 10, 4)) {
				final Tensor shifted = Roll.of(image, -shifts[0], -shifts[1]);
				final Tensor piece = tile.cutAround(image, shifts);
				assertArrayEquals(tile.cut(shifted).data(), piece.data());
				for (int i = 0; i < piece.size(); i++)
					piece.data()[i] += 5;
				tile.paste(piece, shifted);
				final Tensor pasted = image.copy();
				tile.pasteAround(piece, pasted, shifts);
				assertArrayEquals(Roll.of(shifted, shifts).data(), pasted.data());
			}
	}

	/** In a volume each number is told apart by where it is. */
	@Test
	void volumesAreRolledAlongEachAxis() {
		final Tensor volume = Tensor.zeros(Shape.of(2, 3, 4, 5, 2));
		for (int i = 0; i < volume.size(); i++)
			volume.data()[i] = i;
		final Tensor rolled = Roll.of(volume, 1, -2, 6);
		for (int z = 0; z < 3; z++)
			for (int y = 0; y < 4; y++)
				for (int x = 0; x < 5; x++)
					assertEquals(volume.get(1, z, y, x, 1),
						rolled.get(1, (z + 1) % 3, (y + 2) % 4, (x + 1) % 5, 1));
		assertArrayEquals(volume.data(), Roll.of(rolled, -1, 2, -6).data());
	}

	@Test
	void boxesCoverEachVoxelOnce() {
		final Tensor count = Tensor.zeros(Shape.of(1, 9, 17, 8, 2));
		for (final Tiles.Tile tile : Tiles.covering(9, 17, 8, 8)) {
			final Tensor piece = tile.cut(count);
			assertEquals(Shape.of(1, tile.depth(), tile.height(), tile.width(), 2), piece.shape());
			assertTrue(tile.depth() <= 8 && tile.height() <= 8 && tile.width() <= 8);
			for (int i = 0; i < piece.size(); i++)
				piece.data()[i]++;
			tile.paste(piece, count);
		}
		for (final float times : count.data())
			assertEquals(1, times);
	}

	/** What is done along three axes is done along each: planes that are alike stay so. */
	@Test
	void volumesOfEqualPlanesAreTreatedAsThese() {
		final Tensor plane = Images.noise(ValueRange.UNIT, 3, 1, 12, 10, 2).values();
		final Tensor volume =
			Tensor.batch(java.util.Collections.nCopies(8, plane)).reshape(Shape.of(1, 8, 12, 10, 2));
		same(GaussianBlur.of(plane, 1.5), GaussianBlur.of(volume, 1.5));
		same(Resize.to(plane, 6, 20), Resize.to(volume, 5, 6, 20));
		same(LaplacianPyramid.split(plane, 2).get(1), LaplacianPyramid.split(volume, 2).get(1));
		assertArrayEquals(volume.data(),
			LaplacianPyramid.merge(LaplacianPyramid.split(volume, 2)).data(), 1e-6f);
		same(new Resampling(1.1, 0.2, 1, 2).apply(plane), new Resampling(1.1, 0.2, 1, 2).apply(volume));
	}

	private static void same(final Tensor plane, final Tensor volume) {
		for (int i = 0; i < volume.size(); i++)
			assertEquals(plane.data()[i % plane.size()], volume.data()[i], 1e-5f);
	}

	@Test
	void theBlurOfVolumesHasItsAdjoint() {
		final Tensor x =
			Images.noise(ValueRange.UNIT, 4, 1, 7 * 9, 8, 1).values().reshape(Shape.of(1, 7, 9, 8, 1));
		final Tensor y =
			Images.noise(ValueRange.UNIT, 5, 1, 7 * 9, 8, 1).values().reshape(Shape.of(1, 7, 9, 8, 1));
		assertEquals(dot(GaussianBlur.of(x, 1.2), y), dot(x, GaussianBlur.adjoint(y, 1.2)), 1e-3);
	}

	private static double dot(final Tensor a, final Tensor b) {
		double sum = 0;
		for (int i = 0; i < a.size(); i++)
			sum += a.data()[i] * b.data()[i];
		return sum;
	}
}
