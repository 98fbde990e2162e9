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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** The pieces that cover an image, each pixel once, all of nearly one size. */
public final class Tiles {

	/**
	 * A rectangle of a picture, or a box of a volume.
	 *
	 * @param z the first plane; 0 of a picture
	 * @param depth the number of planes; 1 of a picture
	 */
	public record Tile(int z, int y, int x, int depth, int height, int width) {

		/** Of a picture. */
		public Tile(final int y, final int x, final int height, final int width) {
			this(0, y, x, 1, height, width);
		}

		/**
		 * The part of a picture {@code [1, h, w, c]} inside, after a circular shift; what is beyond a border
		 * comes from the other side.
		 *
		 * @param shifts of the tile, down and to the right
		 */
		public Tensor cutAround(final Tensor image, final int... shifts) {
			final Tensor piece = Tensor.zeros(image.shape().with(0, 1).withSides(height, width));
			copyRuns(image, piece, shifts, true);
			return piece;
		}

		/** Puts a piece back to where {@link #cutAround} took it, in place. */
		public void pasteAround(final Tensor piece, final Tensor image, final int... shifts) {
			copyRuns(image, piece, shifts, false);
		}

		/** Each row in runs, which end at the right border. */
		private void copyRuns(final Tensor image, final Tensor piece, final int[] shifts,
			final boolean cut) {
			final int rows = image.shape().dimension(-3);
			final int columns = image.shape().dimension(-2);
			final int channels = image.shape().dimension(-1);
			for (int row = 0; row < height; row++) {
				final int line = Math.floorMod(y + row + shifts[0], rows) * columns;
				for (int column = 0; column < width;) {
					final int left = Math.floorMod(x + column + shifts[1], columns);
					final int run = Math.min(width - column, columns - left);
					copy(image, (line + left) * channels, piece, (row * width + column) * channels,
						run * channels, cut);
					column += run;
				}
			}
		}

		/** A picture's tile with so much more on each side. */
		public Tile grown(final int margin) {
			return new Tile(y - margin, x - margin, height + 2 * margin, width + 2 * margin);
		}

		private static void copy(final Tensor image, final int at, final Tensor piece, final int to,
			final int length, final boolean cut) {
			if (cut) System.arraycopy(image.data(), at, piece.data(), to, length);
			else System.arraycopy(piece.data(), to, image.data(), at, length);
		}

		/** The part of {@code [1, h, w, c]} or {@code [1, d, h, w, c]} inside. */
		public Tensor cut(final Tensor image) {
			final int axes = image.shape().rank() - 2;
			final Tensor piece = Tensor.zeros(image.shape().with(0, 1)
				.withSides(Arrays.copyOfRange(new int[] { depth, height, width }, 3 - axes, 3)));
			copyRows(image, piece, true);
			return piece;
		}

		/** Puts a piece back into {@code image}, in place. */
		public void paste(final Tensor piece, final Tensor image) {
			copyRows(image, piece, false);
		}

		private void copyRows(final Tensor image, final Tensor piece, final boolean cut) {
			final Shape whole = image.shape();
			final int channels = whole.dimension(-1);
			final int run = width * channels;
			for (int row = 0; row < depth * height; row++) {
				final int line = (z + row / height) * whole.dimension(-3) + y + row % height;
				final int at = (line * whole.dimension(-2) + x) * channels;
				copy(image, at, piece, row * run, run, cut);
			}
		}
	}

	private Tiles() {}

	/** Tiles of at most {@code side} pixels a side. */
	public static List<Tile> covering(final int height, final int width, final int side) {
		return covering(1, height, width, side);
	}

	/** Boxes of at most {@code side} voxels a side. */
	public static List<Tile> covering(final int depth, final int height, final int width,
		final int side) {
		final List<Tile> tiles = new ArrayList<>();
		for (final int[] z : parts(depth, side))
			for (final int[] y : parts(height, side))
				for (final int[] x : parts(width, side))
					tiles.add(new Tile(z[0], y[0], x[0], z[1], y[1], x[1]));
		return tiles;
	}

	/** The first position and the length of each part of an axis. */
	private static List<int[]> parts(final int length, final int side) {
		final int count = (length + side - 1) / side;
		final List<int[]> parts = new ArrayList<>();
		for (int i = 0; i < count; i++)
			parts.add(new int[] { i * length / count, (i + 1) * length / count - i * length / count });
		return parts;
	}
}
