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
package org.gradiscope.attribution;

import java.util.SplittableRandom;

/**
 * A mask of RISE: a grid of random zeros and ones, of which each cell becomes {@code C = ceil(length /
 * grid)} pixels; enlarged bilinearly to {@code (grid + 1) C} pixels along each side, of which a part
 * of the image's size is cut out at random, 0 to {@code C - 1} whole pixels from the first (Petsiuk
 * et al. 2018, section 3.2). A shift by parts of a pixel is another distribution: on images of few
 * pixels, whose networks tell the difference, the level of the map is another.
 */
final class RiseMask {

	private final int grid;
	private final float[] cells;
	private final double shiftY;
	private final double shiftX;

	RiseMask(final int grid, final double probability, final SplittableRandom random) {
		this.grid = grid;
		this.cells = new float[grid * grid];
		for (int i = 0; i < cells.length; i++)
			cells[i] = random.nextDouble() < probability ? 1 : 0;
		this.shiftY = random.nextDouble();
		this.shiftX = random.nextDouble();
	}

	/** Values of 0 to 1, row by row. */
	float[] of(final int height, final int width) {
		final float[] mask = new float[height * width];
		final int[] columns = new int[width];
		final float[] fractions = new float[width];
		for (int x = 0; x < width; x++) {
			final double at = at(x, width, shiftX);
			columns[x] = before(at);
			fractions[x] = (float) (at - columns[x]);
		}
		final float[] row = new float[grid];
		for (int y = 0; y < height; y++) {
			final double at = at(y, height, shiftY);
			mix(before(at), (float) (at - before(at)), row);
			for (int x = 0; x < width; x++)
				mask[y * width + x] =
					row[columns[x]] + fractions[x] * (row[columns[x] + 1] - row[columns[x]]);
		}
		return mask;
	}

	/** Where a pixel lies among the middles of the cells; beyond the outermost these go on. */
	private double at(final int pixel, final int length, final double shift) {
		final int cell = (length + grid - 1) / grid;
		final int first = (int) (shift * cell);
		final double at = (first + pixel + 0.5) * grid / ((grid + 1) * cell) - 0.5;
		return Math.max(0, Math.min(grid - 1, at));
	}

	/** The cell before a place, which has one after it. */
	private int before(final double at) {
		return Math.min((int) at, grid - 2);
	}

	/** A row of cells between two. */
	private void mix(final int first, final float fraction, final float[] row) {
		for (int i = 0; i < grid; i++)
			row[i] = cells[first * grid + i] +
				fraction * (cells[(first + 1) * grid + i] - cells[first * grid + i]);
	}
}
