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
import java.util.List;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** The pieces that cover an image, each pixel once, all of nearly one size. */
public final class Tiles {

	/** A rectangle of an image. */
	public record Tile(int y, int x, int height, int width) {

		/** The part of {@code [1, h, w, c]} inside. */
		public Tensor cut(final Tensor image) {
			final Tensor piece = Tensor.zeros(Shape.of(1, height, width, image.shape().dimension(3)));
			copyRows(image, piece, true);
			return piece;
		}

		/** Puts a piece back into {@code image}, in place. */
		public void paste(final Tensor piece, final Tensor image) {
			copyRows(image, piece, false);
		}

		private void copyRows(final Tensor image, final Tensor piece, final boolean cut) {
			final int channels = image.shape().dimension(3);
			final int run = width * channels;
			for (int row = 0; row < height; row++) {
				final int at = ((y + row) * image.shape().dimension(2) + x) * channels;
				if (cut) System.arraycopy(image.data(), at, piece.data(), row * run, run);
				else System.arraycopy(piece.data(), row * run, image.data(), at, run);
			}
		}
	}

	private Tiles() {}

	/** Tiles of at most {@code side} pixels a side. */
	public static List<Tile> covering(final int height, final int width, final int side) {
		final int rows = (height + side - 1) / side;
		final int columns = (width + side - 1) / side;
		final List<Tile> tiles = new ArrayList<>();
		for (int r = 0; r < rows; r++)
			for (int c = 0; c < columns; c++) {
				final int y = r * height / rows;
				final int x = c * width / columns;
				tiles.add(new Tile(y, x, (r + 1) * height / rows - y, (c + 1) * width / columns - x));
			}
		return tiles;
	}
}
