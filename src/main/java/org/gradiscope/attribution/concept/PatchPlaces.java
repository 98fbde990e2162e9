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

package org.gradiscope.attribution.concept;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.RandomOrder;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** Where squares lie wholly within a part of an image. */
public final class PatchPlaces {

	/** How many pixels of the part lie above and left of a corner. */
	private final int[][] sums;
	private final int height;
	private final int width;

	/** @param part {@code [1, h, w, 1]}: over 0 inside */
	public PatchPlaces(final Tensor part) {
		height = part.shape().dimension(1);
		width = part.shape().dimension(2);
		sums = new int[height + 1][width + 1];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				sums[y + 1][x + 1] =
					sums[y][x + 1] + sums[y + 1][x] - sums[y][x] + (part.data()[y * width + x] > 0 ? 1 : 0);
	}

	private boolean isInside(final int x, final int y, final int side) {
		return sums[y + side][x + side] - sums[y][x + side] - sums[y + side][x] + sums[y][x] ==
			side * side;
	}

	/** The side of the largest square that lies within the part; 0 if none does. */
	public int largest() {
		int side = 0;
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				while (x + side < width && y + side < height && isInside(x, y, side + 1))
					side++;
		return side;
	}

	/**
	 * Squares of an image at random places within the part, no two at the same; fewer where there are fewer.
	 *
	 * @param image {@code [1, h, w, c]}
	 * @param side of the squares, in pixels
	 */
	public List<Pixels> cut(final Pixels image, final int side, final int count, final long seed) {
		final List<Integer> places = new ArrayList<>();
		for (int y = 0; y + side <= height; y++)
			for (int x = 0; x + side <= width; x++)
				if (isInside(x, y, side)) places.add(y * width + x);
		final int[] order = places.stream().mapToInt(Integer::intValue).toArray();
		RandomOrder.shuffle(order, new SplittableRandom(seed));
		final List<Pixels> patches = new ArrayList<>();
		for (int i = 0; i < Math.min(count, order.length); i++)
			patches.add(patch(image, order[i] % width, order[i] / width, side));
		return patches;
	}

	private static Pixels patch(final Pixels image, final int left, final int top, final int side) {
		final int channels = image.channels();
		final Tensor patch = Tensor.zeros(Shape.of(1, side, side, channels));
		for (int y = 0; y < side; y++)
			System.arraycopy(image.values().data(), ((top + y) * image.width() + left) * channels,
				patch.data(), y * side * channels, side * channels);
		return image.with(patch);
	}
}
