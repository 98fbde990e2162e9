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

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * Each value replaced by the median of the window around it, of its own channel; beyond the rim the image
 * is mirrored. Of volumes each plane is filtered. Every result is one of the image's values:
 * {@link #sources} says which, and that is all that a gradient needs.
 *
 * @param side of the window in pixels, odd, 3 to 15
 */
public record MedianFilter(int side) {

	private static final int MOST = 15;

	/** @throws IllegalArgumentException if the window has no middle, or nothing or too much in it */
	public MedianFilter {
		if (side < 3 || side > MOST || side % 2 == 0)
			throw new IllegalArgumentException("A median window of an odd number of pixels from 3 to " +
				MOST + " is expected, but " + side + " was given.");
	}

	/**
	 * Where each value of the result comes from.
	 *
	 * @param images {@code [n, h, w, c]}, of volumes {@code [n, d, h, w, c]}
	 * @return for each value the index of the one that it is; of equal ones that which is first in the window
	 */
	public int[] sources(final Tensor images) {
		final Shape shape = images.shape();
		final int height = shape.dimension(-3);
		final int width = shape.dimension(-2);
		final int channels = shape.dimension(-1);
		final int[] window = new int[side * side];
		final int[] sources = new int[images.size()];
		for (int i = 0; i < sources.length; i++) {
			final int x = i / channels % width;
			final int y = i / channels / width % height;
			final int plane = i - (y * width + x) * channels;
			for (int k = 0; k < window.length; k++) {
				final int row = FilterTaps.mirrored(y + k / side - side / 2, height);
				final int column = FilterTaps.mirrored(x + k % side - side / 2, width);
				insert(images.data(), window, k, plane + (row * width + column) * channels);
			}
			sources[i] = window[window.length / 2];
		}
		return sources;
	}

	/** Into the first {@code count} of a window that are in order. */
	private static void insert(final float[] values, final int[] window, final int count,
		final int index) {
		int at = count;
		while (at > 0 && values[window[at - 1]] > values[index]) {
			window[at] = window[at - 1];
			at--;
		}
		window[at] = index;
	}
}
