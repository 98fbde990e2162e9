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

package org.gradiscope.pattern;

/**
 * Smooth random variation over an endless plane: random numbers on a square lattice, joined by
 * cubic B-splines. The mean is 0 and the standard deviation about 0.5.
 */
final class SmoothNoise {

	private static final double GAIN = 3.6;

	private final double spacing;
	private final long seed;

	/** @param spacing the distance between lattice points in pixels: about half a wavelength */
	SmoothNoise(final double spacing, final long seed) {
		this.spacing = spacing;
		this.seed = seed;
	}

	/** The value at any place. */
	double at(final double x, final double y) {
		final int column = (int) Math.floor(x / spacing);
		final int row = (int) Math.floor(y / spacing);
		final double[] across = weights(x / spacing - column);
		final double[] down = weights(y / spacing - row);
		double sum = 0;
		for (int j = 0; j < 4; j++)
			for (int i = 0; i < 4; i++)
				sum += down[j] * across[i] * node(column + i - 1, row + j - 1);
		return sum;
	}

	/** The values at all pixels of a canvas, row by row: first across, then down. */
	float[] plane(final int width, final int height) {
		final int rows = (int) Math.floor((height - 1) / spacing) + 4;
		final float[][] strips = new float[rows][];
		for (int row = 0; row < rows; row++)
			strips[row] = strip(width, row - 1);
		final float[] plane = new float[width * height];
		for (int y = 0; y < height; y++) {
			final int row = (int) Math.floor(y / spacing);
			final double[] w = weights(y / spacing - row);
			for (int x = 0; x < width; x++)
				plane[y * width + x] = (float) (w[0] * strips[row][x] + w[1] * strips[row + 1][x] +
					w[2] * strips[row + 2][x] + w[3] * strips[row + 3][x]);
		}
		return plane;
	}

	private float[] strip(final int width, final int row) {
		final int columns = (int) Math.floor((width - 1) / spacing) + 4;
		final double[] nodes = new double[columns];
		for (int i = 0; i < columns; i++)
			nodes[i] = node(i - 1, row);
		final float[] strip = new float[width];
		for (int x = 0; x < width; x++) {
			final int column = (int) Math.floor(x / spacing);
			final double[] w = weights(x / spacing - column);
			for (int i = 0; i < 4; i++)
				strip[x] += (float) (w[i] * nodes[column + i]);
		}
		return strip;
	}

	private double node(final int column, final int row) {
		return (Dice.unitAt(seed, column, row) - 0.5) * GAIN;
	}

	/** The B-spline weights of the four lattice points around, {@code t} after the second. */
	private static double[] weights(final double t) {
		final double s = 1 - t;
		return new double[] { s * s * s / 6, near(t), near(s), t * t * t / 6 };
	}

	private static double near(final double t) {
		return (3 * t * t * t - 6 * t * t + 4) / 6;
	}
}
