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

package org.gradiscope.attribution.objects;

import java.util.Arrays;

import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;

/**
 * Superpixels: pieces of about one size that keep to the image's edges (Achanta et al. 2012, "SLIC Superpixels Compared to
 * State-of-the-Art Superpixel Methods"): k-means of colour and place together, each centre looking at the pixels around it
 * only; what is not connected to the rest of its piece, and small, goes to a neighbour. How much colours count is set for each
 * piece by how much they differ in it, as in the paper's ASLIC: texture does not tear pieces apart.
 *
 * @param count about how many, from 1
 */
public record Slic(int count) {

	private static final int ROUNDS = 10;
	/** Of colours at first, squared: the whole of lightness, so that pieces begin compact. */
	private static final double FIRST_SPREAD = 1e4;
	/** As the paper's usual compactness, 20 squared. */
	private static final double LEAST_SPREAD = 400;

	/** @throws IllegalArgumentException if there is to be none */
	public Slic {
		OptionRecords.require("Superpixels need", count >= 1, "a number of at least 1", count);
	}

	/** Of one picture, {@code [1, h, w, c]}. */
	public ObjectMap of(final Pixels image) {
		return new Clustering(image).pieces();
	}

	/** One picture's pixels, and the centres that they go to. */
	private final class Clustering {

		private final int width;
		private final int height;
		private final float[][] colours;
		/** Of a piece, in pixels. */
		private final double side;
		/** Each {@code x, y, colour}. */
		private final double[][] centres;
		/** The largest squared distance of a colour from its centre's, of each piece. */
		private final double[] spreads;
		private final int[] nearest;
		private final double[] distances;

		Clustering(final Pixels image) {
			width = image.width();
			height = image.height();
			colours = LabColours.of(image);
			side = Math.sqrt((double) width * height / Math.min(count, width * height));
			final int columns = Math.max(1, (int) Math.round(width / side));
			final int rows = Math.max(1, (int) Math.round(height / side));
			centres = new double[columns * rows][];
			for (int k = 0; k < centres.length; k++)
				centres[k] =
					centre((k % columns + 0.5) * width / columns, (k / columns + 0.5) * height / rows);
			spreads = new double[centres.length];
			Arrays.fill(spreads, FIRST_SPREAD);
			nearest = new int[width * height];
			distances = new double[width * height];
		}

		private double[] centre(final double x, final double y) {
			final float[] colour = colours[(int) y * width + (int) x];
			final double[] centre = new double[2 + colour.length];
			centre[0] = x - 0.5;
			centre[1] = y - 0.5;
			for (int c = 0; c < colour.length; c++)
				centre[2 + c] = colour[c];
			return centre;
		}

		ObjectMap pieces() {
			for (int round = 0; round < ROUNDS; round++) {
				assign();
				move();
			}
			final double least = side * side / 4;
			return new ConnectedPieces(width, height, nearest).joined((int) least);
		}

		private void assign() {
			Arrays.fill(distances, Double.MAX_VALUE);
			for (int k = 0; k < centres.length; k++) {
				final int left = Math.max(0, (int) Math.ceil(centres[k][0] - 2 * side));
				final int right = Math.min(width - 1, (int) (centres[k][0] + 2 * side));
				final int bottom = Math.min(height - 1, (int) (centres[k][1] + 2 * side));
				for (int y = Math.max(0, (int) Math.ceil(centres[k][1] - 2 * side)); y <= bottom; y++)
					for (int x = left; x <= right; x++) {
						final double distance = ofColours(k, y * width + x) / spreads[k] + ofPlaces(k, x, y);
						if (distance >= distances[y * width + x]) continue;
						distances[y * width + x] = distance;
						nearest[y * width + x] = k;
					}
			}
		}

		private double ofColours(final int k, final int p) {
			double sum = 0;
			for (int c = 0; c < colours[p].length; c++)
				sum += (colours[p][c] - centres[k][2 + c]) * (colours[p][c] - centres[k][2 + c]);
			return sum;
		}

		private double ofPlaces(final int k, final int x, final int y) {
			final double right = (x - centres[k][0]) / side;
			final double down = (y - centres[k][1]) / side;
			return right * right + down * down;
		}

		/** Each centre to the mean of its pixels, after their spread around where it was. */
		private void move() {
			Arrays.fill(spreads, LEAST_SPREAD);
			for (int p = 0; p < nearest.length; p++)
				spreads[nearest[p]] = Math.max(spreads[nearest[p]], ofColours(nearest[p], p));
			final double[][] sums = new double[centres.length][centres[0].length];
			final int[] counts = new int[centres.length];
			for (int p = 0; p < nearest.length; p++) {
				final double[] sum = sums[nearest[p]];
				sum[0] += p % width;
				sum[1] += p / width;
				for (int c = 0; c < colours[p].length; c++)
					sum[2 + c] += colours[p][c];
				counts[nearest[p]]++;
			}
			for (int k = 0; k < centres.length; k++)
				for (int c = 0; c < centres[k].length && counts[k] > 0; c++)
					centres[k][c] = sums[k][c] / counts[k];
		}
	}
}
